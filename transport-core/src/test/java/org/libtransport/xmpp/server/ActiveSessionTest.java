package org.libtransport.xmpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.xmpp.server.ClientPlay.SERVICE;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.metrics.Counter;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.server.ClientPlay.Client;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stream.CloseReason;
import org.libtransport.xmpp.stream.Outbox;
import org.libtransport.xmpp.xml.Element;

/** Clients with a resource: RFC 6120 section 8 and RFC 6121 section 8.5. */
class ActiveSessionTest {

    private static final Jid ROMEO = Jid.parse("romeo@net.example");
    private static final Jid BUDDY = Jid.parse("juliet@net.example/bot");

    private final ClientPlay play = ClientPlay.withoutTls();

    private static Jid romeo(String resource) {
        return ROMEO.withResource(resource);
    }

    private static Message message(Jid to, String body) {
        return Message.chat(BUDDY, to, body);
    }

    private boolean send(Stanza stanza) {
        boolean taken = play.delivery.deliver(stanza);
        play.run();
        return taken;
    }

    @Test
    void stamps_the_full_address_on_what_the_client_sends() {
        Client client = play.bound("orchard");
        client.say("<message to='juliet@net.example'><body>a</body></message>"
                + "<message from='romeo@net.example' to='juliet@net.example'><body>b</body></message>"
                + "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq><presence/>");
        assertThat(play.events.stanzas()).hasSize(4).extracting(Stanza::from).containsOnly(romeo("orchard"));
        assertThat(play.events.stanzas().get(3).to()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <message from='juliet@net.example' to='a@net.example'/> | invalid-from
            <message from='@' to='a@net.example'/> | invalid-from
            <message from='romeo@net.example/balcony' to='a@net.example'/> | invalid-from
            <stanza/> | unsupported-stanza-type
            <message xmlns='urn:other'/> | unsupported-stanza-type
            <message></iq> | not-well-formed
            <!-- hello --> | restricted-xml
            """)
    void a_broken_rule_ends_only_this_stream_and_the_client_is_reported_gone(String xml, String condition) {
        Client other = play.bound("balcony");
        Client client = play.bound("orchard");
        assertThat(client.say(xml))
                .contains("<stream:error><" + condition + " xmlns='")
                .endsWith("</stream:stream>");
        assertThat(play.events.stanzas())
                .containsExactly(Presence.of(romeo("orchard"), SERVICE, Presence.Type.UNAVAILABLE));
        assertThat(play.metrics.value(Counter.STREAM_ERRORS)).isEqualTo(1);
        assertThat(other.say("<presence/>")).isEmpty();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void a_stanza_to_what_is_no_address_is_answered_with_jid_malformed() {
        Client client = play.bound("orchard");
        assertThat(client.say("<iq type='get' id='7' to='@'><a xmlns='b'/></iq>"))
                .contains("<jid-malformed", "id='7'", "type='error'");
        assertThat(client.isOpen()).isTrue();
        assertThat(play.events.stanzas()).isEmpty();
    }

    @Test
    void answers_the_session_iq_of_old_clients_and_refuses_a_second_resource() {
        Client client = play.bound("orchard");
        assertThat(client.say("<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>"))
                .contains("type='result'", "id='s'");
        assertThat(client.bind("balcony")).contains("type='error'", "<not-allowed");
        assertThat(play.events.stanzas()).isEmpty();
    }

    @Test
    void a_client_that_goes_without_a_word_is_reported_unavailable_once() {
        Client client = play.bound("orchard");
        client.say("<presence/>");
        client.channel.close();
        play.run();
        assertThat(play.events.stanzas())
                .last()
                .isEqualTo(Presence.of(romeo("orchard"), SERVICE, Presence.Type.UNAVAILABLE));
        assertThat(play.events.stanzas()).hasSize(2);
        assertThat(play.sessions.of(ROMEO)).isEmpty();
        assertThat(play.sessions.streamsOf(ROMEO)).isEmpty();
    }

    @Test
    void a_client_that_said_good_bye_is_not_reported_again() {
        Client client = play.bound("orchard");
        assertThat(client.say("<presence/><presence type='unavailable'/></stream:stream>"))
                .isEqualTo("</stream:stream>");
        assertThat(play.events.stanzas()).hasSize(2);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void the_same_resource_again_replaces_the_first_one_which_has_left_before_the_second_is_there() {
        Client first = play.bound("orchard");
        first.say("<presence/>");
        Client second = play.bound("orchard");

        assertThat(first.received()).contains("<stream:error><conflict").endsWith("</stream:stream>");
        assertThat(play.events.stanzas()).extracting(Stanza::typeName).containsExactly(null, "unavailable");
        assertThat(send(message(romeo("orchard"), "hello"))).isTrue();
        assertThat(second.received()).contains("hello");
        second.say("<presence/>");
        first.passTime(Duration.ofSeconds(2));
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(play.events.stanzas()).hasSize(3);
    }

    @Test
    void a_full_address_reaches_its_session_only() {
        Client orchard = play.bound("orchard");
        Client balcony = play.bound("balcony");
        Iq push = Iq.request(SERVICE, romeo("orchard"), Iq.Type.SET, "1", Element.of("query", "jabber:iq:roster"));
        assertThat(send(push)).isTrue();
        assertThat(orchard.received()).contains("jabber:iq:roster");
        assertThat(balcony.received()).isEmpty();
    }

    @Test
    void a_full_address_that_is_gone_gets_messages_at_its_account_and_nothing_else() {
        Client balcony = play.bound("balcony");
        assertThat(send(message(romeo("orchard"), "hello"))).isTrue();
        assertThat(balcony.received()).contains("hello");
        assertThat(send(Presence.of(BUDDY, romeo("orchard"), Presence.Type.AVAILABLE)))
                .isFalse();
        assertThat(send(Iq.request(BUDDY, romeo("orchard"), Iq.Type.GET, "1", Element.of("a", "b"))))
                .isFalse();
        assertThat(send(new Message(BUDDY, romeo("orchard"), Message.Type.GROUPCHAT, null, null, List.of())))
                .isFalse();
        assertThat(balcony.received()).isEmpty();
    }

    @Test
    void an_account_without_clients_gets_nothing() {
        assertThat(send(message(ROMEO, "hello"))).isFalse();
        assertThat(send(new Message(BUDDY, null, Message.Type.CHAT, null, null, List.of())))
                .isFalse();
    }

    @Test
    void a_message_to_the_account_reaches_all_that_are_available_and_not_negative() {
        Client orchard = play.bound("orchard");
        Client balcony = play.bound("balcony");
        Client robot = play.bound("robot");
        Client shy = play.bound("shy");
        orchard.say("<presence/>");
        balcony.say("<presence><priority>5</priority></presence>");
        robot.say("<presence><priority>-1</priority></presence>");

        assertThat(send(message(ROMEO, "hello"))).isTrue();

        assertThat(orchard.received()).contains("hello");
        assertThat(balcony.received()).contains("hello");
        assertThat(robot.received()).isEmpty();
        assertThat(shy.received()).isEmpty();
    }

    @Test
    void a_message_waits_for_no_first_presence_but_respects_that_all_are_negative() {
        Client shy = play.bound("shy");
        assertThat(send(message(ROMEO, "hello"))).isTrue();
        assertThat(shy.received()).contains("hello");
        shy.say("<presence><priority>-1</priority></presence>");
        assertThat(send(message(ROMEO, "hello"))).isFalse();
    }

    @Test
    void a_presence_to_the_account_reaches_all_clients_that_have_not_said_good_bye() {
        Client orchard = play.bound("orchard");
        Client gone = play.bound("gone");
        gone.say("<presence type='unavailable'/>");
        assertThat(send(Presence.of(BUDDY, ROMEO, Presence.Type.AVAILABLE))).isTrue();
        assertThat(orchard.received()).contains("<presence");
        assertThat(gone.received()).isEmpty();
    }

    @Test
    void a_client_that_does_not_read_is_ended_and_what_it_did_not_get_comes_back() {
        ClientPlay tight = new ClientPlay(
                ServerSettings.of(SERVICE, "127.0.0.1", 0, null)
                        .withBounds(ServerSettings.Bounds.usual().withOutbox(new Outbox.Bounds(2, 1_000_000))),
                null);
        Client slow = tight.bound("slow");
        slow.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        assertThat(tight.delivery.deliver(message(romeo("slow"), "1"))).isTrue();
        assertThat(tight.delivery.deliver(message(romeo("slow"), "2"))).isTrue();
        assertThat(tight.delivery.deliver(message(romeo("slow"), "3"))).isFalse();

        assertThat(slow.received()).contains("<stream:error><resource-constraint");
        slow.passTime(Duration.ofSeconds(2));

        assertThat(slow.isOpen()).isFalse();
        List<Stanza> reported = tight.events.stanzas();
        assertThat(reported).hasSize(3);
        assertThat(reported.get(0)).isEqualTo(Presence.of(romeo("slow"), SERVICE, Presence.Type.UNAVAILABLE));
        assertThat(reported.subList(1, 3)).allSatisfy(bounced -> {
            assertThat(bounced.isError()).isTrue();
            assertThat(bounced.from()).isEqualTo(romeo("slow"));
            assertThat(bounced.to()).isEqualTo(BUDDY);
        });
    }

    @Test
    void what_a_dead_client_did_not_get_goes_to_its_successor() {
        Client dead = play.bound("orchard");
        dead.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        assertThat(send(message(romeo("orchard"), "hello"))).isTrue();
        Client successor = play.bound("orchard");
        dead.passTime(Duration.ofSeconds(2));
        assertThat(successor.received()).contains("hello");
    }

    @Test
    void only_so_many_clients_of_one_account() {
        ClientPlay tight = new ClientPlay(
                ServerSettings.of(SERVICE, "127.0.0.1", 0, null)
                        .withBounds(ServerSettings.Bounds.usual().withSessionsPerAccount(1)),
                null);
        tight.bound("a");
        Client second = tight.connect();
        second.logIn("romeo", "secret");
        assertThat(second.bind("b")).contains("<resource-constraint");
        assertThat(second.bind("a")).contains("/a</jid>");
    }

    @Test
    void pings_a_silent_client_and_ends_it_when_it_stays_silent() {
        Client client = play.bound("orchard");
        client.passTime(Duration.ofSeconds(301));
        assertThat(client.received()).contains("<ping xmlns='urn:xmpp:ping'/>");
        client.say("<iq type='error' id='libtransport-alive' to='net.example'/>");
        assertThat(play.events.stanzas()).isEmpty();
        client.passTime(Duration.ofSeconds(301));
        client.passTime(Duration.ofSeconds(301));
        assertThat(client.received()).contains("<connection-timeout");
    }

    @Test
    void dismissed_clients_get_what_was_sent_before_and_read_why() {
        Client client = play.bound("orchard");
        play.delivery.deliver(message(ROMEO, "last words"));
        play.sessions.streamsOf(ROMEO).forEach(stream -> stream.end(CloseReason.dismissed("Kicked.")));
        assertThat(client.received())
                .containsSubsequence(
                        "last words", "<undefined-condition", ">Kicked.</text></stream:error></stream:stream>");
    }
}
