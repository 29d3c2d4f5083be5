package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.Ports;

/** {@code database.type = none}: everything is kept in memory. */
@Timeout(60)
class NoDatabaseIT {

    private static final String DOMAIN = "net.localhost";

    @Test
    void server_mode_works_and_needs_nothing_from_before_a_restart() throws Exception {
        int port = Ports.free();
        try (TransportProcess transport = TransportProcess.withOptions(
                "service.jid = " + DOMAIN,
                "service.server_mode = 1",
                "service.server = 127.0.0.1",
                "service.port = " + port,
                "database.type = none")) {
            transport.launch().await("port open", () -> Ports.isOpen(port));
            talk(port);
            assertThat(transport.stop()).isZero();
            assertThat(transport.resolve("users.sqlite")).doesNotExist();

            transport.launch().await("port open", () -> Ports.isOpen(port));
            talk(port);
            assertThat(transport.log()).doesNotContain("database.type");
        }
    }

    @Test
    void a_gateway_says_what_it_cannot_do() throws Exception {
        try (GatewayScene scene =
                GatewayScene.openWithOptions("org.libtransport.examples.echo.EchoBackend", "database.type = none")) {
            SmackClient romeo = scene.loginAndRegister("romeo", "phone");
            romeo.say(ECHO, "Hello");
            romeo.awaitMessage(ECHO, "Hello");

            assertThat(scene.transport().log())
                    .contains("database.type is none: who has registered must do so again after each restart");
        }
    }

    private static void talk(int port) throws Exception {
        String echo = "echo@" + DOMAIN;
        try (SmackClient romeo = SmackClient.withoutTls(port, "romeo@" + DOMAIN, "sesame", "phone")
                .login()) {
            romeo.awaitOnline(echo);
            romeo.say(echo, "Hello");
            romeo.awaitMessage(echo, "Hello");
        }
    }
}
