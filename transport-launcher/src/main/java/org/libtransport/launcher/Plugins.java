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
     * Makes the first plugin at once, so that a wrong option is told before anything is opened, and further ones when they
     * are asked for.
     *
     * @throws IllegalArgumentException with a sentence for the administrator
     */
    static Supplier<NetworkPlugin> supplier(String className, PluginOptions options) {
        AtomicReference<@Nullable NetworkPlugin> first = new AtomicReference<>(create(className, options));
        return () -> {
            NetworkPlugin made = first.getAndSet(null);
            return made == null ? create(className, options) : made;
        };
    }

    /** By its constructor that takes {@link PluginOptions}, else by the one without parameters. */
    private static NetworkPlugin create(String className, PluginOptions options) {
        try {
            Class<? extends NetworkPlugin> type = Class.forName(className).asSubclass(NetworkPlugin.class);
            try {
                return type.getConstructor(PluginOptions.class).newInstance(options);
            } catch (NoSuchMethodException e) {
                return type.getConstructor().newInstance();
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + className + " on the class path", e);
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
