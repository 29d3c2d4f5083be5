package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.PluginOptions;

class PluginsTest {

    private static final String ECHO = "org.libtransport.examples.echo.EchoPlugin";
    private static final PluginDirectory NONE = new PluginDirectory(Path.of("no/such/directory"));

    @Test
    void each_backend_gets_a_plugin_of_its_own() {
        Supplier<NetworkPlugin> plugins = Plugins.supplier(ECHO, NONE, PluginOptions.none());
        assertThat(plugins.get()).isNotSameAs(plugins.get()).hasSameClassAs(plugins.get());
    }

    @Test
    void a_class_that_is_none_or_no_plugin_is_named() {
        assertThatThrownBy(() -> Plugins.supplier("org.example.None", NONE, PluginOptions.none()))
                .hasMessage("there is no class org.example.None in no/such/directory or on the class path");
        assertThatThrownBy(() -> Plugins.supplier("java.lang.String", NONE, PluginOptions.none()))
                .hasMessageContaining("java.lang.String is no org.libtransport.plugin.NetworkPlugin");
    }

    @Test
    void what_is_wrong_with_the_options_is_told_before_anything_starts() {
        assertThatThrownBy(() -> Plugins.supplier(ECHO, NONE, PluginOptions.parse("--echo.contacts=many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--echo.contacts needs a whole number");
    }
}
