package org.libtransport.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_ATTENTION;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_STOPPED_TYPING;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_TYPED;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_TYPING;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_CONV_MESSAGE;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;

/** What a user says to contacts, as the network is told, and what goes back to the user. */
class MessagesToNetworkTest {

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    /** XEP-0308: networks have no corrections, people have asterisks. */
    @Test
    void a_correction_is_readable_as_one() {
        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='chat' id='x2'>"
                + "<body>I love you</body><replace xmlns='urn:xmpp:message-correct:0' id='x1'/></message>");
        assertThat(message().getMessage()).isEqualTo("* I love you");

        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='chat' id='x3'>"
                + "<body>I love you</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                + "<body xmlns='http://www.w3.org/1999/xhtml'>I <em>love</em> you</body></html>"
                + "<replace xmlns='urn:xmpp:message-correct:0' id='x1'/></message>");
        assertThat(message().getXhtml()).isEqualTo("* I <em>love</em> you");
    }

    @Test
    void a_message_arrives_with_its_text() {
        say("<body>But soft, &lt;what&gt; light?</body>");

        Wire.ConversationMessage message = message();
        assertThat(message.getUserName()).isEqualTo(ROMEO);
        assertThat(message.getBuddyName()).isEqualTo("juliet");
        assertThat(message.getMessage()).isEqualTo("But soft, <what> light?");
        assertThat(message.hasId()).isFalse();
        assertThat(transport.metrics.value(Counter.MESSAGES_FROM_XMPP)).isOne();
        transport.expectNothing();
    }

    @Test
    void the_contact_is_named_as_the_network_named_it() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName("JuLiet@IRC"));
        transport.forget();

        transport.receive(
                "<message from='" + ORCHARD + "' to='juliet\\40irc@net.example/bot'><body>hi</body></message>");

        assertThat(message().getBuddyName()).isEqualTo("JuLiet@IRC");
    }

    @Test
    void a_contact_whose_address_reads_as_another_name_is_found_by_its_address() {
        transport.storedContacts(ROMEO, new BuddyRecord("100%juliet", true, "", List.of(), 0, ""));
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        transport.withRomeoOnline();

        transport.receive("<message from='" + ORCHARD + "' to='100%juliet@net.example'><body>hi</body></message>");

        assertThat(message().getBuddyName()).isEqualTo("100%juliet");
    }

    @Test
    void the_percent_form_of_an_address_reaches_the_name_with_the_at_sign() {
        transport.receive(
                "<message from='" + ORCHARD + "' to='juliet%irc.example@net.example'><body>hi</body></message>");

        assertThat(message().getBuddyName()).isEqualTo("juliet@irc.example");
    }

    @Test
    void a_subject_is_read_before_the_body_and_neither_is_lost() {
        say("<subject>The feast</subject><body>Come.</body>");
        assertThat(message().getMessage()).isEqualTo("The feast\nCome.");

        say("<subject>The feast</subject>");
        assertThat(message().getMessage()).isEqualTo("The feast");

        say("<subject/><body>Come.</body>");
        assertThat(message().getMessage()).isEqualTo("Come.");
    }

    @Test
    void a_link_is_told_by_its_address_once() {
        say("<x xmlns='jabber:x:oob'><url>https://montague.example/rose.jpg</url></x>");
        assertThat(message().getMessage()).isEqualTo("https://montague.example/rose.jpg");

        say("<body>look</body><x xmlns='jabber:x:oob'><url>https://montague.example/rose.jpg</url></x>");
        assertThat(message().getMessage()).isEqualTo("look\nhttps://montague.example/rose.jpg");

        say("<body>https://montague.example/rose.jpg</body>"
                + "<x xmlns='jabber:x:oob'><url>https://montague.example/rose.jpg</url></x>");
        assertThat(message().getMessage()).isEqualTo("https://montague.example/rose.jpg");
    }

    @Test
    void the_id_goes_along_only_when_a_receipt_is_wanted() {
        say("<body>hi</body><request xmlns='urn:xmpp:receipts'/>");

        assertThat(message().getId()).isEqualTo("x1");
    }

    @Test
    void formatted_text_goes_along_without_what_could_run() {
        say("<body>hi</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                + "<body xmlns='http://www.w3.org/1999/xhtml'>"
                + "<p style='color: red' onclick='x()'><strong>h</strong>i<script>x</script></p></body></html>");

        Wire.ConversationMessage message = message();
        assertThat(message.getMessage()).isEqualTo("hi");
        assertThat(message.getXhtml()).isEqualTo("<p style='color: red'><strong>h</strong>i</p>");
    }

    @Test
    void formatted_text_alone_is_told_as_plain_text_too() {
        say(formatted("<p>a <em>rose</em><br/>by</p>"));

        assertThat(message().getMessage()).isEqualTo("a rose\nby");
    }

    @Test
    void formatted_text_has_the_subject_and_the_link_that_plain_text_has() {
        say("<subject>The feast</subject><body>Come.</body>" + formatted("<em>Come.</em>")
                + "<x xmlns='jabber:x:oob'><url>https://montague.example/?a&amp;b</url></x>");

        Wire.ConversationMessage message = message();
        assertThat(message.getMessage()).isEqualTo("The feast\nCome.\nhttps://montague.example/?a&b");
        assertThat(message.getXhtml()).isEqualTo("The feast<br/><em>Come.</em><br/>https://montague.example/?a&amp;b");
    }

    @Test
    void attention_with_formatted_text_loses_nothing() {
        say("<attention xmlns='urn:xmpp:attention:0'/><body>up</body>" + formatted("<em>up</em>"));

        Wire.ConversationMessage attention = transport.expectFrame(TYPE_ATTENTION, Wire.ConversationMessage.class);
        assertThat(attention.getMessage()).isEqualTo("up");
        assertThat(attention.getXhtml()).isEqualTo("<em>up</em>");
    }

    @Test
    void attention_is_told_with_and_without_words() {
        say("<attention xmlns='urn:xmpp:attention:0'/>");
        assertThat(transport
                        .expectFrame(TYPE_ATTENTION, Wire.ConversationMessage.class)
                        .getMessage())
                .isEmpty();

        say("<attention xmlns='urn:xmpp:attention:0'/><body>wake up</body>");
        assertThat(transport
                        .expectFrame(TYPE_ATTENTION, Wire.ConversationMessage.class)
                        .getMessage())
                .isEqualTo("wake up");
    }

    @Test
    void chat_states_are_told_when_they_change() {
        state("composing");
        assertThat(transport.expectFrame(TYPE_BUDDY_TYPING, Wire.Buddy.class).getBuddyName())
                .isEqualTo("juliet");
        state("composing");
        transport.expectFrames();
        state("paused");
        transport.expectFrames(TYPE_BUDDY_TYPED);
        state("composing");
        transport.expectFrames(TYPE_BUDDY_TYPING);
        say("<body>hi</body><active xmlns='http://jabber.org/protocol/chatstates'/>");
        transport.expectFrames(TYPE_BUDDY_STOPPED_TYPING, TYPE_CONV_MESSAGE);
        say("<body>hi</body><active xmlns='http://jabber.org/protocol/chatstates'/>");
        transport.expectFrames(TYPE_CONV_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inactive", "gone", "unheard-of"})
    void chat_states_that_networks_do_not_know_are_kept_here(String state) {
        state(state);

        transport.expectFrames();
        transport.expectNothing();
    }

    @Test
    void chat_states_of_one_talk_do_not_touch_another() {
        state("composing");
        transport.forget();

        transport.receive("<message from='" + ORCHARD + "' to='nurse@net.example'>"
                + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");

        assertThat(transport.expectFrame(TYPE_BUDDY_TYPING, Wire.Buddy.class).getBuddyName())
                .isEqualTo("nurse");
    }

    @Test
    void a_message_with_nothing_to_read_is_neither_told_nor_returned() {
        say("<received xmlns='urn:xmpp:receipts' id='m1'/>");

        transport.expectFrames();
        transport.expectNothing();
    }

    @Test
    void an_error_is_never_answered() {
        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='error'><body>hi</body>"
                + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        transport.receive("<message from='paris@verona.example' to='juliet@net.example' type='error'>"
                + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        transport.receive("<message from='paris@verona.example' to='net.example' type='error'>"
                + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        transport.receive("<presence from='paris@verona.example' to='juliet@net.example' type='error'>"
                + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        transport.receive("<iq from='paris@verona.example' to='juliet@net.example' type='error' id='e'>"
                + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        transport.receive("<iq from='paris@verona.example' to='juliet@net.example' type='result' id='e'/>");

        transport.expectFrames();
        transport.expectNothing();
    }

    @Test
    void a_message_of_somebody_who_is_not_logged_in_goes_back() {
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        transport.forget();

        say("<body>hi</body>");

        transport.expect(returned("wait", "recipient-unavailable", "<body>hi</body>"));
    }

    @Test
    void a_message_of_somebody_who_is_not_registered_goes_back() {
        transport.receive("<message from='paris@verona.example/x' to='juliet@net.example' type='chat' id='x1'>"
                + "<body>hi</body></message>");

        transport.expect("<message from='juliet@net.example' to='paris@verona.example/x' type='error' id='x1'>"
                + "<body>hi</body><error type='auth'>"
                + "<registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    }

    @Test
    void a_message_that_the_backend_does_not_take_goes_back() {
        transport.backends.setFull(ROMEO, true);
        say("<body>hi</body>");

        transport.expect(returned("wait", "resource-constraint", "<body>hi</body>"));
        assertThat(transport.metrics.value(Counter.STANZAS_BOUNCED)).isOne();
    }

    @Test
    void a_headline_to_the_transport_itself_goes_back() {
        transport.receive(
                "<message from='" + ORCHARD + "' to='net.example' type='headline' id='x1'><body>hi</body></message>");

        transport.expect("<message from='net.example' to='romeo@montague.example/orchard' type='error' id='x1'>"
                + "<body>hi</body><error type='cancel'>"
                + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    }

    @Test
    void a_message_to_a_room_goes_back_because_nobody_is_in_it() {
        transport.receive("<message from='" + ORCHARD + "' to='#hall%irc@net.example' type='groupchat' id='x1'>"
                + "<body>hi</body></message>");

        transport.expect(
                "<message from='#hall%irc@net.example' to='romeo@montague.example/orchard' type='error' id='x1'>"
                        + "<body>hi</body><error type='modify'>"
                        + "<not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        transport.expectFrames();
    }

    private void say(String content) {
        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='chat' id='x1'>" + content
                + "</message>");
    }

    private static String formatted(String content) {
        return "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>" + content
                + "</body></html>";
    }

    private void state(String state) {
        say("<" + state + " xmlns='http://jabber.org/protocol/chatstates'/>");
    }

    private static String returned(String type, String condition, String content) {
        return "<message from='juliet@net.example' to='romeo@montague.example/orchard' type='error' id='x1'>" + content
                + "<error type='" + type + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</message>";
    }

    private Wire.ConversationMessage message() {
        return transport.expectFrame(TYPE_CONV_MESSAGE, Wire.ConversationMessage.class);
    }
}
