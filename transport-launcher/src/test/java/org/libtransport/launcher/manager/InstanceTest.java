package org.libtransport.launcher.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.config.Options;

class InstanceTest {

    @TempDir
    private Path dir;

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("a.cfg"), text);
    }

    private Instance only(String text) throws IOException {
        return Instance.of(file(text)).get(0);
    }

    @Test
    void has_the_vhosts_first_and_each_once() throws IOException {
        Path file = file("""
                [service]
                jid = a.example
                [vhosts]
                vhost = v.example
                vhost = a.example
                vhost =
                vhost = w.example
                vhost = v.example
                """);

        assertThat(Instance.of(file)).extracting(Instance::jid).containsExactly("v.example", "w.example", "a.example");
        assertThat(Instance.of(file)).extracting(Instance::primary).containsExactly(false, false, true);
    }

    @Test
    void reads_a_file_whose_other_options_are_of_no_use() throws IOException {
        Instance instance = only("service.jid = a.example\n[service]\nport = many\n[purple]\nunheard = of\n");

        assertThat(instance.value(Options.SERVICE_PIDFILE)).isEqualTo("/var/run/spectrum2/a.example.pid");
    }

    @Test
    void puts_the_jid_of_each_vhost_into_paths() throws IOException {
        Path file = file("service.jid = a.example\nservice.pidfile = /run/$jid.pid\nvhosts.vhost = v.example\n");

        assertThat(Instance.of(file).get(0).value(Options.SERVICE_PIDFILE)).isEqualTo("/run/v.example.pid");
        assertThat(Instance.of(file).get(1).value(Options.SERVICE_PIDFILE)).isEqualTo("/run/a.example.pid");
    }

    @Test
    void takes_values_from_files() throws IOException {
        Files.writeString(dir.resolve("token"), "0123456789abcdef\n");
        Instance instance = only("service.jid = a.example\nservice.backend_token = ${file:token}\n");

        assertThat(instance.value(Options.SERVICE_BACKEND_TOKEN)).isEqualTo("0123456789abcdef");
    }

    @Test
    void says_which_option_refers_to_nothing() throws IOException {
        Instance instance = only("service.jid = a.example\nservice.backend_token = ${file:none}\n");

        assertThatThrownBy(() -> instance.value(Options.SERVICE_BACKEND_TOKEN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("service.backend_token")
                .hasMessageContaining("none");
        assertThat(instance.isRunning()).isFalse();
    }

    @Test
    void has_no_port_unless_the_port_file_has_a_number_that_is_one() throws IOException {
        Path ports = dir.resolve("a.port");
        Instance instance = only("service.jid = a.example\nservice.portfile = " + ports + "\n");

        assertThat(instance.port()).isEmpty();
        Files.writeString(ports, "10000\n");
        assertThat(instance.port()).contains(10000);
        for (String wrong : new String[] {"", "x", "0", "-1", "65536", "99999999999"}) {
            Files.writeString(ports, wrong);
            assertThat(instance.port()).as(wrong).isEmpty();
        }
    }

    @Test
    void does_not_run_if_its_number_belongs_to_another_program() throws IOException {
        Path pid = dir.resolve("a.pid");
        Instance instance = only("service.jid = a.example\nservice.pidfile = " + pid + "\n");

        assertThat(instance.isRunning()).as("without a pid file").isFalse();
        Files.writeString(pid, "");
        assertThat(instance.isRunning()).as("with an empty one").isFalse();
        Files.writeString(pid, ProcessHandle.current().pid() + "\n");
        assertThat(instance.isRunning()).as("this test is no transport").isFalse();
    }

    @Test
    void refuses_a_file_without_a_jid_and_one_that_cannot_be_read() throws IOException {
        Path file = file("[service]\nport = 1\n");

        assertThatThrownBy(() -> Instance.of(file)).hasMessageContaining("has no service.jid");
        assertThatThrownBy(() -> Instance.of(dir.resolve("none.cfg"))).hasMessageContaining("no such file");
    }
}
