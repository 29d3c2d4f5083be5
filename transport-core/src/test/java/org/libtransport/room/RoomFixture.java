package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.function.Consumer;
import org.libtransport.backend.BackendEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.TransportFixture;

/** Romeo and rooms, in short words. */
final class RoomFixture {

    static final String HALL = "#hall%irc@net.example";
    static final String BALCONY = ROMEO + "/balcony";
    static final String ORCHARD = TransportFixture.ORCHARD;
    static final String MUC = "<x xmlns='http://jabber.org/protocol/muc'/>";
    static final String NAME = "#hall@irc";

    final TransportFixture transport;

    RoomFixture(TransportFixture transport) {
        this.transport = transport;
    }

    // ---- what clients do

    void join(String from, String nickname) {
        join(from, nickname, MUC);
    }

    void join(String from, String nickname, String content) {
        transport.receive(
                "<presence from='" + from + "' to='" + HALL + "/" + nickname + "' id='j1'>" + content + "</presence>");
    }

    void leave(String from) {
        transport.receive("<presence from='" + from + "' to='" + HALL + "/Romeo' type='unavailable'/>");
    }

    void say(String from, String content) {
        transport.receive(
                "<message from='" + from + "' to='" + HALL + "' type='groupchat' id='m1'>" + content + "</message>");
    }

    void whisper(String from, String nickname, String content) {
        transport.receive("<message from='" + from + "' to='" + HALL + "/" + nickname + "' type='chat' id='p1'>"
                + content + "</message>");
    }

    /** Romeo and Juliet are in the hall, Romeo with one client. */
    RoomFixture inside() {
        join(ORCHARD, "Romeo");
        present("Juliet");
        present("Romeo");
        subject("", "Feast");
        transport.pass(RoomEntry.SETTLED.plusSeconds(1));
        transport.forget();
        return this;
    }

    // ---- what the network says

    void present(String nickname) {
        participant(nickname, participant -> {});
    }

    void gone(String nickname) {
        participant(nickname, participant -> participant.setStatus(StatusType.STATUS_NONE));
    }

    void refused(ParticipantFlag why, String text) {
        participant(
                "Romeo",
                participant -> participant
                        .setFlag(why.getNumber())
                        .setStatus(StatusType.STATUS_NONE)
                        .setStatusMessage(text));
    }

    void participant(String nickname, Consumer<Wire.Participant.Builder> state) {
        Wire.Participant.Builder participant = Wire.Participant.newBuilder()
                .setUserName(ROMEO)
                .setRoom(NAME)
                .setNickname(nickname)
                .setFlag(0)
                .setStatus(StatusType.STATUS_ONLINE);
        state.accept(participant);
        transport.report(ROMEO, events -> events.participantChanged(participant.build()));
    }

    void nicknameIs(String nickname) {
        Wire.Room room = Wire.Room.newBuilder()
                .setUserName(ROMEO)
                .setRoom(NAME)
                .setNickname(nickname)
                .setPassword("")
                .build();
        transport.report(ROMEO, events -> events.roomNicknameChanged(room));
    }

    void said(String nickname, String text) {
        said(nickname, text, message -> {});
    }

    void said(String nickname, String text, Consumer<Wire.ConversationMessage.Builder> more) {
        transport.reportMessage(ROMEO, message -> {
            message.setBuddyName(NAME).setNickname(nickname).setMessage(text);
            more.accept(message);
        });
    }

    void subject(String nickname, String text) {
        Wire.ConversationMessage subject = Wire.ConversationMessage.newBuilder()
                .setUserName(ROMEO)
                .setBuddyName(NAME)
                .setNickname(nickname)
                .setMessage(text)
                .build();
        transport.report(ROMEO, events -> events.subjectChanged(subject));
    }

    void reconnected() {
        transport.pass(Duration.ofSeconds(2));
        transport.report(ROMEO, BackendEvents::connected);
    }

    // ---- what is expected

    void expectJoin(String nickname) {
        Wire.Room room = transport.expectFrame(Type.TYPE_JOIN_ROOM, Wire.Room.class);
        assertThat(room.getRoom()).isEqualTo(NAME);
        assertThat(room.getNickname()).isEqualTo(nickname);
        assertThat(room.hasPassword()).isTrue();
    }

    /** A presence from somebody in the hall. */
    static String presence(String nickname, String to, String content) {
        return "<presence from='" + HALL + "/" + nickname + "' to='" + to + "'>" + content + "</presence>";
    }

    static String unavailable(String nickname, String to, String content) {
        return "<presence from='" + HALL + "/" + nickname + "' to='" + to + "' type='unavailable'>" + content
                + "</presence>";
    }

    static String user(int... statuses) {
        return item("affiliation='member' role='participant'", statuses);
    }

    static String left(int... statuses) {
        return item("affiliation='member' role='none'", statuses);
    }

    static String item(String attributes, int... statuses) {
        StringBuilder text =
                new StringBuilder("<x xmlns='http://jabber.org/protocol/muc#user'><item " + attributes + "/>");
        for (int status : statuses) {
            text.append("<status code='").append(status).append("'/>");
        }
        return text.append("</x>").toString();
    }

    static String groupchat(String from, String to, String content) {
        return "<message from='" + from + "' to='" + to + "' type='groupchat'>" + content + "</message>";
    }

    static String error(String type, String condition) {
        return "<error type='" + type + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    }
}
