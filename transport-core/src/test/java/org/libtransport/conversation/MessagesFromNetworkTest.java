package org.libtransport.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.storage.Setting;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.xml.Element;

/** What the network says, as the user receives it. */
class MessagesFromNetworkTest {

    private static final String NO_STORE = "<no-store xmlns='urn:xmpp:hints'/>";
    private static final String ACTIVE = "<active xmlns='http://jabber.org/protocol/chatstates'/>";

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void a_message_comes_from_the_contact_to_all_resources_with_an_active_state() {
        contact("juliet", "");
        transport.reportMessage(ROMEO, message -> message.setBuddyName("juliet").setMessage("Good night <3"));

        transport.expect(toBare("<body>Good night &lt;3</body>" + ACTIVE));
        assertThat(transport.metrics.value(Counter.MESSAGES_TO_XMPP)).isOne();
    }

    @Test
    void somebody_who_is_no_contact_can_speak_and_be_answered() {
        transport.reportMessage(
                ROMEO, message -> message.setBuddyName("Mercutio@irc").setMessage("hi"));
        assertThat(transport.sent())
                .singleElement()
                .satisfies(message -> assertThat(message.from()).hasToString("mercutio\\40irc@net.example/bot"));

        transport.receive(
                "<message from='" + ORCHARD + "' to='mercutio\\40irc@net.example/bot'><body>hi</body></message>");
        assertThat(transport.backends.sentBy(
                        ROMEO, Wire.WrapperMessage.Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.class))
                .singleElement()
                .satisfies(message -> assertThat(message.getBuddyName()).isEqualToIgnoringCase("Mercutio@irc"));
    }

    @Test
    void a_contact_named_in_another_case_is_the_same_contact() {
        contact("Juliet", "");
        transport.reportMessage(ROMEO, message -> message.setBuddyName("JULIET").setMessage("hi"));

        transport.expect(toBare("<body>hi</body>" + ACTIVE));
    }

    @Test
    void answers_go_to_the_resource_that_spoke_last_until_presence_changes() {
        speak();
        reply();
        transport.expectTo(
                ORCHARD,
                "<message from='juliet@net.example/bot' to='romeo@montague.example/orchard' type='chat'>"
                        + "<body>reply</body></message>");

        transport.receive("<presence from='" + ROMEO + "/balcony' to='net.example'/>");
        transport.forget();
        reply();
        transport.expect(toBare("<body>reply</body>" + ACTIVE));
    }

    @ParameterizedTest
    @CsvSource({
        "20240102T030405, 2024-01-02T03:04:05Z",
        "20240102T030405Z, 2024-01-02T03:04:05Z",
        "1704164645, 2024-01-02T03:04:05Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void the_time_of_a_message_is_told_in_either_form(String timestamp, String stamp) {
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage("late").setTimestamp(timestamp));

        transport.expect(toBare("<body>late</body>" + ACTIVE
                + "<delay xmlns='urn:xmpp:delay' from='net.example' stamp='" + stamp + "'/>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "20241399T000000",
                "2024-01-02T03:04:05Z",
                "99999999999999999999",
                "T",
                "9223372036854775807",
                "999999999999999",
                "-5"
            })
    void a_time_that_cannot_be_read_is_left_out_and_the_message_arrives(String timestamp) {
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage("late").setTimestamp(timestamp));

        transport.expect(toBare("<body>late</body>" + ACTIVE));
    }

    @Test
    void attachments_are_links() {
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet")
                        .setMessage("two roses")
                        .addAttachment(Wire.Attachment.newBuilder()
                                .setUrl("https://net.example/1.jpg")
                                .setDescription("a rose"))
                        .addAttachment(Wire.Attachment.newBuilder().setUrl("https://net.example/2.jpg")));

        transport.expect(toBare("<body>two roses</body>" + ACTIVE
                + "<x xmlns='jabber:x:oob'><url>https://net.example/1.jpg</url><desc>a rose</desc></x>"
                + "<x xmlns='jabber:x:oob'><url>https://net.example/2.jpg</url></x>"));
    }

    @Test
    void the_type_of_an_attachment_is_told_where_there_is_a_place_for_it() {
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet")
                        .setMessage("look")
                        .addAttachment(Wire.Attachment.newBuilder()
                                .setUrl("https://net.example/rose")
                                .setMimeType("image/jpeg")
                                .setDescription("A rose")));

        transport.expect(toBare("<body>look</body>" + ACTIVE
                + "<x xmlns='jabber:x:oob'><url>https://net.example/rose</url><desc>A rose</desc></x>"
                + "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'>"
                + "<media-type>image/jpeg</media-type><desc>A rose</desc></file><sources>"
                + "<url-data xmlns='http://jabber.org/protocol/url-data' target='https://net.example/rose'/>"
                + "</sources></file-sharing>"));
    }

    @Test
    void formatted_text_comes_with_the_plain_one() {
        formatted("hi", "<b>hi</b>");
        transport.expect(toBare("<body>hi</body>" + html("<strong>hi</strong>") + ACTIVE));

        formatted("hi", "<b>hi");
        transport.expect(toBare("<body>hi</body>" + ACTIVE));
    }

    @Test
    void formatted_text_is_not_passed_on_where_the_administrator_wants_none() {
        TransportFixture plain = TransportFixture.gateway(rules -> rules.toBuilder()
                        .messages(new MessagePolicy(false, false, MediaWrapping.SPLIT))
                        .build())
                .withRomeoOnline();
        plain.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet")
                        .setMessage("hi")
                        .setXhtml("<b>hi</b><img src='http://a.example/a.png'/>"));

        plain.expect(toBare("<body>hi</body>" + ACTIVE));
    }

    @Test
    void images_come_as_the_administrator_wants_them() {
        String image = "<img alt='' src='http://a.example/a.png'/>";
        formatted("see http://a.example/a.png", "see " + image);
        transport.expect(toBare("<body>http://a.example/a.png</body>" + html("see " + image) + ACTIVE
                + "<x xmlns='jabber:x:oob'><url>http://a.example/a.png</url></x>"));

        TransportFixture split = TransportFixture.gateway(rules -> rules.toBuilder()
                        .messages(new MessagePolicy(true, false, MediaWrapping.SPLIT))
                        .build())
                .withRomeoOnline();
        split.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet")
                        .setMessage("see http://a.example/a.png")
                        .setXhtml("see " + image)
                        .setTimestamp("20240229T235959"));
        String delay = "<delay xmlns='urn:xmpp:delay' from='net.example' stamp='2024-02-29T23:59:59Z'/>";
        split.expect(
                toBare("<body>see</body>" + html("see ") + ACTIVE + delay),
                toBare("<body>http://a.example/a.png</body>" + html(image) + ACTIVE + delay
                        + "<x xmlns='jabber:x:oob'><url>http://a.example/a.png</url></x>"));
    }

    @Test
    void news_are_headlines_only_for_those_who_want_them() {
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage("hi").setHeadline(true));
        transport.expect(toBare("<body>hi</body>" + ACTIVE));

        TransportFixture other = TransportFixture.gateway();
        other.stored(ROMEO, "romeo1", "secret");
        other.storedSetting(ROMEO, Setting.SEND_HEADLINES, "1");
        other.withRomeoOnline();
        other.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage("hi").setHeadline(true));
        other.reportMessage(ROMEO, message -> message.setBuddyName("juliet").setMessage("hi"));
        other.expect(
                "<message from='juliet@net.example/bot' to='romeo@montague.example' type='headline'><body>hi</body>"
                        + "</message>",
                toBare("<body>hi</body>" + ACTIVE));
    }

    @Test
    void who_made_no_choice_gets_news_as_the_administrator_chose() {
        TransportFixture other = TransportFixture.gateway(rules -> rules.toBuilder()
                .messages(new MessagePolicy(true, true, MediaWrapping.ALL))
                .build());
        other.stored(ROMEO, "romeo1", "secret");
        other.storedSetting(ROMEO, Setting.SEND_HEADLINES, "0");
        other.withRomeoOnline();
        other.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage("hi").setHeadline(true));
        other.expect(toBare("<body>hi</body>" + ACTIVE));
    }

    @Test
    void what_the_user_said_elsewhere_is_told_by_the_transport() {
        contact("juliet", "J.");
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage("adieu").setCarbon(true));

        transport.expect("<message from='net.example' to='romeo@montague.example' type='chat'>"
                + "<body>To J., from another client: adieu</body></message>");
    }

    @Test
    void clients_that_know_copies_are_shown_what_the_user_said_elsewhere_as_such() {
        transport.frontend.wantCopies(true);
        contact("juliet", "");
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage("adieu").setCarbon(true));

        transport.expectNothing();
        Element expected = Xml.parse("<message from='romeo@montague.example/bot' to='juliet@net.example' type='chat'>"
                + "<body>adieu</body></message>");
        assertThat(transport.frontend.takeCopies())
                .singleElement()
                .satisfies(copy ->
                        assertThat(Xml.canonical(copy.toElement(), expected)).isEqualTo(Xml.canonical(expected)));
    }

    @Test
    void every_message_has_an_id_that_no_other_has_in_this_session_or_the_next() {
        Set<String> ids = new HashSet<>();
        for (int session = 0; session < 5; session++) {
            for (int i = 0; i < 10; i++) {
                transport.reportMessage(
                        ROMEO, message -> message.setBuddyName("juliet").setMessage("hi"));
            }
            transport.sent().forEach(message -> ids.add(message.id()));
            transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
            transport.withRomeoOnline();
        }
        assertThat(ids).hasSize(50).doesNotContainNull();
    }

    @Test
    void attention_is_shown_with_and_without_words() {
        transport.report(ROMEO, events -> events.attention(message("")));
        transport.report(ROMEO, events -> events.attention(message("wake up")));

        transport.expect(
                toBare("<attention xmlns='urn:xmpp:attention:0'/>"),
                toBare("<body>wake up</body><attention xmlns='urn:xmpp:attention:0'/>"));
    }

    /** XEP-0085 section 5.1, rules 2 and 3. */
    @Test
    void chat_states_are_shown_to_a_client_that_has_shown_its_own() {
        typing(Typing.COMPOSING);
        transport.expectNothing();

        speakWith(ACTIVE);
        typing(Typing.COMPOSING);
        typing(Typing.PAUSED);
        typing(Typing.ACTIVE);

        transport.expect(
                toOrchard("<composing xmlns='http://jabber.org/protocol/chatstates'/>" + NO_STORE),
                toOrchard("<paused xmlns='http://jabber.org/protocol/chatstates'/>" + NO_STORE),
                toOrchard(ACTIVE + NO_STORE));
    }

    /** XEP-0085 section 5.1, rule 3. */
    @Test
    void a_client_that_answers_without_chat_states_gets_none() {
        speak();

        typing(Typing.COMPOSING);
        transport.expectNothing();
        reply();
        transport.expect(toOrchard("<body>reply</body>"));
    }

    @Test
    void what_one_client_shows_says_nothing_of_another() {
        speakWith(ACTIVE);
        transport.receive("<presence from='" + ROMEO + "/balcony' to='net.example'/>");
        transport.forget();

        typing(Typing.COMPOSING);
        transport.expectNothing();
    }

    @Test
    void a_receipt_names_the_message_and_goes_to_the_resource_that_asked() {
        speak();
        transport.report(
                ROMEO,
                events -> events.messageDelivered(
                        message("").toBuilder().setId("x1").build()));

        transport.expect(toOrchard("<received xmlns='urn:xmpp:receipts' id='x1'/>"));
    }

    @Test
    void a_receipt_without_id_is_not_shown() {
        speak();
        transport.report(ROMEO, events -> events.messageDelivered(message("")));

        transport.expectNothing();
        assertThat(transport.metrics.value(Counter.RECEIPTS_UNMATCHED)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0001"})
    void a_message_of_somebody_without_a_possible_address_is_counted(String name) {
        transport.reportMessage(ROMEO, message -> message.setBuddyName(name).setMessage("hi"));

        transport.expectNothing();
        assertThat(transport.metrics.value(Counter.MESSAGES_WITHOUT_SENDER)).isOne();
    }

    @Test
    void a_message_that_cannot_be_sent_on_is_counted() {
        transport.frontend.refuse(true);
        transport.reportMessage(ROMEO, message -> message.setBuddyName("juliet").setMessage("hi"));

        assertThat(transport.metrics.value(Counter.MESSAGES_UNDELIVERABLE)).isOne();
    }

    @Test
    void talks_are_forgotten_when_there_are_too_many_and_contacts_can_go_on_talking() {
        speak();
        for (int i = 0; i < 1000; i++) {
            String name = "c" + i;
            transport.reportMessage(ROMEO, message -> message.setBuddyName(name).setMessage("hi"));
        }
        transport.forget();

        reply();
        transport.expect(toBare("<body>reply</body>" + ACTIVE));
    }

    private void contact(String name, String alias) {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName(name).setAlias(alias));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();
    }

    private void formatted(String body, String xhtml) {
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("juliet").setMessage(body).setXhtml(xhtml));
    }

    private static String html(String content) {
        return "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>" + content
                + "</body></html>";
    }

    private void speakWith(String state) {
        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='chat' id='x1'>"
                + "<body>hi</body>" + state + "</message>");
        transport.forget();
    }

    private void speak() {
        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='chat' id='x1'>"
                + "<body>hi</body></message>");
        transport.forget();
    }

    private void reply() {
        transport.reportMessage(ROMEO, message -> message.setBuddyName("juliet").setMessage("reply"));
    }

    private void typing(Typing typing) {
        transport.report(
                ROMEO,
                events -> events.typingChanged(
                        Wire.Buddy.newBuilder()
                                .setUserName(ROMEO)
                                .setBuddyName("juliet")
                                .build(),
                        typing));
    }

    private static Wire.ConversationMessage message(String text) {
        return Wire.ConversationMessage.newBuilder()
                .setUserName(ROMEO)
                .setBuddyName("juliet")
                .setMessage(text)
                .build();
    }

    private static String toBare(String content) {
        return "<message from='juliet@net.example/bot' to='romeo@montague.example' type='chat'>" + content
                + "</message>";
    }

    private static String toOrchard(String content) {
        return "<message from='juliet@net.example/bot' to='romeo@montague.example/orchard' type='chat'>" + content
                + "</message>";
    }
}
