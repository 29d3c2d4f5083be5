package org.libtransport.xmpp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.server.ClientPlay.Client;
import org.libtransport.xmpp.stanza.Message;

/** Copies between the clients of one account: XEP-0280. */
class CarbonsTest {

    private static final Jid ROMEO = Jid.parse("romeo@net.example");
    private static final Jid JULIET = Jid.parse("juliet@net.example/bot");

    private final ClientPlay play = ClientPlay.withoutTls();
    private Client orchard;
    private Client balcony;

    @BeforeEach
    void connect() {
        orchard = play.bound("orchard");
        balcony = play.bound("balcony");
        orchard.say("<presence/>");
        balcony.say("<presence/>");
    }

    private static String wish(Client client, String wish) {
        return client.say("<iq type='set' id='c'><" + wish + " xmlns='urn:xmpp:carbons:2'/></iq>");
    }

    private boolean hear(Message message) {
        boolean taken = play.delivery.deliver(message);
        play.run();
        return taken;
    }

    @Test
    void a_wish_is_granted_and_goes_nowhere_else() {
        assertThat(wish(balcony, "enable")).contains("type='result'", "id='c'");
        assertThat(wish(balcony, "disable")).contains("type='result'");
        assertThat(balcony.say(
                        "<iq type='set' id='d' to='romeo@net.example'>" + "<enable xmlns='urn:xmpp:carbons:2'/></iq>"))
                .contains("type='result'");
        assertThat(play.events.stanzas()).hasSize(2);
    }

    @Test
    void a_wish_for_somebody_else_is_not_ours() {
        assertThat(balcony.say(
                        "<iq type='set' id='d' to='juliet@net.example'>" + "<enable xmlns='urn:xmpp:carbons:2'/></iq>"))
                .isEmpty();
        orchard.say("<message to='juliet@net.example' type='chat'><body>hi</body></message>");

        assertThat(balcony.received()).isEmpty();
    }

    @Test
    void what_one_client_says_the_other_is_shown() {
        wish(balcony, "enable");
        orchard.say("<message to='juliet@net.example' type='chat' id='m1'><body>hi</body></message>");

        assertThat(balcony.received())
                .isEqualTo("<message from='romeo@net.example' to='romeo@net.example/balcony' type='chat'>"
                        + "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                        + "<message xmlns='jabber:client' from='romeo@net.example/orchard' to='juliet@net.example'"
                        + " id='m1' type='chat'><body>hi</body></message></forwarded></sent></message>");
        assertThat(orchard.received()).isEmpty();
        assertThat(play.events.stanzas()).hasSize(3);
    }

    @Test
    void what_one_client_gets_the_other_is_shown() {
        wish(balcony, "enable");
        hear(Message.chat(JULIET, ROMEO.withResource("orchard"), "hi"));

        assertThat(orchard.received()).contains("<body>hi</body>").doesNotContain("carbons");
        assertThat(balcony.received())
                .contains("<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                        + "<message xmlns='jabber:client' from='juliet@net.example/bot'"
                        + " to='romeo@net.example/orchard'");
    }

    @Test
    void what_all_get_is_shown_once() {
        wish(balcony, "enable");
        hear(Message.chat(JULIET, ROMEO, "hi"));

        assertThat(balcony.received()).contains("<body>hi</body>").doesNotContain("carbons");
    }

    @Test
    void who_does_not_want_copies_any_more_gets_none() {
        wish(balcony, "enable");
        wish(balcony, "disable");
        orchard.say("<message to='juliet@net.example' type='chat'><body>hi</body></message>");

        assertThat(balcony.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message to='a@net.example' type='groupchat'><body>hi</body></message>",
                "<message to='a@net.example' type='headline'><body>hi</body></message>",
                "<message to='a@net.example'><x xmlns='urn:other'/></message>",
                "<message to='a@net.example' type='chat'><body>hi</body><private xmlns='urn:xmpp:carbons:2'/></message>",
                "<message to='a@net.example' type='chat'><body>hi</body><no-copy xmlns='urn:xmpp:hints'/></message>",
                "<message to='a@net.example' type='chat'><sent xmlns='urn:xmpp:carbons:2'/></message>"
            })
    void what_concerns_one_client_only_is_not_shown_to_others(String message) {
        wish(balcony, "enable");
        orchard.say(message);

        assertThat(balcony.received()).isEmpty();
        assertThat(play.events.stanzas()).hasSize(3);
    }

    @Test
    void what_was_said_at_the_network_is_shown_to_all_who_want_it() {
        wish(balcony, "enable");
        Message said = Message.chat(ROMEO.withResource("bot"), JULIET.bare(), "hi");
        boolean shown = new Carbons(play.sessions).said(ROMEO, null, said);
        play.run();

        assertThat(shown).isTrue();
        assertThat(balcony.received()).contains("<sent xmlns=", "from='romeo@net.example/bot'", "<body>hi</body>");
        assertThat(orchard.received()).isEmpty();
        wish(balcony, "disable");
        assertThat(new Carbons(play.sessions).said(ROMEO, null, said)).isFalse();
    }
}
