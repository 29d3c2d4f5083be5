package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;

/** What an administrator reads when the transport cannot be started as it is configured. */
@Timeout(60)
class BadStartIT {

    private TransportProcess transport;

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_wrong_value_is_one_line_with_file_line_option_value_and_what_is_accepted() {
        transport = TransportProcess.withConfigFile("""
                [service]
                jid = net.localhost
                server = 127.0.0.1
                port = many
                password = secret
                """);
        assertThat(transport.launch().awaitExit()).isEqualTo(2);
        assertThat(transport.log().strip().lines())
                .singleElement()
                .asString()
                .contains(transport.config() + ":4", "service.port", "many", "65535");
    }

    @Test
    void a_missing_file_is_named() throws Exception {
        transport = TransportProcess.withConfigFile("");
        Files.delete(transport.config());
        assertThat(transport.launch().awaitExit()).isEqualTo(2);
        assertThat(transport.log().strip().lines())
                .singleElement()
                .asString()
                .contains(transport.config().toString(), "no such file");
    }

    @Test
    void a_database_that_cannot_be_opened_stops_the_start() {
        transport = TransportProcess.withConfigFile("""
                [service]
                jid = net.localhost
                server = 127.0.0.1
                port = %d
                password = secret
                working_dir = DIRECTORY
                portfile = DIRECTORY/port
                [database]
                type = sqlite3
                database = /dev/null/users.sqlite
                """.formatted(Ports.free()));
        assertThat(transport.launch().awaitExit()).isNotZero();
        assertThat(transport.log()).contains("/dev/null/users.sqlite").doesNotContain("\tat ");
    }

    @Test
    void a_certificate_that_cannot_be_read_stops_the_start() {
        transport = TransportProcess.withOptions(
                "service.jid = net.localhost",
                "service.server_mode = 1",
                "service.server = 127.0.0.1",
                "service.port = " + Ports.free(),
                "service.cert = DIRECTORY/transport.cfg",
                "service.cert_password = secret-4716");
        assertThat(transport.launch().awaitExit()).isNotZero();
        assertThat(transport.log())
                .contains("service.cert", "transport.cfg")
                .doesNotContain("secret-4716")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "service.backend_host = 0.0.0.0; service.backend_host",
                "service.backend_host = ::; service.backend_host",
                "service.backend_host = 192.0.2.1, service.backend_token = long-enough-4719; service.backend_host",
                "service.backend_host = 0.0.0.0, service.backend_cert = DIRECTORY/x.p12; service.backend_host",
                "service.backend_token = short-4719; service.backend_token",
                "service.backend_port = 70000; service.backend_port",
                "service.backend_restarts_per_minute = -1; service.backend_restarts_per_minute"
            })
    void what_would_open_the_port_for_backends_to_anybody_is_a_mistake_in_the_config(String options, String named) {
        List<String> all = new ArrayList<>(List.of(
                "service.jid = net.localhost",
                "service.server = 127.0.0.1",
                "service.port = " + Ports.free(),
                "service.password = secret"));
        all.addAll(List.of(options.split(", ")));
        transport = TransportProcess.withOptions(all.toArray(String[]::new));

        assertThat(transport.launch().awaitExit()).isEqualTo(2);
        assertThat(transport.log())
                .contains(named)
                .doesNotContain("long-enough-4719")
                .doesNotContain("short-4719")
                .doesNotContain("\tat ");
    }

    @Test
    void a_port_in_use_stops_the_start() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            transport = TransportProcess.withOptions(
                    "service.jid = net.localhost",
                    "service.server_mode = 1",
                    "service.server = 127.0.0.1",
                    "service.port = " + taken.getLocalPort());
            assertThat(transport.launch().awaitExit()).isNotZero();
            assertThat(transport.log())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_wrong_secret_is_said_clearly_at_every_attempt_and_the_server_is_asked_again() {
        try (ProsodyServer prosody = ProsodyServer.forDomain("localhost")
                .component("net.localhost", "right-4717")
                .start()) {
            transport = TransportProcess.withOptions(
                    "service.jid = net.localhost",
                    "service.server = 127.0.0.1",
                    "service.port = " + prosody.componentPort(),
                    "service.password = guessed-4718");
            transport.launch();
            transport.await("two refusals", () -> transport.log().split("(?i)service.password", -1).length > 2);
            assertThat(transport.log()).doesNotContain("4718").doesNotContain("\tat ");
            assertThat(transport.stop()).isZero();
        }
    }
}
