package org.libtransport.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of backends (wire protocol, spawning). */
class PluginOptionsTest {

    @Test
    void reads_the_command_line_with_which_a_transport_starts_a_backend() {
        PluginOptions options = PluginOptions.parse(
                "--host",
                "127.0.0.1",
                "--port",
                "30123",
                "--service.backend_id=7",
                "-n",
                "-j",
                "icq.example.org",
                "/etc/spectrum2/transports/icq.cfg",
                "--echo.contacts=5");

        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(30123);
        assertThat(options.backendId()).isEqualTo("7");
        assertThat(options.configFile()).contains(Path.of("/etc/spectrum2/transports/icq.cfg"));
        assertThat(options.number("echo.contacts", 2, 1, 10)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"--host=h,--port=1", "-h h,-p 1", "--host h,-p 1"})
    void takes_each_spelling_of_host_and_port(String host, String port) {
        String[] args = (host + " " + port).split(" ");

        assertThat(PluginOptions.parse(args).host()).isEqualTo("h");
        assertThat(PluginOptions.parse(args).port()).isEqualTo(1);
    }

    @Test
    void has_the_defaults_of_the_predecessor() {
        PluginOptions options = PluginOptions.parse();

        assertThat(options.host()).isEmpty();
        assertThat(options.port()).isEqualTo(10000);
        assertThat(options.configFile()).isEmpty();
        assertThat(options.text("a.b", "c")).isEqualTo("c");
    }

    @Test
    void takes_the_last_value_and_keeps_all() {
        PluginOptions options = PluginOptions.parse("--a.b=1", "--a.b=2=3", "--config=x.cfg", "y.cfg", "-z", "-d");

        assertThat(options.text("a.b")).contains("2=3");
        assertThat(options.all("a.b")).containsExactly("1", "2=3");
        assertThat(options.configFile()).contains(Path.of("x.cfg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=0", "--port=65536", "--port=http", "--port", "--host"})
    void names_the_option_that_is_wrong(String arg) {
        assertThatThrownBy(() -> PluginOptions.parse(arg))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(arg.replaceAll("=.*", ""));
    }

    @Test
    void says_what_would_have_been_accepted() {
        PluginOptions options = PluginOptions.parse("--a.n=12x", "--a.f=maybe", "--a.t=ON", "--a.z=0");

        assertThatThrownBy(() -> options.number("a.n", 1, 0, 9)).hasMessageContainingAll("--a.n", "0 to 9", "12x");
        assertThatThrownBy(() -> options.flag("a.f", true)).hasMessageContainingAll("--a.f", "yes or no", "maybe");
        assertThat(options.flag("a.t", false)).isTrue();
        assertThat(options.flag("a.z", true)).isFalse();
        assertThat(options.flag("a.none", true)).isTrue();
        assertThat(options.number("a.none", 3, 0, 9)).isEqualTo(3);
    }
}
