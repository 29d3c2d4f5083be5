package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Stanza;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.EjabberdServer;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ProsodyServer;

/** What real servers grant (XEP-0356) is used: for contacts in rosters, and for what users say elsewhere; else the next best. */
@Timeout(90)
class PrivilegesIT {

    private static final String TRANSPORT = "net.localhost";
    private static final String ECHO = "echo@" + TRANSPORT;
    private static final String SECRET = "component-secret-4903";

    private final int ejabberdPort = Ports.free();
    private @Nullable TransportProcess transport;

    @AfterEach
    void close() {
        if (transport != null) {
            transport.close();
        }
    }

    @Test
    void prosody_that_grants_the_roster_gets_contacts_without_a_question() throws Exception {
        try (ProsodyServer server = prosody(true)) {
            register(server.clientPort(), false);
            transport.awaitLog("localhost allows the transport to manage rosters");
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
        ProsodyServer.Builder builder = ProsodyServer.forDomain("localhost").account("romeo", "sesame");
        ProsodyServer server = (privileged
                        ? builder.privilegedComponent(TRANSPORT, SECRET)
                        : builder.component(TRANSPORT, SECRET))
                .start();
        launch(server.componentPort());
        return server;
    }

    private void launch(int componentPort) {
        transport = TransportProcess.withBackend(
                NewsBackend.class.getName(),
                "service.jid = " + TRANSPORT,
                "service.server = 127.0.0.1",
                "service.port = " + componentPort,
                "service.password = " + SECRET);
        transport.launch().awaitLog(TRANSPORT + " is ready for users");
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
        EjabberdServer server = EjabberdServer.start(
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
                """.formatted(ejabberdPort, TRANSPORT, SECRET));
        launch(ejabberdPort);
        return server;
    }

    private void register(int clientPort, boolean asked) throws Exception {
        try (SmackClient romeo = SmackClient.withoutTls(clientPort, "romeo@localhost", "sesame", "phone")) {
            romeo.login();
            romeo.register(TRANSPORT, "romeo", "network-password");
            romeo.awaitOnline(TRANSPORT);
            romeo.awaitOnline(ECHO);
            Awaitility.await("both ways").untilAsserted(() -> {
                assertThat(romeo.hasInRoster(ECHO)).isTrue();
                assertThat(romeo.isSubscribedTo(ECHO)).isTrue();
            });
            assertThat(romeo.take(Stanza.class, PrivilegesIT::isQuestionOfContact) != null)
                    .as(transport.log())
                    .isEqualTo(asked);
        }
    }

    @Test
    void prosody_shows_what_the_user_said_elsewhere_as_the_users_own_words() throws Exception {
        try (ProsodyServer server = prosody(true)) {
            sayElsewhere(server.clientPort());
        }
    }

    @Test
    void ejabberd_shows_what_the_user_said_elsewhere_as_the_users_own_words() throws Exception {
        try (EjabberdServer server = ejabberd(true)) {
            sayElsewhere(server.clientPort());
        }
    }

    private void sayElsewhere(int clientPort) throws Exception {
        try (SmackClient phone = SmackClient.withoutTls(clientPort, "romeo@localhost", "sesame", "phone");
                SmackClient desk = SmackClient.withoutTls(clientPort, "romeo@localhost", "sesame", "desk")) {
            phone.login().register(TRANSPORT, "romeo", "network-password");
            desk.login().awaitOnline(ECHO);
            phone.awaitOnline(ECHO);

            phone.say(ECHO, NewsBackend.SPEAK_ELSEWHERE);

            for (SmackClient client : List.of(phone, desk)) {
                Message carbon =
                        client.awaitMessage("a copy", message -> xml(message).contains("urn:xmpp:carbons:2"));
                assertThat(carbon.getFrom().toString()).isEqualTo("romeo@localhost");
                assertThat(xml(carbon)).contains("<sent ", "to='" + ECHO + "'", NewsBackend.SAID_ELSEWHERE);
                client.assertNothingReceived(
                        "words of the transport",
                        stanza -> stanza instanceof Message message
                                && TRANSPORT.equals(String.valueOf(message.getFrom())));
            }
        }
    }

    private static boolean isQuestionOfContact(Stanza stanza) {
        return SmackClient.isSubscriptionRequest(stanza)
                && ECHO.equals(String.valueOf(stanza.getFrom().asBareJid()));
    }

    private static String xml(Message message) {
        return message.toXML("").toString().replace('"', '\'');
    }
}
