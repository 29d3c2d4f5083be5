package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Strings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.PluginOptions;

class PluginDirectoryTest {

    private static final String PLUGIN = "net.example.ForeignPlugin";

    /** Is made with a library that the transport has too, in a version of its own. */
    private static final String PLUGIN_SOURCE = """
            package net.example;
            import org.libtransport.plugin.*;
            public final class ForeignPlugin implements NetworkPlugin {
                public ForeignPlugin(PluginOptions options) {}
                public PluginDescription describe() { throw new UnsupportedOperationException(); }
                public NetworkSession open(Login login, SessionEvents events) { throw new UnsupportedOperationException(); }
                public String toString() {
                    return com.google.common.base.Strings.onlyInTheVersionOfThePlugin()
                            + " and " + com.google.common.base.Joiner.on("+").join("a", "b")
                            + " and " + getClass().getResource("/note.txt");
                }
            }
            """;

    private static final String LIBRARY_SOURCE = """
            package com.google.common.base;
            public final class Strings {
                public static String onlyInTheVersionOfThePlugin() { return "its own"; }
            }
            """;

    @TempDir
    private Path work;

    private Path plugins;
    private PluginDirectory directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        plugins = Files.createDirectory(work.resolve("plugins"));
        directory = new PluginDirectory(plugins);
    }

    private NetworkPlugin make() {
        return Plugins.supplier(PLUGIN, directory, PluginOptions.none()).get();
    }

    @Test
    void a_plugin_uses_its_own_version_of_a_library_and_the_api_of_the_transport() throws IOException {
        Path classes = compile();
        Path own = Files.createDirectory(plugins.resolve("foreign"));
        jar(own.resolve("plugin.jar"), classes, "net/example/ForeignPlugin.class", "note.txt");
        jar(own.resolve("library.jar"), classes, "com/google/common/base/Strings.class");

        NetworkPlugin made = make();

        assertThat(made.toString()).startsWith("its own and a+b and ").endsWith("plugins/foreign/plugin.jar!/note.txt");
        assertThat(made.getClass().getClassLoader()).isNotSameAs(NetworkPlugin.class.getClassLoader());
        assertThat(Strings.nullToEmpty(null)).isEmpty();
    }

    @Test
    void one_jar_is_a_plugin_too_and_its_neighbours_are_not_in_its_way() throws IOException {
        Path classes = compile();
        jar(plugins.resolve("another.jar"), classes, "com/google/common/base/Strings.class");
        Files.writeString(plugins.resolve("README"), "no plugin");
        jar(plugins.resolve("foreign.jar"), classes, "net/example/ForeignPlugin.class");

        assertThatThrownBy(make()::toString).isInstanceOf(NoSuchMethodError.class);
    }

    @Test
    void a_class_that_two_plugins_bring_is_not_chosen_by_chance() throws IOException {
        Path classes = compile();
        jar(plugins.resolve("one.jar"), classes, "net/example/ForeignPlugin.class");
        jar(plugins.resolve("two.jar"), classes, "net/example/ForeignPlugin.class");

        assertThatThrownBy(this::make).hasMessageContaining("one.jar, two.jar");
    }

    private Path compile() throws IOException {
        Path classes = Files.createDirectory(work.resolve("classes"));
        Files.writeString(classes.resolve("note.txt"), "found");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> sources = Stream.of(
                        Map.entry("com/google/common/base/Strings", LIBRARY_SOURCE),
                        Map.entry("net/example/ForeignPlugin", PLUGIN_SOURCE))
                .map(source -> (JavaFileObject) new Source(source.getKey(), source.getValue()))
                .toList();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        assertThat(compiler.getTask(null, null, null, options, null, sources).call())
                .isTrue();
        return classes;
    }

    private static void jar(Path file, Path classes, String... names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String name : names) {
                jar.putNextEntry(new ZipEntry(name));
                Files.copy(classes.resolve(name), jar);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
        }
    }
}
