package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.storage.Setting;
import org.libtransport.testkit.TransportFixture;

/**
 * What each field of the wire protocol means for what one user and a contact say to each other, in both directions, and what it means when it is absent. Frames from
 * the network are read from their bytes. What one feature does with a field beyond that is in the tests of that feature.
 */
class WireMessageSemanticsTest extends WireScene {

    @Nested
    class ConversationMessageFromTheNetwork {

        private void expect(String payloads) {
            transport.expect(
                    "<message from='" + CONTACT + "/bot' to='" + ROMEO + "' type='chat'>" + payloads + "</message>");
        }

        @Test
        void with_nothing_but_words_is_a_chat() {
            online();
            sayMessage(Type.TYPE_CONV_MESSAGE, fields -> fields);

            expect("<body>hi</body>" + ACTIVE);
        }

        @Test
        void an_empty_text_is_a_body_all_the_same() {
            online();
            sayMessage(Type.TYPE_CONV_MESSAGE, fields -> fields.setMessage(""));

            expect("<body/>" + ACTIVE);
        }

        @Test
        void fields_that_are_empty_or_false_mean_what_absent_ones_do() {
            online();
            sayMessage(
                    Type.TYPE_CONV_MESSAGE,
                    fields -> fields.setNickname("")
                            .setXhtml("")
                            .setTimestamp("")
                            .setHeadline(false)
                            .setId("")
                            .setPm(false)
                            .setCarbon(false));

            expect("<body>hi</body>" + ACTIVE);
        }

        @Test
        void an_id_is_the_networks_own_and_not_shown() {
            online();
            sayMessage(Type.TYPE_CONV_MESSAGE, fields -> fields.setId("network-1"));

            assertThat(transport.sent())
                    .singleElement()
                    .satisfies(message -> assertThat(message.id()).isNotEqualTo("network-1"));
        }

        @Test
        void a_nickname_means_a_room_and_where_the_user_is_in_none_nobody_hears_it() {
            online();
            sayMessage(Type.TYPE_CONV_MESSAGE, fields -> fields.setNickname("tybalt"));
            transport.expectNothing();

            transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
            assertThat(transport.metrics.value(Counter.MESSAGES_OUTSIDE_ROOMS)).isOne();
        }

        @ParameterizedTest
        @ValueSource(strings = {"20240102T030405", "1704164645"})
        void a_time_is_basic_iso_or_seconds_since_1970(String time) {
            online();
            sayMessage(Type.TYPE_CONV_MESSAGE, fields -> fields.setTimestamp(time));

            expect("<body>hi</body>" + ACTIVE
                    + "<delay xmlns='urn:xmpp:delay' from='net.example' stamp='2024-01-02T03:04:05Z'/>");
        }

        @Test
        void an_attachment_needs_only_its_address() {
            online();
            sayMessage(
                    Type.TYPE_CONV_MESSAGE,
                    fields -> fields.addAttachment(Wire.Attachment.newBuilder().setUrl("https://net.example/1")));

            expect("<body>hi</body>" + ACTIVE + "<x xmlns='jabber:x:oob'><url>https://net.example/1</url></x>");
        }

        @Test
        void all_fields_together_are_one_message() {
            TransportFixture other = transport;
            other.stored(ROMEO, "romeo1", "secret");
            other.storedSetting(ROMEO, Setting.SEND_HEADLINES, "1");
            online();
            sayMessage(
                    Type.TYPE_CONV_MESSAGE,
                    fields -> fields.setXhtml("<em>hi</em>")
                            .setTimestamp("20240102T030405")
                            .setHeadline(true)
                            .addAttachment(Wire.Attachment.newBuilder()
                                    .setUrl("https://net.example/1")
                                    .setDescription("a rose")));

            transport.expect("<message from='" + CONTACT + "/bot' to='" + ROMEO + "' type='headline'><body>hi</body>"
                    + "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
                    + "<body xmlns='http://www.w3.org/1999/xhtml'><em>hi</em></body></html>"
                    + "<delay xmlns='urn:xmpp:delay' from='net.example' stamp='2024-01-02T03:04:05Z'/>"
                    + "<x xmlns='jabber:x:oob'><url>https://net.example/1</url><desc>a rose</desc></x></message>");
        }
    }

    @Nested
    class ConversationMessageToTheNetwork {

        private Wire.ConversationMessage sent(String attributes, String payloads) {
            online();
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT + "' " + attributes + ">" + payloads
                    + "</message>");
            return frame(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.class);
        }

        @Test
        void has_user_contact_and_words_and_else_nothing() {
            assertThat(sent("type='chat' id='x1'", "<body>hi</body>"))
                    .isEqualTo(Wire.ConversationMessage.newBuilder()
                            .setUserName(ROMEO)
                            .setBuddyName("juliet")
                            .setMessage("hi")
                            .build());
        }

        @Test
        void has_the_id_where_a_receipt_is_wanted() {
            assertThat(sent("id='x1'", "<body>hi</body><request xmlns='urn:xmpp:receipts'/>")
                            .getId())
                    .isEqualTo("x1");
        }

        @Test
        void has_no_id_where_a_receipt_is_wanted_for_none() {
            assertThat(sent("", "<body>hi</body><request xmlns='urn:xmpp:receipts'/>")
                            .hasId())
                    .isFalse();
            assertThat(sent("id=''", "<body>hi</body><request xmlns='urn:xmpp:receipts'/>")
                            .hasId())
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"chat", "normal", "headline"})
        void is_the_same_for_every_type_that_one_person_gets(String type) {
            assertThat(sent("type='" + type + "'", "<body>hi</body>").getMessage())
                    .isEqualTo("hi");
        }
    }

    @Nested
    class MessageDelivered {

        @Test
        void needs_the_id_and_no_words() {
            online();
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT
                    + "' id='x1'><body>hi</body><request xmlns='urn:xmpp:receipts'/></message>");
            sayMessage(
                    Type.TYPE_CONV_MESSAGE_ACK, fields -> fields.setMessage("").setId("x1"));

            transport.expect("<message from='" + CONTACT + "/bot' to='" + ORCHARD
                    + "' type='chat'><received xmlns='urn:xmpp:receipts' id='x1'/></message>");
        }

        @Test
        void of_somebody_nobody_talked_with_is_counted() {
            online();
            sayMessage(Type.TYPE_CONV_MESSAGE_ACK, fields -> fields.setId("x1"));

            transport.expectNothing();
            assertThat(transport.metrics.value(Counter.RECEIPTS_UNMATCHED)).isOne();
        }
    }

    @Nested
    class Attention {

        @Test
        void from_the_network_has_its_words_as_a_body() {
            online();
            sayMessage(Type.TYPE_ATTENTION, fields -> fields);

            transport.expect("<message from='" + CONTACT + "/bot' to='" + ROMEO
                    + "' type='chat'><body>hi</body><attention xmlns='urn:xmpp:attention:0'/></message>");
        }

        @Test
        void to_the_network_has_words_even_if_there_are_none() {
            online();
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT
                    + "'><attention xmlns='urn:xmpp:attention:0'/></message>");

            assertThat(frame(Type.TYPE_ATTENTION, Wire.ConversationMessage.class))
                    .isEqualTo(Wire.ConversationMessage.newBuilder()
                            .setUserName(ROMEO)
                            .setBuddyName("juliet")
                            .setMessage("")
                            .build());
        }
    }

    @Nested
    class Typing {

        @ParameterizedTest
        @CsvSource({
            "TYPE_BUDDY_TYPING, composing",
            "TYPE_BUDDY_TYPED, paused",
            "TYPE_BUDDY_STOPPED_TYPING, active",
        })
        void is_the_same_in_both_directions_and_names_user_and_contact_only(Type type, String state) {
            online();
            String payload = "<" + state + " xmlns='http://jabber.org/protocol/chatstates'/>";
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT + "' type='chat'><body>hi</body>"
                    + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT + "' type='chat'>"
                    + "<paused xmlns='http://jabber.org/protocol/chatstates'/></message>");
            if (type == Type.TYPE_BUDDY_TYPED) {
                transport.receive(
                        "<message from='" + ORCHARD + "' to='" + CONTACT + "' type='chat'>" + ACTIVE + "</message>");
            }
            transport.forget();
            transport.receive(
                    "<message from='" + ORCHARD + "' to='" + CONTACT + "' type='chat'>" + payload + "</message>");

            assertThat(frame(type, Wire.Buddy.class))
                    .isEqualTo(Wire.Buddy.newBuilder()
                            .setUserName(ROMEO)
                            .setBuddyName("juliet")
                            .build());
            sayBuddy(type, fields -> fields);
            transport.expect("<message from='" + CONTACT + "/bot' to='" + ORCHARD + "' type='chat'>" + payload
                    + "<no-store xmlns='urn:xmpp:hints'/></message>");
        }

        @ParameterizedTest
        @ValueSource(strings = {"inactive", "gone"})
        void what_the_network_has_no_frame_for_is_not_told(String state) {
            online();
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT + "' type='chat'><" + state
                    + " xmlns='http://jabber.org/protocol/chatstates'/></message>");

            transport.expectFrames();
        }

        /** XEP-0085 has five states, networks three. */
        @ParameterizedTest
        @ValueSource(strings = {"inactive", "gone"})
        void who_turns_away_while_typing_has_stopped_typing(String state) {
            online();
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT + "' type='chat'>"
                    + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
            transport.receive("<message from='" + ORCHARD + "' to='" + CONTACT + "' type='chat'><" + state
                    + " xmlns='http://jabber.org/protocol/chatstates'/></message>");

            transport.expectFrames(Type.TYPE_BUDDY_TYPING, Type.TYPE_BUDDY_STOPPED_TYPING);
        }
    }
}
