package org.libtransport.launcher;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one plugin: its own jars first, so that it may bring other versions of what the transport uses; what
 * both sides talk to each other with comes from the transport always.
 */
final class PluginLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** The API and its annotations, and the log, which is one for all. */
    private static final Set<String> SHARED =
            Set.of("org.libtransport.plugin.", "org.libtransport.protocol.", "org.slf4j.", "org.jspecify.");

    PluginLoader(String name, List<URL> jars, ClassLoader transport) {
        super(name, jars.toArray(URL[]::new), transport);
    }

    /** Whether this plugin itself has the class. */
    boolean brings(String className) {
        return findResource(className.replace('.', '/') + ".class") != null;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null) {
                found = ofPlatform(name);
            }
            if (found == null) {
                try {
                    found = findClass(name);
                } catch (ClassNotFoundException e) {
                    return super.loadClass(name, resolve);
                }
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    /** No plugin replaces a class of Java. */
    private static @Nullable Class<?> ofPlatform(String name) {
        try {
            return ClassLoader.getPlatformClassLoader().loadClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static boolean isShared(String name) {
        return SHARED.stream().anyMatch(name::startsWith);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        getParent().getResources(name).asIterator().forEachRemaining(all::add);
        return Collections.enumeration(all);
    }
}
