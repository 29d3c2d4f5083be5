package org.libtransport.launcher;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with plugins: each jar in it is one, and each directory in it is one with all the jars that are there.
 * Every plugin has a class loader of its own.
 */
final class PluginDirectory {

    private static final String JAR = ".jar";

    private final Path directory;

    PluginDirectory(Path directory) {
        this.directory = directory;
    }

    /** For messages to people. */
    @Override
    public String toString() {
        return directory.toString();
    }

    /**
     * Finds the plugin that brings a class. Its loader stays open, as long as the class may need more from it.
     *
     * @return null if there is none
     * @throws IllegalArgumentException if several bring it, or the directory cannot be read
     */
    @Nullable
    PluginLoader find(String className) {
        List<PluginLoader> found = new ArrayList<>();
        try {
            for (Path entry : entries()) {
                PluginLoader loader = new PluginLoader(
                        String.valueOf(entry.getFileName()), jars(entry), PluginDirectory.class.getClassLoader());
                if (loader.brings(className)) {
                    found.add(loader);
                } else {
                    loader.close();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(directory + " cannot be read: " + Reasons.of(e), e);
        }
        if (found.size() > 1) {
            List<String> names = found.stream().map(PluginLoader::getName).toList();
            throw new IllegalArgumentException(
                    className + " is in more than one plugin in " + directory + ": " + String.join(", ", names));
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private List<Path> entries() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(entry -> isJar(entry) || Files.isDirectory(entry))
                    .sorted()
                    .toList();
        }
    }

    private static List<URL> jars(Path plugin) throws IOException {
        if (!Files.isDirectory(plugin)) {
            return List.of(url(plugin));
        }
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> all = Files.list(plugin)) {
            for (Path jar : all.filter(PluginDirectory::isJar).sorted().toList()) {
                urls.add(url(jar));
            }
        }
        return urls;
    }

    private static boolean isJar(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(JAR);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
