package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.EjabberdServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;
import picocli.CommandLine;

/** What {@code transport snippet} prints is all that a server needs for its users to reach the transport. */
@Timeout(90)
class SnippetConversationIT {

    private static final String TRANSPORT = "net.localhost";
    private static final String ECHO = "echo@" + TRANSPORT;

    private final TransportProcess transport = TransportProcess.withOptions(
            "service.jid = " + TRANSPORT,
            "service.server = 127.0.0.1",
            "service.port = " + Ports.free(),
            "service.password = component-secret-\\\"4902'#{}");

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_user_of_prosody_registers_and_talks() throws Exception {
        try (ProsodyServer server = ProsodyServer.forDomain("localhost")
                .account("romeo", "sesame")
                .lines(snippet("prosody"))
                .start()) {
            talk(server.clientPort());
        }
    }

    @Test
    void a_user_of_ejabberd_registers_and_talks() throws Exception {
        try (EjabberdServer server = EjabberdServer.start(
                "localhost", Map.of("romeo", "sesame"), snippet("ejabberd").replace("modules:\n", ""))) {
            talk(server.clientPort());
        }
    }

    private String snippet(String server) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .execute("snippet", server, transport.config().toString());
        assertThat(code).isZero();
        return out.toString();
    }

    private void talk(int clientPort) throws Exception {
        transport.launch().awaitLog(TRANSPORT + " is ready for users");
        try (SmackClient romeo = SmackClient.withoutTls(clientPort, "romeo@localhost", "sesame", "phone")) {
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
