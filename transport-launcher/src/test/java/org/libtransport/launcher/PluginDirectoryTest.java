package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Strings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
        JarMaker.jar(own.resolve("plugin.jar"), classes, "net/example/ForeignPlugin.class", "note.txt");
        JarMaker.jar(own.resolve("library.jar"), classes, "com/google/common/base/Strings.class");

        NetworkPlugin made = make();

        assertThat(made.toString()).startsWith("its own and a+b and ").endsWith("plugins/foreign/plugin.jar!/note.txt");
        assertThat(made.getClass().getClassLoader()).isNotSameAs(NetworkPlugin.class.getClassLoader());
        assertThat(Strings.nullToEmpty(null)).isEmpty();
    }

    @Test
    void one_jar_is_a_plugin_too_and_its_neighbours_are_not_in_its_way() throws IOException {
        Path classes = compile();
        JarMaker.jar(plugins.resolve("another.jar"), classes, "com/google/common/base/Strings.class");
        Files.writeString(plugins.resolve("README"), "no plugin");
        JarMaker.jar(plugins.resolve("foreign.jar"), classes, "net/example/ForeignPlugin.class");

        assertThatThrownBy(make()::toString).isInstanceOf(NoSuchMethodError.class);
    }

    @Test
    void a_class_that_two_plugins_bring_is_not_chosen_by_chance() throws IOException {
        Path classes = compile();
        JarMaker.jar(plugins.resolve("one.jar"), classes, "net/example/ForeignPlugin.class");
        JarMaker.jar(plugins.resolve("two.jar"), classes, "net/example/ForeignPlugin.class");

        assertThatThrownBy(this::make).hasMessageContaining("one.jar, two.jar");
    }

    private Path compile() throws IOException {
        Path classes = Files.createDirectory(work.resolve("classes"));
        Files.writeString(classes.resolve("note.txt"), "found");
        JarMaker.compile(
                Map.of("com/google/common/base/Strings", LIBRARY_SOURCE, "net/example/ForeignPlugin", PLUGIN_SOURCE),
                classes);
        return classes;
    }
}
