package org.libtransport.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.Buddy;
import org.libtransport.protocol.Wire.ConversationMessage;
import org.libtransport.protocol.Wire.MessageStatus;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.Participant;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ScriptedTransport;

/** The table of examples/README.md, line by line. */
class EchoAbilitiesTest {

    private static final String USER = "romeo@montague.example";

    private final ScriptedTransport transport = ScriptedTransport.local();
    private final RunningPlugin running = PluginRunner.connect(new EchoPlugin(), transport.address());

    @BeforeEach
    void login() {
        transport.login(USER, "romeo", "rose");
        transport.expect(Type.TYPE_CONNECTED);
        transport.expect(Type.TYPE_BUDDY_CHANGED);
        transport.expect(Type.TYPE_BUDDY_CHANGED);
        transport.expect(Type.TYPE_ROOM_LIST);
    }

    @AfterEach
    void stop() {
        running.stop();
        transport.close();
    }

    @Test
    void markup_comes_back_with_the_text() {
        transport.send(
                Type.TYPE_CONV_MESSAGE, text("echo", "hi").setXhtml("<b>hi</b>").build());

        assertThat(message()).isEqualTo(text("echo", "hi").setXhtml("<b>hi</b>").build());
    }

    @Test
    void a_numbered_message_is_accepted_after_its_echo() {
        transport.send(Type.TYPE_CONV_MESSAGE, text("echo", "hi").setAckId(1).build());

        assertThat(message()).isEqualTo(text("echo", "hi").build());
        assertStatus(1, Outcome.ACCEPTED);
    }

    @Test
    void refuse_me_is_refused_where_that_can_be_told() {
        transport.send(
                Type.TYPE_CONV_MESSAGE, text("echo", "refuse me").setAckId(1).build());
        assertThat(assertStatus(1, Outcome.REFUSED).getReason()).isEqualTo("The echo network refuses this.");

        transport.message(USER, "echo", "refuse me");
        assertThat(message().getMessage()).isEqualTo("refuse me");
    }

    @Test
    void later_please_is_postponed_once() {
        transport.send(
                Type.TYPE_CONV_MESSAGE,
                text("echo", "later please").setId("m1").setAckId(1).build());
        assertThat(assertStatus(1, Outcome.RETRY_LATER).getRetryAfterSeconds()).isEqualTo(1);

        transport.send(
                Type.TYPE_CONV_MESSAGE,
                text("echo", "later please").setId("m1").setAckId(2).build());
        transport.expect(Type.TYPE_CONV_MESSAGE_ACK);
        assertThat(message().getMessage()).isEqualTo("later please");
        assertStatus(2, Outcome.ACCEPTED);
    }

    @Test
    void a_nudge_comes_back() {
        transport.send(
                Type.TYPE_ATTENTION, text("mirror", "wake up").setAckId(1).build());

        assertFrame(Type.TYPE_ATTENTION, text("mirror", "wake up").build());
        assertStatus(1, Outcome.ACCEPTED);
    }

    @Test
    void a_contact_is_added_blocked_and_removed() {
        Buddy.Builder juliet = Buddy.newBuilder()
                .setUserName(USER)
                .setBuddyName("juliet")
                .setAlias("J")
                .addGroup("Verona")
                .setStatus(StatusType.STATUS_NONE);
        transport.send(Type.TYPE_BUDDY_CHANGED, juliet.build());
        Buddy.Builder added = juliet.clone()
                .setStatus(StatusType.STATUS_ONLINE)
                .setStatusMessage("")
                .setIconHash("")
                .setBlocked(false);
        assertFrame(Type.TYPE_BUDDY_CHANGED, added.build());

        transport.send(
                Type.TYPE_BUDDY_CHANGED,
                Buddy.newBuilder()
                        .setUserName(USER)
                        .setBuddyName("juliet")
                        .setBlocked(true)
                        .build());
        assertFrame(Type.TYPE_BUDDY_CHANGED, added.setBlocked(true).build());

        transport.send(Type.TYPE_BUDDY_REMOVED, juliet.build());
        assertFrame(
                Type.TYPE_BUDDY_REMOVED,
                Buddy.newBuilder().setUserName(USER).setBuddyName("juliet").build());
    }

    @Test
    void echo_has_a_face_and_a_stranger_has_none() {
        transport.send(Type.TYPE_VCARD, vcard("echo", 7));
        Wire.VCard echo = transport.expect(Type.TYPE_VCARD, Wire.VCard.parser());
        assertThat(echo.getId()).isEqualTo(7);
        assertThat(echo.getFullname()).isEqualTo("Echo");
        assertThat(echo.getNickname()).isEqualTo("echo");
        assertThat(echo.getPhoto().substring(1, 4).toStringUtf8()).isEqualTo("PNG");

        transport.send(Type.TYPE_VCARD, vcard("stranger", 8));
        Wire.VCard stranger = transport.expect(Type.TYPE_VCARD, Wire.VCard.parser());
        assertThat(stranger.getId()).isEqualTo(8);
        assertThat(stranger.getFullname() + stranger.getNickname()).isEmpty();
        assertThat(stranger.getPhoto()).isEqualTo(ByteString.EMPTY);
    }

    @Test
    void the_user_reads_back_what_the_user_told() {
        transport.send(
                Type.TYPE_VCARD,
                Wire.VCard.newBuilder()
                        .setUserName(USER)
                        .setBuddyName("")
                        .setId(0)
                        .setNickname("Romeo")
                        .setPhoto(ByteString.copyFromUtf8("face"))
                        .build());
        transport.send(Type.TYPE_VCARD, vcard("romeo", 9));

        Wire.VCard own = transport.expect(Type.TYPE_VCARD, Wire.VCard.parser());
        assertThat(own.getNickname()).isEqualTo("Romeo");
        assertThat(own.getPhoto().toStringUtf8()).isEqualTo("face");
    }

    @Test
    void a_room_is_entered_talked_in_and_left() {
        join("#verona", "romeo", "");
        assertParticipant("echo", ParticipantFlag.PARTICIPANT_FLAG_MODERATOR, StatusType.STATUS_ONLINE);
        assertParticipant("romeo", ParticipantFlag.PARTICIPANT_FLAG_ME, StatusType.STATUS_ONLINE);
        assertSubject("echo", "Echo");

        transport.message(USER, "#verona", "hi");
        assertThat(message())
                .isEqualTo(text("#verona", "hi").setNickname("romeo").build());
        assertThat(message())
                .isEqualTo(text("#verona", "hi").setNickname("echo").build());
        transport.message(USER, "#verona/echo", "psst");
        assertThat(message())
                .isEqualTo(
                        text("#verona", "psst").setNickname("echo").setPm(true).build());
        transport.send(
                Type.TYPE_ROOM_SUBJECT_CHANGED,
                text("#verona", "peace").setAckId(3).build());
        assertSubject("romeo", "peace");
        assertStatus(3, Outcome.ACCEPTED);

        join("#verona", "romeo", "");
        transport.expect(Type.TYPE_PARTICIPANT_CHANGED);
        transport.expect(Type.TYPE_PARTICIPANT_CHANGED);
        assertSubject("echo", "peace");

        transport.send(Type.TYPE_LEAVE_ROOM, room("#verona", "", ""));
        assertParticipant("romeo", ParticipantFlag.PARTICIPANT_FLAG_ME, StatusType.STATUS_NONE);
    }

    @Test
    void a_room_that_cannot_be_entered_says_why() {
        join("#locked", "romeo", "");
        assertParticipant("romeo", ParticipantFlag.PARTICIPANT_FLAG_NOT_AUTHORIZED, StatusType.STATUS_NONE);
        join("#nowhere", "romeo", "");
        assertParticipant("romeo", ParticipantFlag.PARTICIPANT_FLAG_ROOM_NOT_FOUND, StatusType.STATUS_NONE);
        join("#verona", "taken", "");
        assertParticipant("taken", ParticipantFlag.PARTICIPANT_FLAG_CONFLICT, StatusType.STATUS_NONE);
        join("#locked", "romeo", "open");
        assertParticipant("echo", ParticipantFlag.PARTICIPANT_FLAG_MODERATOR, StatusType.STATUS_ONLINE);
    }

    private void join(String room, String nickname, String password) {
        transport.send(Type.TYPE_JOIN_ROOM, room(room, nickname, password));
    }

    private static Wire.Room room(String room, String nickname, String password) {
        return Wire.Room.newBuilder()
                .setUserName(USER)
                .setRoom(room)
                .setNickname(nickname)
                .setPassword(password)
                .build();
    }

    private void assertParticipant(String nickname, ParticipantFlag flag, StatusType status) {
        Participant participant = transport.expect(Type.TYPE_PARTICIPANT_CHANGED, Participant.parser());
        assertThat(participant.getNickname()).isEqualTo(nickname);
        assertThat(participant.getFlag()).isEqualTo(flag.getNumber());
        assertThat(participant.getStatus()).isEqualTo(status);
    }

    private void assertSubject(String nickname, String subject) {
        assertFrame(
                Type.TYPE_ROOM_SUBJECT_CHANGED,
                text("#verona", subject).setNickname(nickname).build());
    }

    private MessageStatus assertStatus(long ackId, Outcome outcome) {
        MessageStatus status = transport.expect(Type.TYPE_MESSAGE_STATUS, MessageStatus.parser());
        assertThat(status.getAckId()).isEqualTo(ackId);
        assertThat(status.getOutcome()).isEqualTo(outcome);
        return status;
    }

    private void assertFrame(Type type, MessageLite expected) {
        assertThat((Object) transport.expect(type, expected.getParserForType())).isEqualTo(expected);
    }

    private ConversationMessage message() {
        return transport.expect(Type.TYPE_CONV_MESSAGE, ConversationMessage.parser());
    }

    private static Wire.VCard vcard(String name, int id) {
        return Wire.VCard.newBuilder()
                .setUserName(USER)
                .setBuddyName(name)
                .setId(id)
                .build();
    }

    private static ConversationMessage.Builder text(String with, String body) {
        return ConversationMessage.newBuilder()
                .setUserName(USER)
                .setBuddyName(with)
                .setMessage(body);
    }
}
