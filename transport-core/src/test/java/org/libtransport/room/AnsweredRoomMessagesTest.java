package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_CONV_MESSAGE;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_ROOM_SUBJECT_CHANGED;
import static org.libtransport.room.RoomFixture.BALCONY;
import static org.libtransport.room.RoomFixture.HALL;
import static org.libtransport.room.RoomFixture.NAME;
import static org.libtransport.room.RoomFixture.ORCHARD;
import static org.libtransport.room.RoomFixture.groupchat;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.TransportFixture;

/** What becomes of words in a room where the backend answers each of them: wire protocol section 8.4. */
class AnsweredRoomMessagesTest {

    private final TransportFixture transport = TransportFixture.gateway();
    private final RoomFixture room = new RoomFixture(transport);

    @BeforeEach
    void enter() {
        transport.backends.setAcknowledging(true);
        transport.withRomeoOnline();
        room.inside().join(BALCONY, "Romeo");
        transport.forget();
    }

    @Test
    void what_is_accepted_is_shown_when_the_network_says_it_and_not_before() {
        Wire.ConversationMessage said = say("m1", "hi");
        answer(said, Outcome.ACCEPTED);
        transport.expectNothing();

        room.said("Romeo", "hi");
        assertThat(transport.sent()).hasSize(2).allMatch(stanza -> "m1".equals(stanza.id()));
    }

    @Test
    void what_is_refused_goes_back_from_the_room_to_the_client_that_said_it() {
        answer(say("m1", "hi"), Outcome.REFUSED);

        transport.expect("<message from='" + HALL + "' to='" + ORCHARD + "' type='error' id='m1'><body>hi</body>"
                + notAcceptable() + "</message>");
    }

    @Test
    void what_went_back_does_not_lend_its_id_to_the_next_that_says_the_same() {
        answer(say("m1", "hi"), Outcome.REFUSED);
        answer(say("m2", "hi"), Outcome.ACCEPTED);
        transport.forget();

        room.said("Romeo", "hi");
        assertThat(transport.sent()).hasSize(2).allMatch(stanza -> "m2".equals(stanza.id()));
    }

    @Test
    void what_is_put_off_is_said_later_under_its_first_id() {
        answer(say("m1", "hi"), Outcome.RETRY_LATER);
        transport.pass(Duration.ofSeconds(2));

        Wire.ConversationMessage again = transport.expectFrame(TYPE_CONV_MESSAGE, Wire.ConversationMessage.class);
        assertThat(again.getBuddyName()).isEqualTo(NAME);
        answer(again, Outcome.ACCEPTED);
        room.said("Romeo", "hi");
        assertThat(transport.sent()).hasSize(2).allMatch(stanza -> "m1".equals(stanza.id()));
    }

    @Test
    void a_refused_subject_goes_back_and_the_room_keeps_the_one_it_has() {
        transport.receive("<message from='" + ORCHARD + "' to='" + HALL
                + "' type='groupchat' id='s1'><subject>Wake</subject></message>");
        answer(transport.expectFrame(TYPE_ROOM_SUBJECT_CHANGED, Wire.ConversationMessage.class), Outcome.REFUSED);
        transport.expect("<message from='" + HALL + "' to='" + ORCHARD
                + "' type='error' id='s1'><subject>Wake</subject>" + notAcceptable() + "</message>");

        room.join(BALCONY, "Romeo");
        assertThat(transport.sent()).anyMatch(stanza -> "Feast".equals(stanza.payloadText("subject")));
    }

    @Test
    void refused_private_words_go_back_from_the_occupant() {
        room.whisper(BALCONY, "Juliet", "<body>psst</body>");
        answer(transport.expectFrame(TYPE_CONV_MESSAGE, Wire.ConversationMessage.class), Outcome.REFUSED);

        transport.expect("<message from='" + HALL + "/Juliet' to='" + BALCONY
                + "' type='error' id='p1'><body>psst</body>" + notAcceptable() + "</message>");
    }

    @Test
    void what_is_unanswered_when_the_backend_dies_goes_back_and_is_not_said_again() {
        say("m1", "hi");
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "The backend died."));

        assertThat(transport.sent())
                .filteredOn(stanza -> "m1".equals(stanza.id()))
                .singleElement()
                .matches(stanza -> ORCHARD.equals(String.valueOf(stanza.to())));
        assertThat(transport.backends.sentBy(ROMEO, Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.class))
                .isEmpty();
    }

    @Test
    void an_error_for_one_client_does_not_hide_what_others_say() {
        answer(say("m1", "hi"), Outcome.REFUSED);
        transport.forget();

        room.said("Juliet", "hi");
        transport.expect(
                groupchat(HALL + "/Juliet", ORCHARD, "<body>hi</body>"),
                groupchat(HALL + "/Juliet", BALCONY, "<body>hi</body>"));
    }

    private Wire.ConversationMessage say(String id, String text) {
        transport.receive("<message from='" + ORCHARD + "' to='" + HALL + "' type='groupchat' id='" + id + "'><body>"
                + text + "</body></message>");
        return transport.expectFrame(TYPE_CONV_MESSAGE, Wire.ConversationMessage.class);
    }

    private void answer(Wire.ConversationMessage message, Outcome outcome) {
        assertThat(message.getAckId()).isNotZero();
        transport.report(
                ROMEO,
                events -> events.messageStatus(Wire.MessageStatus.newBuilder()
                        .setUserName(ROMEO)
                        .setAckId(message.getAckId())
                        .setOutcome(outcome)
                        .setReason("Not now.")
                        .build()));
    }

    private static String notAcceptable() {
        return "<error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Not now.</text></error>";
    }
}
