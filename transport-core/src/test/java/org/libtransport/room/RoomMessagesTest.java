package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_TYPING;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_CONV_MESSAGE;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_ROOM_SUBJECT_CHANGED;
import static org.libtransport.room.RoomFixture.BALCONY;
import static org.libtransport.room.RoomFixture.HALL;
import static org.libtransport.room.RoomFixture.NAME;
import static org.libtransport.room.RoomFixture.ORCHARD;
import static org.libtransport.room.RoomFixture.error;
import static org.libtransport.room.RoomFixture.groupchat;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.testkit.TransportFixture;

/** XEP-0045 sections 7.4, 7.5 and 8.1: what is said in a room, to all and to one. */
class RoomMessagesTest {

    private static final String ACTIVE = "<active xmlns='http://jabber.org/protocol/chatstates'/>";
    private static final String PRIVATE = "<x xmlns='http://jabber.org/protocol/muc#user'/>";
    private static final String STATE = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();
    private final RoomFixture room = new RoomFixture(transport).inside();

    @Test
    void what_the_user_says_goes_to_the_room_and_is_shown_when_it_comes_back() {
        room.say(ORCHARD, "<body>But soft!</body>");
        Wire.ConversationMessage said = transport.expectFrame(TYPE_CONV_MESSAGE, Wire.ConversationMessage.class);
        assertThat(said.getBuddyName()).isEqualTo(NAME);
        assertThat(said.getMessage()).isEqualTo("But soft!");
        transport.expectNothing();

        room.said("Romeo", "But soft!");
        transport.expect("<message from='" + HALL + "/Romeo' to='" + ORCHARD
                + "' type='groupchat' id='m1'><body>But soft!</body></message>");
        assertThat(transport.metrics.value(Counter.MESSAGES_FROM_XMPP)).isOne();
    }

    @Test
    void an_id_comes_back_once_and_only_with_its_own_text() {
        room.say(ORCHARD, "<body>one</body>");
        room.said("Romeo", "other");
        room.said("Juliet", "one");
        room.said("Romeo", "one");
        room.said("Romeo", "one");

        assertThat(transport.sent())
                .extracting(stanza -> "m1".equals(stanza.id()))
                .containsExactly(false, false, true, false);
    }

    @Test
    void everybody_hears_what_is_said_with_its_time_and_files() {
        room.join(BALCONY, "Romeo");
        transport.forget();

        room.said(
                "Juliet",
                "look",
                message -> message.setTimestamp("20250101T120000")
                        .addAttachment(Wire.Attachment.newBuilder().setUrl("https://x.example/a.png")));
        room.said("", "The room is cleaned at noon.");

        String content = "<body>look</body><delay xmlns='urn:xmpp:delay' from='net.example' "
                + "stamp='2025-01-01T12:00:00Z'/><x xmlns='jabber:x:oob'><url>https://x.example/a.png</url></x>";
        transport.expect(
                groupchat(HALL + "/Juliet", ORCHARD, content),
                groupchat(HALL + "/Juliet", BALCONY, content),
                groupchat(HALL, ORCHARD, "<body>The room is cleaned at noon.</body>"),
                groupchat(HALL, BALCONY, "<body>The room is cleaned at noon.</body>"));
    }

    @Test
    void who_is_not_in_the_room_cannot_speak_there() {
        for (String to : List.of(HALL, "#garden@net.example")) {
            transport.receive("<message from='" + BALCONY + "' to='" + to + "' type='groupchat' id='m1'>"
                    + "<body>hi</body></message>");
            transport.expect("<message from='" + to + "' to='" + BALCONY + "' type='error' id='m1'><body>hi</body>"
                    + error("modify", "not-acceptable") + "</message>");
        }
        transport.receive("<message from='" + BALCONY + "' to='#garden@net.example/Juliet' type='chat' id='m1'>"
                + "<body>hi</body></message>");
        transport.expect("<message from='#garden@net.example/Juliet' to='" + BALCONY
                + "' type='error' id='m1'><body>hi</body>" + error("modify", "not-acceptable") + "</message>");
        transport.expectFrames();
    }

    @Test
    void words_for_all_are_not_sent_to_one() {
        transport.receive("<message from='" + ORCHARD + "' to='" + HALL + "/Juliet' type='groupchat' id='m1'>"
                + "<body>hi</body></message>");
        transport.expect("<message from='" + HALL + "/Juliet' to='" + ORCHARD + "' type='error' id='m1'><body>hi</body>"
                + error("modify", "bad-request") + "</message>");
    }

    @Test
    void chat_states_of_a_crowd_go_nowhere() {
        room.say(ORCHARD, STATE);
        transport.expectFrames();
    }

    @Test
    void the_subject_goes_both_ways_and_may_be_emptied() {
        room.say(ORCHARD, "<subject>Wake</subject>");
        Wire.ConversationMessage subject =
                transport.expectFrame(TYPE_ROOM_SUBJECT_CHANGED, Wire.ConversationMessage.class);
        assertThat(subject.getBuddyName()).isEqualTo(NAME);
        assertThat(subject.getMessage()).isEqualTo("Wake");
        room.subject("Romeo", "Wake");
        transport.expect(groupchat(HALL + "/Romeo", ORCHARD, "<subject>Wake</subject>"));

        room.say(ORCHARD, "<subject/>");
        assertThat(transport
                        .expectFrame(TYPE_ROOM_SUBJECT_CHANGED, Wire.ConversationMessage.class)
                        .getMessage())
                .isEmpty();

        room.say(ORCHARD, "<subject>Wake</subject><body>Come.</body>");
        assertThat(transport
                        .expectFrame(TYPE_CONV_MESSAGE, Wire.ConversationMessage.class)
                        .getMessage())
                .isEqualTo("Wake\nCome.");
    }

    @Test
    void a_subject_that_comes_early_is_told_to_all_who_enter() {
        room.leave(ORCHARD);
        room.join(ORCHARD, "Romeo");
        room.join(BALCONY, "Romeo");
        room.subject("Juliet", "Feast");
        transport.forget();

        room.present("Romeo");

        assertThat(transport.sent())
                .filteredOn(stanza -> "Feast".equals(stanza.payloadText("subject")))
                .extracting(stanza -> String.valueOf(stanza.to()))
                .containsExactly(ORCHARD, BALCONY);
    }

    @Test
    void one_is_told_something_privately_and_answers() {
        room.participant("u5", nurse -> nurse.setAlias("Nurse"));
        transport.forget();
        room.whisper(ORCHARD, "Nurse", "<body>psst</body>");
        Wire.ConversationMessage whispered = transport.expectFrame(TYPE_CONV_MESSAGE, Wire.ConversationMessage.class);
        assertThat(whispered.getBuddyName()).isEqualTo(NAME + "/u5");

        room.said("u5", "what?", message -> message.setPm(true));
        transport.expect("<message from='" + HALL + "/Nurse' to='" + ORCHARD + "' type='chat'><body>what?</body>"
                + ACTIVE + PRIVATE + "</message>");
        transport.reportMessage(
                ROMEO, message -> message.setBuddyName(NAME + "/u5").setMessage("what?"));
        transport.expect("<message from='" + HALL + "/Nurse' to='" + ORCHARD + "' type='chat'><body>what?</body>"
                + ACTIVE + PRIVATE + "</message>");
    }

    @Test
    void private_chat_states_and_receipts_go_between_the_right_addresses() {
        room.whisper(ORCHARD, "Juliet", STATE);
        Wire.Buddy typing = transport.expectFrame(TYPE_BUDDY_TYPING, Wire.Buddy.class);
        assertThat(typing.getBuddyName()).isEqualTo(NAME + "/Juliet");

        transport.report(ROMEO, events -> events.typingChanged(typing, Typing.COMPOSING));
        transport.report(
                ROMEO,
                events -> events.messageDelivered(Wire.ConversationMessage.newBuilder()
                        .setUserName(ROMEO)
                        .setBuddyName(NAME + "/Juliet")
                        .setMessage("")
                        .setId("p1")
                        .build()));
        transport.expect(
                "<message from='" + HALL + "/Juliet' to='" + ORCHARD + "' type='chat'>" + STATE + "</message>",
                "<message from='" + HALL + "/Juliet' to='" + ORCHARD + "' type='chat'>"
                        + "<received xmlns='urn:xmpp:receipts' id='p1'/></message>");
    }

    @Test
    void private_words_for_nobody_come_back() {
        room.whisper(ORCHARD, "Paris", "<body>hi</body>");
        transport.expect("<message from='" + HALL + "/Paris' to='" + ORCHARD + "' type='error' id='p1'><body>hi</body>"
                + error("cancel", "item-not-found") + "</message>");
        transport.expectFrames();
    }

    @Test
    void a_warning_about_an_undelivered_message_comes_from_the_room() {
        transport.reportMessage(ROMEO, message -> message.setBuddyName(NAME).setMessage("Not delivered."));
        transport.expect(groupchat(HALL, ORCHARD, "<body>Not delivered.</body>"));
    }

    @Test
    void what_is_said_in_a_room_that_nobody_is_in_waits_for_the_user_and_is_bounded() {
        for (int i = 0; i < RoomHistory.KEPT_UNHEARD + 5; i++) {
            int number = i;
            transport.reportMessage(
                    ROMEO,
                    message -> message.setBuddyName("#garden")
                            .setNickname("Juliet")
                            .setMessage("m" + number));
        }
        transport.expectNothing();
        assertThat(transport.metrics.value(Counter.MESSAGES_OUTSIDE_ROOMS)).isEqualTo(5);

        transport.receive(
                "<presence from='" + ORCHARD + "' to='#garden@net.example/Romeo'>" + RoomFixture.MUC + "</presence>");
        transport.report(
                ROMEO,
                events -> events.participantChanged(Wire.Participant.newBuilder()
                        .setUserName(ROMEO)
                        .setRoom("#garden")
                        .setNickname("Romeo")
                        .setFlag(0)
                        .setStatus(Wire.StatusType.STATUS_ONLINE)
                        .build()));
        assertThat(transport.sent())
                .filteredOn(stanza -> stanza.payload("delay", "urn:xmpp:delay") != null)
                .hasSize(RoomHistory.KEPT_UNHEARD);
    }

    @Test
    void rooms_that_nobody_enters_are_forgotten_and_what_was_said_there_is_counted() {
        for (int i = 0; i <= MissedTalk.MOST; i++) {
            int number = i;
            transport.reportMessage(
                    ROMEO,
                    message ->
                            message.setBuddyName("#r" + number).setNickname("x").setMessage("hi"));
        }
        assertThat(transport.metrics.value(Counter.MESSAGES_OUTSIDE_ROOMS)).isOne();

        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        assertThat(transport.metrics.value(Counter.MESSAGES_OUTSIDE_ROOMS)).isEqualTo(MissedTalk.MOST + 1);
    }

    @Test
    void private_words_of_a_room_that_the_user_has_left_still_arrive() {
        room.leave(ORCHARD);
        transport.forget();
        room.said("Juliet", "wait", message -> message.setPm(true));
        assertThat(transport.sent()).hasSize(1).allMatch(stanza -> "wait".equals(stanza.payloadText("body")));
    }

    @Test
    void private_words_of_a_room_that_can_have_no_address_are_counted() {
        transport.reportMessage(
                ROMEO,
                message -> message.setBuddyName("x".repeat(2_000))
                        .setNickname("Juliet")
                        .setPm(true)
                        .setMessage("wait"));
        transport.expectNothing();
        assertThat(transport.metrics.value(Counter.MESSAGES_WITHOUT_SENDER)).isOne();
    }
}
