package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.packet.Stanza;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.EjabberdServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;

/** Contacts come into rosters of real servers by what those grant (XEP-0356), or by the next best way. */
@Timeout(90)
class PrivilegedRosterIT {

    private static final String TRANSPORT = "net.localhost";
    private static final String ECHO = "echo@" + TRANSPORT;
    private static final String SECRET = "component-secret-4903";

    private final int port = Ports.free();
    private final TransportProcess transport = TransportProcess.withOptions(
            "service.jid = " + TRANSPORT,
            "service.server = 127.0.0.1",
            "service.port = " + port,
            "service.password = " + SECRET);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void prosody_that_grants_the_roster_gets_contacts_without_a_question() throws Exception {
        try (ProsodyServer server = prosody(true)) {
            register(server.clientPort(), false);
            transport.awaitLog("localhost grants");
        }
    }

    @Test
    void prosody_that_grants_nothing_has_contacts_ask() throws Exception {
        try (ProsodyServer server = prosody(false)) {
            register(server.clientPort(), true);
        }
    }

    /** Version 23.01 looks for its settings at the address of the component, and so answers with an internal error. */
    @Test
    void ejabberd_that_grants_the_roster_and_fails_at_writing_it_has_contacts_ask() throws Exception {
        try (EjabberdServer server = ejabberd(true)) {
            register(server.clientPort(), true);
            transport.awaitLog("granted the roster, but does not give it: internal-server-error");
        }
    }

    @Test
    void ejabberd_that_grants_nothing_has_contacts_ask() throws Exception {
        try (EjabberdServer server = ejabberd(false)) {
            register(server.clientPort(), true);
        }
    }

    private ProsodyServer prosody(boolean privileged) {
        ProsodyServer.Builder builder = ProsodyServer.forDomain("localhost")
                .account("romeo", "sesame")
                .lines("""
                        component_ports = { %d }
                        privileged_entities = { ["%s"] = { roster = "both", message = "outgoing" } }
                        Component "%s"
                            component_secret = "%s"
                            modules_enabled = { "privilege" }
                        """.formatted(port, TRANSPORT, TRANSPORT, SECRET));
        return (privileged ? builder.module("privilege") : builder).start();
    }

    private EjabberdServer ejabberd(boolean privileged) {
        String module = """
                  mod_privilege:
                    roster:
                      both:
                        - allow:
                            - server: %s
                    message:
                      outgoing:
                        - allow:
                            - server: %s
                """.formatted(TRANSPORT, TRANSPORT);
        return EjabberdServer.start(
                "localhost",
                Map.of("romeo", "sesame"),
                (privileged ? module : "") + """
                listen:
                  -
                    port: %d
                    ip: "127.0.0.1"
                    module: ejabberd_service
                    hosts:
                      "%s":
                        password: "%s"
                """.formatted(port, TRANSPORT, SECRET));
    }

    private void register(int clientPort, boolean asked) throws Exception {
        transport.launch().awaitLog(TRANSPORT + " is ready for users");
        try (SmackClient romeo = SmackClient.withoutTls(clientPort, "romeo@localhost", "sesame", "phone")) {
            romeo.login();
            romeo.register(TRANSPORT, "romeo", "network-password");
            romeo.awaitOnline(TRANSPORT);
            romeo.awaitOnline(ECHO);
            Awaitility.await("both ways").untilAsserted(() -> {
                assertThat(romeo.hasInRoster(ECHO)).isTrue();
                assertThat(romeo.isSubscribedTo(ECHO)).isTrue();
            });
            assertThat(romeo.take(Stanza.class, PrivilegedRosterIT::isQuestionOfContact) != null)
                    .as(transport.log())
                    .isEqualTo(asked);
        }
    }

    private static boolean isQuestionOfContact(Stanza stanza) {
        return SmackClient.isSubscriptionRequest(stanza)
                && ECHO.equals(String.valueOf(stanza.getFrom().asBareJid()));
    }
}
