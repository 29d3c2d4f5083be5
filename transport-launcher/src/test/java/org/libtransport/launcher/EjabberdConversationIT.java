package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.EjabberdServer;
import org.libtransport.testkit.Ports;

/** The same as behind Prosody, behind ejabberd. */
@Timeout(90)
class EjabberdConversationIT {

    private static final String TRANSPORT = "net.localhost";
    private static final String ECHO = "echo@" + TRANSPORT;

    @Test
    void a_user_of_ejabberd_registers_and_talks() throws Exception {
        int port = Ports.free();
        String listeners = """
                listen:
                  -
                    port: %d
                    ip: "127.0.0.1"
                    module: ejabberd_service
                    hosts:
                      "net.localhost":
                        password: "component-secret-4902"
                """.formatted(port);
        try (EjabberdServer server = EjabberdServer.start("localhost", Map.of("romeo", "sesame"), listeners);
                TransportProcess transport = TransportProcess.withOptions(
                                "service.jid = " + TRANSPORT,
                                "service.server = 127.0.0.1",
                                "service.port = " + port,
                                "service.password = component-secret-4902")
                        .launch();
                SmackClient romeo = SmackClient.withoutTls(server.clientPort(), "romeo@localhost", "sesame", "phone")) {
            transport.awaitLog(TRANSPORT + " is ready for users");
            romeo.login();

            romeo.register(TRANSPORT, "romeo", "network-password");
            romeo.awaitOnline(TRANSPORT);
            romeo.awaitOnline(ECHO);
            romeo.say(ECHO, "Hello");
            romeo.awaitMessage(ECHO, "Hello");
            romeo.unregister(TRANSPORT);
            transport.awaitLog("romeo@localhost unregistered");
            assertThat(transport.log()).doesNotContain("network-password", "sesame");
        }
    }
}
