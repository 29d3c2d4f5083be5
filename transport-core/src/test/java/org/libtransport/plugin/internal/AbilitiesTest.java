package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.ChatState;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.Participant;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RoomInfo;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomRefusal;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.plugin.VCard;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ScriptedTransport;

/** Each frame calls the method it means, and each report becomes the frame it means (wire protocol, messages). */
class AbilitiesTest {

    private static final String USER = "romeo@montague.example";

    private final Played.Everything session = new Played.Everything();
    private final CompletableFuture<SessionEvents> opened = new CompletableFuture<>();
    private final ScriptedTransport transport = ScriptedTransport.local();
    private final RunningPlugin running = PluginRunner.connect(
            new Played.Plugin(
                    PluginDescription.builder("everything", Played.Everything.class)
                            .build(),
                    (login, events) -> {
                        opened.complete(events);
                        return session;
                    }),
            transport.address());

    @AfterEach
    void close() {
        running.stop();
        transport.close();
    }

    @Test
    void frames_call_what_they_mean() throws Exception {
        transport.login(USER, "romeo", "rose");

        assertCall(Type.TYPE_STATUS_CHANGED, status(), "statusChanged", Availability.EXTENDED_AWAY, "asleep");
        assertCall(Type.TYPE_BUDDY_TYPING, buddy("juliet"), "typing", "juliet", ChatState.COMPOSING);
        assertCall(Type.TYPE_BUDDY_TYPED, buddy("juliet"), "typing", "juliet", ChatState.PAUSED);
        assertCall(Type.TYPE_BUDDY_STOPPED_TYPING, buddy("juliet"), "typing", "juliet", ChatState.ACTIVE);
        assertCall(
                Type.TYPE_CONV_MESSAGE,
                text("juliet", "hi").toBuilder()
                        .setXhtml("<b>hi</b>")
                        .setId("m1")
                        .build(),
                "sendMessage",
                new OutgoingMessage("juliet", "hi", "<b>hi</b>", "m1", false));
        assertCall(
                Type.TYPE_CONV_MESSAGE,
                text("juliet", "hi").toBuilder().setXhtml("").build(),
                "sendMessage",
                new OutgoingMessage("juliet", "hi", null, null, false));
        assertCall(Type.TYPE_ATTENTION, text("juliet", "wake up"), "attention", "juliet", "wake up");
        assertCall(Type.TYPE_JOIN_ROOM, room("me", "pw"), "joinRoom", new RoomJoin("#verona", "me", "pw"));
        assertCall(Type.TYPE_JOIN_ROOM, room("me", ""), "joinRoom", new RoomJoin("#verona", "me", null));
        assertCall(Type.TYPE_LEAVE_ROOM, room("", ""), "leaveRoom", "#verona");
        assertCall(Type.TYPE_ROOM_SUBJECT_CHANGED, text("#verona", "peace"), "changeSubject", "#verona", "peace");
        assertCall(
                Type.TYPE_BUDDY_CHANGED,
                buddy("juliet").toBuilder().setBlocked(false).build(),
                "blockContact",
                "juliet",
                false);
        assertCall(
                Type.TYPE_VCARD,
                vcard(0).toBuilder()
                        .setBuddyName("")
                        .setNickname("me")
                        .setPhoto(ByteString.EMPTY)
                        .build(),
                "updateVCard",
                new VCard("", "me", new byte[0]));
        assertCall(Type.TYPE_LOGOUT, logout(), "logout");
    }

    @Test
    void a_contact_is_added_when_it_is_new_and_updated_when_it_is_known() throws Exception {
        transport.login(USER, "romeo", "rose");
        Wire.Buddy juliet = buddy("Juliet").toBuilder()
                .setAlias("J")
                .addGroup("Verona")
                .setStatus(StatusType.STATUS_NONE)
                .build();
        Contact contact =
                Contact.builder("Juliet").alias("J").groups(List.of("Verona")).build();

        assertCall(Type.TYPE_BUDDY_CHANGED, juliet, "addContact", contact);
        events().contactChanged(Contact.builder("juliet").build());
        assertCall(Type.TYPE_BUDDY_CHANGED, juliet, "updateContact", contact);
        assertCall(Type.TYPE_BUDDY_REMOVED, juliet, "removeContact", "Juliet");
        events().contactRemoved("juliet");
        assertCall(Type.TYPE_BUDDY_CHANGED, juliet, "addContact", contact);
        assertCall(
                Type.TYPE_BUDDIES,
                Wire.Buddies.newBuilder().addBuddy(juliet).build(),
                "contactsKnown",
                List.of(contact));
        assertCall(Type.TYPE_BUDDY_CHANGED, juliet, "updateContact", contact);
    }

    @Test
    void the_answer_to_one_who_asked_is_told_apart_from_a_change() throws Exception {
        transport.login(USER, "romeo", "rose");

        events().authorizationRequested("paris");
        assertThat(transport.expect(Type.TYPE_AUTH_REQUEST, Wire.Buddy.parser()))
                .isEqualTo(buddy("paris"));
        assertCall(Type.TYPE_BUDDY_CHANGED, buddy("paris"), "authorizationAnswered", "paris", true);
        events().authorizationRequested("paris");
        assertCall(Type.TYPE_BUDDY_REMOVED, buddy("paris"), "authorizationAnswered", "paris", false);
        assertCall(Type.TYPE_BUDDY_REMOVED, buddy("paris"), "removeContact", "paris");
    }

    @Test
    void a_vcard_is_answered_with_the_number_of_its_request_and_a_failure_with_an_empty_one() throws Exception {
        transport.login(USER, "romeo", "rose");
        session.vcard = CompletableFuture.completedStage(new VCard("Juliet Capulet", "jule", new byte[] {1, 2}));
        assertCall(Type.TYPE_VCARD, vcard(7), "vcard", "juliet");
        assertThat(transport.expect(Type.TYPE_VCARD, Wire.VCard.parser()))
                .isEqualTo(vcard(7).toBuilder()
                        .setFullname("Juliet Capulet")
                        .setNickname("jule")
                        .setPhoto(ByteString.copyFrom(new byte[] {1, 2}))
                        .build());

        session.vcard = CompletableFuture.failedStage(new IllegalStateException("network down"));
        transport.send(Type.TYPE_VCARD, vcard(8));
        Wire.VCard empty = transport.expect(Type.TYPE_VCARD, Wire.VCard.parser());
        assertThat(empty.getId()).isEqualTo(8);
        assertThat(empty.getFullname()).isEmpty();
    }

    @Test
    void reports_become_the_frames_they_mean() throws Exception {
        transport.login(USER, "romeo", "rose");
        SessionEvents events = events();

        events.connected();
        assertFrame(
                Type.TYPE_CONNECTED, Wire.Connected.newBuilder().setUser(USER).build());
        events.contactChanged(Contact.builder("juliet")
                .alias("J")
                .groups(List.of("Verona"))
                .availability(Availability.DO_NOT_DISTURB)
                .statusMessage("busy")
                .iconHash("00ff")
                .build());
        assertFrame(
                Type.TYPE_BUDDY_CHANGED,
                buddy("juliet").toBuilder()
                        .setAlias("J")
                        .addGroup("Verona")
                        .setStatus(StatusType.STATUS_DND)
                        .setStatusMessage("busy")
                        .setIconHash("00ff")
                        .setBlocked(false)
                        .build());
        events.contactRemoved("juliet");
        assertFrame(Type.TYPE_BUDDY_REMOVED, buddy("juliet"));
        events.message(IncomingMessage.of("juliet", "hi"));
        assertFrame(Type.TYPE_CONV_MESSAGE, text("juliet", "hi"));
        events.message(IncomingMessage.builder("#verona", "psst")
                .privateFrom("juliet")
                .xhtml("<i>psst</i>")
                .sent(Instant.parse("2026-11-01T20:30:00.5Z"))
                .headline()
                .carbon()
                .attachment(new IncomingMessage.Attachment("https://x.example/1", "image/png", null))
                .build());
        assertFrame(
                Type.TYPE_CONV_MESSAGE,
                text("#verona", "psst").toBuilder()
                        .setNickname("juliet")
                        .setPm(true)
                        .setXhtml("<i>psst</i>")
                        .setTimestamp("20261101T203000")
                        .setHeadline(true)
                        .setCarbon(true)
                        .addAttachment(Wire.Attachment.newBuilder()
                                .setUrl("https://x.example/1")
                                .setMimeType("image/png"))
                        .build());
        events.delivered(new OutgoingMessage("juliet", "hi", null, null, false));
        events.delivered(new OutgoingMessage("juliet", "hi", null, "m1", false));
        assertFrame(
                Type.TYPE_CONV_MESSAGE_ACK,
                text("juliet", "").toBuilder().setId("m1").build());
        events.typing("juliet", ChatState.COMPOSING);
        assertFrame(Type.TYPE_BUDDY_TYPING, buddy("juliet"));
        events.typing("juliet", ChatState.PAUSED);
        assertFrame(Type.TYPE_BUDDY_TYPED, buddy("juliet"));
        events.typing("juliet", ChatState.ACTIVE);
        assertFrame(Type.TYPE_BUDDY_STOPPED_TYPING, buddy("juliet"));
        events.attention("juliet", "wake up");
        assertFrame(Type.TYPE_ATTENTION, text("juliet", "wake up"));
    }

    @Test
    void reports_of_rooms_become_the_frames_they_mean() throws Exception {
        transport.login(USER, "romeo", "rose");
        SessionEvents events = events();

        events.participantChanged(Participant.builder("#verona", "juliet")
                .moderator()
                .self()
                .renamedTo("jule")
                .iconHash("00ff")
                .alias("Juliet C.")
                .build());
        assertFrame(
                Type.TYPE_PARTICIPANT_CHANGED,
                participant("juliet", 17, StatusType.STATUS_ONLINE, "").toBuilder()
                        .setNewname("jule")
                        .setIconHash("00ff")
                        .setAlias("Juliet C.")
                        .build());
        events.participantChanged(Participant.left("#verona", "juliet"));
        assertFrame(Type.TYPE_PARTICIPANT_CHANGED, participant("juliet", 0, StatusType.STATUS_NONE, ""));
        events.participantChanged(
                Participant.builder("#verona", "paris").kicked().build());
        assertFrame(Type.TYPE_PARTICIPANT_CHANGED, participant("paris", 32, StatusType.STATUS_NONE, ""));
        events.participantChanged(
                Participant.builder("#verona", "paris").banned().build());
        assertFrame(Type.TYPE_PARTICIPANT_CHANGED, participant("paris", 4, StatusType.STATUS_NONE, ""));
        RoomJoin join = new RoomJoin("#verona", "romeo", null);
        events.roomRefused(join, RoomRefusal.CONFLICT, "taken");
        assertFrame(Type.TYPE_PARTICIPANT_CHANGED, participant("romeo", 2, StatusType.STATUS_NONE, "taken"));
        events.roomRefused(join, RoomRefusal.NOT_AUTHORIZED, "no");
        assertFrame(Type.TYPE_PARTICIPANT_CHANGED, participant("romeo", 8, StatusType.STATUS_NONE, "no"));
        events.roomRefused(join, RoomRefusal.NOT_FOUND, "");
        assertFrame(Type.TYPE_PARTICIPANT_CHANGED, participant("romeo", 64, StatusType.STATUS_NONE, ""));
        events.roomNicknameChanged("#verona", "romeo_");
        assertFrame(Type.TYPE_ROOM_NICKNAME_CHANGED, room("romeo_", ""));
        events.subjectChanged("#verona", "mercutio", "plague");
        assertFrame(
                Type.TYPE_ROOM_SUBJECT_CHANGED,
                text("#verona", "plague").toBuilder().setNickname("mercutio").build());
        events.roomsListed(List.of(new RoomInfo("#verona", "Verona"), new RoomInfo("#mantua", "Mantua")));
        assertFrame(
                Type.TYPE_ROOM_LIST,
                Wire.RoomList.newBuilder()
                        .addRoom("#verona")
                        .addRoom("#mantua")
                        .addName("Verona")
                        .addName("Mantua")
                        .setUser(USER)
                        .build());
    }

    @Test
    void stanzas_go_through_as_they_are_and_a_broken_one_is_refused() throws Exception {
        transport.login(USER, "romeo", "rose");
        String out = "<presence from='" + USER + "/home' to='juliet@net'/>";
        transport.sendRaw(out);
        assertThat(session.nextCall()).containsExactly("stanza", out);

        SessionEvents events = events();
        String in = "<message from='juliet@net' to='" + USER + "/home'><body>\u2764</body></message>";
        assertThatThrownBy(() -> events.stanza("<message to='" + USER + "'>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> events.stanza("<message to='paris@montague.example'/>"))
                .isInstanceOf(IllegalArgumentException.class);
        events.stanza(in);
        assertThat(transport.expect(Type.TYPE_RAW_XML).payload().toStringUtf8()).isEqualTo(in);
    }

    @Test
    void every_failure_has_the_number_of_the_protocol() {
        for (Wire.ConnectionError error : Wire.ConnectionError.values()) {
            String name = error.name().substring("CONNECTION_ERROR_".length());
            assertThat(ConnectionFailure.valueOf(name).number()).isEqualTo(error.getNumber());
        }
        assertThat(ConnectionFailure.values()).hasSameSizeAs(Wire.ConnectionError.values());
    }

    @Test
    void every_availability_goes_to_the_wire_and_back() {
        for (Availability availability : Availability.values()) {
            assertThat(Values.availability(Values.status(availability))).isEqualTo(availability);
        }
        assertThat(Availability.values()).hasSameSizeAs(StatusType.values());
    }

    private SessionEvents events() throws Exception {
        return opened.get(10, TimeUnit.SECONDS);
    }

    private void assertCall(Type type, Message payload, Object... call) throws InterruptedException {
        transport.send(type, payload);
        assertThat(session.nextCall()).containsExactly(call);
    }

    private void assertFrame(Type type, Message expected) {
        assertThat(transport.expect(type, expected.getParserForType())).isEqualTo(expected);
    }

    private static Wire.Buddy buddy(String name) {
        return Wire.Buddy.newBuilder().setUserName(USER).setBuddyName(name).build();
    }

    private static Wire.ConversationMessage text(String with, String body) {
        return Wire.ConversationMessage.newBuilder()
                .setUserName(USER)
                .setBuddyName(with)
                .setMessage(body)
                .build();
    }

    private static Wire.Room room(String nickname, String password) {
        return Wire.Room.newBuilder()
                .setUserName(USER)
                .setRoom("#verona")
                .setNickname(nickname)
                .setPassword(password)
                .build();
    }

    private static Wire.Participant participant(String nickname, int flag, StatusType status, String text) {
        return Wire.Participant.newBuilder()
                .setUserName(USER)
                .setRoom("#verona")
                .setNickname(nickname)
                .setFlag(flag)
                .setStatus(status)
                .setStatusMessage(text)
                .build();
    }

    private static Wire.VCard vcard(int id) {
        return Wire.VCard.newBuilder()
                .setUserName(USER)
                .setBuddyName("juliet")
                .setId(id)
                .build();
    }

    private static Wire.Status status() {
        return Wire.Status.newBuilder()
                .setUserName(USER)
                .setStatus(StatusType.STATUS_XA)
                .setStatusMessage("asleep")
                .build();
    }

    private static Wire.Logout logout() {
        return Wire.Logout.newBuilder().setUser(USER).setLegacyName("romeo").build();
    }
}
