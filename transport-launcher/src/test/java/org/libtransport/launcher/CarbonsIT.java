package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.SimpleIQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.testkit.Ports;

/** Two clients of one account that are connected to the transport itself, and a third one at the network (XEP-0280). */
@Timeout(60)
class CarbonsIT {

    private static final String DOMAIN = "net.localhost";
    private static final String ECHO = "echo@" + DOMAIN;
    private static final String CARBONS = "urn:xmpp:carbons:2";

    private final List<SmackClient> clients = new ArrayList<>();
    private TransportProcess transport;
    private int port;
    private SmackClient phone;
    private SmackClient desk;

    @BeforeEach
    void open() throws Exception {
        port = Ports.free();
        transport = TransportProcess.withBackend(
                NewsBackend.class.getName(),
                "service.jid = " + DOMAIN,
                "service.server_mode = 1",
                "service.more_resources = 1",
                "service.server = 127.0.0.1",
                "service.port = " + port);
        transport.launch().await("port open", () -> Ports.isOpen(port));
        phone = client("phone");
        desk = client("desk");
    }

    @AfterEach
    void close() {
        clients.forEach(SmackClient::close);
        transport.close();
    }

    private SmackClient client(String resource) throws Exception {
        SmackClient client = SmackClient.withoutTls(port, "romeo@" + DOMAIN, "sesame", resource);
        clients.add(client);
        client.login().awaitOnline(ECHO);
        return client;
    }

    @Test
    void what_the_user_said_at_the_network_is_shown_to_both_as_their_own() throws Exception {
        assertThat(phone.discover(DOMAIN).containsFeature(CARBONS)).isTrue();
        phone.request(new Enable());
        desk.request(new Enable());

        phone.say(ECHO, NewsBackend.SPEAK_ELSEWHERE);

        for (SmackClient client : clients) {
            Message copy = client.awaitMessage("a copy", message -> isCopy(message, NewsBackend.SAID_ELSEWHERE));
            assertThat(copy.getFrom().toString()).isEqualTo("romeo@" + DOMAIN);
            assertThat(xml(copy)).contains("<sent ", "from='romeo@" + DOMAIN + "/bot'", "to='" + ECHO + "'");
        }
    }

    @Test
    void what_one_client_says_and_hears_the_other_is_shown() throws Exception {
        desk.request(new Enable());

        phone.say(ECHO, "Hello");

        phone.awaitMessage(ECHO, "Hello");
        assertThat(xml(desk.awaitMessage("what the phone said", message -> isCopy(message, "<sent "))))
                .contains("<body>Hello</body>", "from='" + phone.jid() + "'");
        assertThat(xml(desk.awaitMessage("what the phone heard", message -> isCopy(message, "<received "))))
                .contains("<body>Hello</body>", "to='" + phone.jid() + "'");
    }

    @Test
    void clients_that_know_no_copies_are_told_by_the_transport() throws Exception {
        phone.say(ECHO, NewsBackend.SPEAK_ELSEWHERE);

        for (SmackClient client : clients) {
            client.awaitMessage(
                    "a sentence",
                    message -> message.getFrom().toString().equals(DOMAIN)
                            && String.valueOf(message.getBody()).endsWith(NewsBackend.SAID_ELSEWHERE));
        }
    }

    private static boolean isCopy(Message message, String content) {
        return xml(message).contains(CARBONS) && xml(message).contains(content);
    }

    private static String xml(Message message) {
        return message.toXML("").toString().replace('"', '\'');
    }

    /** The library has this in a part of its own only. */
    private static final class Enable extends SimpleIQ {

        Enable() {
            super("enable", CARBONS);
            setType(IQ.Type.set);
        }
    }
}
