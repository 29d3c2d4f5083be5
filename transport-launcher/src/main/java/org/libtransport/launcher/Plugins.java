package org.libtransport.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.PluginOptions;

/** Plugins of which only the class name is known: {@code service.backend = java:org.example.MyPlugin}. */
final class Plugins {

    private Plugins() {}

    /**
     * Looks into the directory, then on the class path. Makes the first plugin at once, so that a wrong option is told before anything is opened, and further ones when they
     * are asked for.
     *
     * @throws IllegalArgumentException with a sentence for the administrator
     */
    static Supplier<NetworkPlugin> supplier(String className, PluginDirectory directory, PluginOptions options) {
        PluginLoader own = directory.find(className);
        ClassLoader loader = own == null ? Plugins.class.getClassLoader() : own;
        NetworkPlugin made = create(className, directory, loader, options);
        AtomicReference<@Nullable NetworkPlugin> first = new AtomicReference<>(made);
        return () -> {
            NetworkPlugin next = first.getAndSet(null);
            return next == null ? create(className, directory, loader, options) : next;
        };
    }

    /** By its constructor that takes {@link PluginOptions}, else by the one without parameters. */
    private static NetworkPlugin create(
            String className, PluginDirectory directory, ClassLoader loader, PluginOptions options) {
        try {
            Class<? extends NetworkPlugin> type =
                    Class.forName(className, true, loader).asSubclass(NetworkPlugin.class);
            try {
                return type.getConstructor(PluginOptions.class).newInstance(options);
            } catch (NoSuchMethodException e) {
                return type.getConstructor().newInstance();
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "there is no class " + className + " in " + directory + " or on the class path", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(className + " cannot be loaded: " + e, e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(className + " is no " + NetworkPlugin.class.getName(), e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(className + ": " + Reasons.of(e.getTargetException()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    className + " needs a public constructor that takes PluginOptions or nothing", e);
        }
    }
}
