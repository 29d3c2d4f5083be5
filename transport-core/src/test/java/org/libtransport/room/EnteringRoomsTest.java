package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_JOIN_ROOM;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LEAVE_ROOM;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.room.RoomFixture.BALCONY;
import static org.libtransport.room.RoomFixture.HALL;
import static org.libtransport.room.RoomFixture.MUC;
import static org.libtransport.room.RoomFixture.ORCHARD;
import static org.libtransport.room.RoomFixture.error;
import static org.libtransport.room.RoomFixture.groupchat;
import static org.libtransport.room.RoomFixture.presence;
import static org.libtransport.room.RoomFixture.unavailable;
import static org.libtransport.room.RoomFixture.user;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.storage.Setting;
import org.libtransport.testkit.TransportFixture;

/** XEP-0045 section 7.2 and 7.14: a user's clients enter and leave a room. */
class EnteringRoomsTest {

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();
    private final RoomFixture room = new RoomFixture(transport);

    @Test
    void the_network_is_asked_and_nothing_is_said_before_it_answers() {
        room.join(ORCHARD, "Romeo", "<x xmlns='http://jabber.org/protocol/muc'><password>cauldron</password></x>");

        Wire.Room join = transport.expectFrame(TYPE_JOIN_ROOM, Wire.Room.class);
        assertThat(join)
                .isEqualTo(Wire.Room.newBuilder()
                        .setUserName(ROMEO)
                        .setRoom(RoomFixture.NAME)
                        .setNickname("Romeo")
                        .setPassword("cauldron")
                        .build());
        transport.expectNothing();
    }

    @Test
    void others_come_first_then_the_user_then_the_subject() {
        room.join(ORCHARD, "Romeo");
        room.participant(
                "Juliet",
                juliet -> juliet.setFlag(ParticipantFlag.PARTICIPANT_FLAG_MODERATOR_VALUE)
                        .setStatus(Wire.StatusType.STATUS_AWAY)
                        .setStatusMessage("at the ball")
                        .setIconHash("abc"));
        room.present("Romeo");
        room.subject("Juliet", "Feast");

        transport.expect(
                presence(
                        "Juliet",
                        ORCHARD,
                        "<show>away</show><status>at the ball</status>"
                                + "<x xmlns='vcard-temp:x:update'><photo>abc</photo></x>"
                                + RoomFixture.item("affiliation='admin' role='moderator'")),
                "<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' id='j1'>" + user(110) + "</presence>",
                groupchat(HALL + "/Juliet", ORCHARD, "<subject>Feast</subject>"));
    }

    @Test
    void a_room_without_subject_has_an_empty_one_after_a_while() {
        room.join(ORCHARD, "Romeo");
        room.present("Romeo");
        transport.forget();

        transport.pass(RoomEntry.SETTLED.plusSeconds(1));

        transport.expect(groupchat(HALL, ORCHARD, "<subject/>"));
    }

    @Test
    void a_node_with_the_room_sign_is_entered_without_saying_that_it_is_a_room() {
        room.join(ORCHARD, "Romeo", "");
        room.expectJoin("Romeo");
    }

    @Test
    void a_room_is_not_entered_without_a_nickname() {
        transport.receive("<presence from='" + ORCHARD + "' to='" + HALL + "' id='j1'>" + MUC + "</presence>");

        transport.expect("<presence from='" + HALL + "' to='" + ORCHARD + "' type='error' id='j1'>" + MUC
                + error("modify", "jid-malformed") + "</presence>");
        transport.expectFrames();
    }

    @ParameterizedTest
    @CsvSource({
        "CONFLICT, cancel, conflict",
        "NOT_AUTHORIZED, auth, not-authorized",
        "ROOM_NOT_FOUND, cancel, item-not-found"
    })
    void the_network_may_refuse(String flag, String type, String condition) {
        room.join(ORCHARD, "Romeo");
        transport.forget();

        room.refused(ParticipantFlag.valueOf("PARTICIPANT_FLAG_" + flag), "Because.");

        transport.expect("<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' type='error' id='j1'>" + MUC
                + "<error type='" + type + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Because.</text></error></presence>");
        transport.expectFrames(TYPE_LEAVE_ROOM);
        room.join(ORCHARD, "Romeo2");
        room.expectJoin("Romeo2");
    }

    @Test
    void another_nickname_given_on_the_way_in_is_told_by_status_210() {
        room.join(ORCHARD, "Romeo");
        room.nicknameIs("romeo_irc");
        room.participant("Romeo", renamed -> renamed.setNewname("romeo_irc"));

        transport.expectTo(
                ORCHARD,
                "<presence from='" + HALL + "/romeo_irc' to='" + ORCHARD + "' id='j1'>" + user(110, 210)
                        + "</presence>");
    }

    @Test
    void the_user_is_also_known_by_flag_and_by_alias() {
        room.join(ORCHARD, "Romeo");
        room.participant(
                "u1234",
                self -> self.setFlag(ParticipantFlag.PARTICIPANT_FLAG_ME_VALUE).setAlias("Romeo M"));
        transport.expect(
                "<presence from='" + HALL + "/Romeo M' to='" + ORCHARD + "' id='j1'>" + user(110, 210) + "</presence>");
        room.leave(ORCHARD);
        transport.forget();

        room.join(ORCHARD, "Romeo");
        room.participant("u1234", self -> self.setAlias("Romeo"));
        transport.expect(
                "<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' id='j1'>" + user(110) + "</presence>");
    }

    @Test
    void another_client_is_told_all_without_asking_the_network() {
        room.inside();
        room.said("Juliet", "hi");
        transport.forget();

        room.join(BALCONY, "Romeo");

        transport.expectTo(
                BALCONY,
                "<presence from='net.example' to='" + BALCONY + "'/>",
                presence("Juliet", BALCONY, user()),
                "<presence from='" + HALL + "/Romeo' to='" + BALCONY + "' id='j1'>" + user(110) + "</presence>",
                groupchat(
                        HALL + "/Juliet",
                        BALCONY,
                        "<body>hi</body><delay xmlns='urn:xmpp:delay' from='" + HALL
                                + "' stamp='2026-01-02T03:04:05Z'/>"),
                groupchat(
                        HALL,
                        BALCONY,
                        "<subject>Feast</subject><delay xmlns='urn:xmpp:delay' from='" + HALL
                                + "' stamp='2026-01-02T03:04:05Z'/>"));
        transport.expectFrames();
    }

    @Test
    void another_client_with_another_nickname_is_told_the_real_one_and_changes_nothing_for_the_first() {
        room.inside();

        room.join(BALCONY, "Montague", MUC.replace("/>", "><history maxstanzas='0'/></x>"));

        List<String> sent = transport.sent().stream()
                .map(stanza -> stanza.toElement().toString())
                .toList();
        assertThat(sent).noneMatch(text -> text.contains("Montague"));
        assertThat(sent).anyMatch(text -> text.contains("/Romeo") && text.contains("210") && text.contains(BALCONY));
        room.said("Romeo", "mine");
        transport.expect(
                groupchat(HALL + "/Romeo", ORCHARD, "<body>mine</body>"),
                groupchat(HALL + "/Romeo", BALCONY, "<body>mine</body>"));
    }

    @Test
    void each_client_hears_from_the_address_that_it_entered() {
        room.inside();
        transport.receive(
                "<presence from='" + BALCONY + "' to='#hall\\40irc@net.example/Romeo'>" + MUC + "</presence>");
        transport.expectFrames();
        transport.forget();

        room.said("Juliet", "hi");

        transport.expect(
                groupchat(HALL + "/Juliet", ORCHARD, "<body>hi</body>"),
                groupchat("#hall\\40irc@net.example/Juliet", BALCONY, "<body>hi</body>"));
    }

    @Test
    void a_client_that_enters_again_is_told_all_again() {
        room.inside();

        room.join(ORCHARD, "Romeo");

        assertThat(transport.sent()).hasSize(3);
        transport.expectFrames();
    }

    @Test
    void a_nickname_cannot_be_changed_from_xmpp_and_nobody_says_it_was() {
        room.inside();

        room.join(ORCHARD, "Montague", "");

        transport.expect("<presence from='" + HALL + "/Montague' to='" + ORCHARD + "' type='error' id='j1'>" + MUC
                + error("modify", "not-acceptable") + "</presence>");
        transport.expectFrames();
    }

    @Test
    void a_presence_that_changes_nothing_needs_no_answer() {
        room.inside();

        room.join(ORCHARD, "Romeo", "<show>away</show>");

        transport.expectNothing();
        transport.expectFrames();
    }

    @Test
    void the_first_client_to_leave_is_told_and_the_last_one_leaves_at_the_network() {
        room.inside();
        room.join(BALCONY, "Romeo");
        transport.forget();

        room.leave(ORCHARD);
        transport.expect(unavailable("Romeo", ORCHARD, RoomFixture.left(110)));
        transport.expectFrames();
        room.said("Juliet", "hi");
        transport.expect(groupchat(HALL + "/Juliet", BALCONY, "<body>hi</body>"));

        transport.receive("<presence from='" + BALCONY + "' to='net.example'/>");
        transport.forget();
        room.leave(BALCONY);
        transport.expect(unavailable("Romeo", BALCONY, RoomFixture.left(110)));
        Wire.Room left = transport.expectFrame(TYPE_LEAVE_ROOM, Wire.Room.class);
        assertThat(left.getRoom()).isEqualTo(RoomFixture.NAME);
        assertThat(left.getNickname()).isEmpty();
        assertThat(left.getPassword()).isEmpty();
    }

    @Test
    void going_offline_leaves() {
        room.inside();

        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");

        transport.expectFrames(TYPE_LEAVE_ROOM, TYPE_LOGOUT);
    }

    @Test
    void a_client_whose_stanzas_come_back_has_left() {
        room.inside();
        room.join(BALCONY, "Romeo");
        transport.forget();

        transport.receive("<message from='" + ORCHARD + "' to='" + HALL + "/Juliet' type='error'>"
                + error("wait", "recipient-unavailable") + "</message>");
        transport.receive("<message from='" + BALCONY + "' to='" + HALL + "/Juliet' type='error'>"
                + error("auth", "forbidden") + "</message>");
        room.said("Juliet", "hi");

        transport.expect(groupchat(HALL + "/Juliet", BALCONY, "<body>hi</body>"));
    }

    @Test
    void who_wants_to_stay_connected_stays_in_the_room_and_misses_nothing() {
        TransportFixture staying = TransportFixture.gateway();
        staying.stored(ROMEO, "romeo1", "secret");
        staying.storedSetting(ROMEO, Setting.STAY_CONNECTED, "1");
        staying.withRomeoOnline();
        RoomFixture hall = new RoomFixture(staying).inside();

        hall.leave(ORCHARD);
        hall.said("Juliet", "still there?");
        staying.expectFrames();
        staying.forget();
        hall.join(ORCHARD, "Romeo");

        staying.expectFrames();
        staying.expectFrom(
                HALL + "/Juliet",
                presence("Juliet", ORCHARD, user()),
                groupchat(
                        HALL + "/Juliet",
                        ORCHARD,
                        "<body>still there?</body><delay xmlns='urn:xmpp:delay' from='" + HALL
                                + "' stamp='2026-01-02T03:04:05Z'/>"));
    }

    @Test
    void entering_a_room_logs_a_registered_user_in_and_waits_for_the_network() {
        TransportFixture fresh = TransportFixture.gateway();
        fresh.stored(ROMEO, "romeo1", "secret");
        RoomFixture hall = new RoomFixture(fresh);

        hall.join(ORCHARD, "Romeo");
        fresh.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        fresh.report(ROMEO, BackendEvents::connected);

        hall.expectJoin("Romeo");
    }

    @Test
    void entering_a_room_while_the_user_is_looked_up_is_not_forgotten() {
        TransportFixture fresh = TransportFixture.gateway();
        fresh.stored(ROMEO, "romeo1", "secret");
        fresh.holdDatabase(true);
        fresh.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        new RoomFixture(fresh).join(ORCHARD, "Romeo");
        fresh.holdDatabase(false);
        fresh.forget();

        fresh.report(ROMEO, BackendEvents::connected);

        fresh.expectFrames(TYPE_JOIN_ROOM);
    }

    @Test
    void leaving_the_last_room_ends_a_session_that_a_room_began() {
        TransportFixture fresh = TransportFixture.gateway();
        fresh.stored(ROMEO, "romeo1", "secret");
        RoomFixture hall = new RoomFixture(fresh);
        hall.join(ORCHARD, "Romeo");
        fresh.receive("<presence from='" + ORCHARD + "' to='#garden@net.example/Romeo'>" + MUC + "</presence>");
        fresh.report(ROMEO, BackendEvents::connected);
        fresh.forget();

        hall.leave(ORCHARD);
        fresh.expectFrames(TYPE_LEAVE_ROOM);
        fresh.receive("<presence from='" + ORCHARD + "' to='#garden@net.example/Romeo' type='unavailable'/>");
        fresh.expectFrames(TYPE_LEAVE_ROOM, TYPE_LOGOUT);
    }

    @Test
    void who_is_not_registered_enters_nothing_unless_nobody_has_to_be() {
        TransportFixture fresh = TransportFixture.gateway();
        RoomFixture hall = new RoomFixture(fresh);
        hall.join(ORCHARD, "Romeo");
        fresh.expect("<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' type='error' id='j1'>"
                + error("auth", "registration-required") + "</presence>");

        fresh.announce(new BackendFeatures(true, false, false, false, true, false, false, false));
        hall.join(ORCHARD, "Romeo");
        assertThat(fresh.record(ROMEO).user().uin()).isEqualTo("Romeo");
    }

    @Test
    void the_number_of_rooms_is_bounded() {
        for (int i = 0; i < Rooms.MOST; i++) {
            transport.receive(
                    "<presence from='" + ORCHARD + "' to='#r" + i + "@net.example/Romeo'>" + MUC + "</presence>");
        }
        transport.forget();

        room.join(ORCHARD, "Romeo");

        transport.expect("<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' type='error' id='j1'>" + MUC
                + error("wait", "resource-constraint") + "</presence>");
    }

    @Test
    void a_network_that_does_not_answer_has_not_let_the_user_in() {
        room.join(ORCHARD, "Romeo");
        transport.forget();

        transport.pass(RoomEntry.PATIENCE.plusSeconds(1));

        transport.expect("<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' type='error' id='j1'>" + MUC
                + error("wait", "remote-server-timeout") + "</presence>");
        transport.expectFrames(TYPE_LEAVE_ROOM);
    }

    @Test
    void a_network_that_never_names_the_user_has_let_the_user_in_all_the_same() {
        room.join(ORCHARD, "Romeo");
        room.present("Juliet");
        room.said("Juliet", "hi");
        transport.forget();

        transport.pass(RoomEntry.PATIENCE.plusSeconds(1));

        transport.expect(
                "<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' id='j1'>" + user(110) + "</presence>",
                groupchat(
                        HALL + "/Juliet",
                        ORCHARD,
                        "<body>hi</body><delay xmlns='urn:xmpp:delay' from='" + HALL
                                + "' stamp='2026-01-02T03:04:05Z'/>"));
    }

    @Test
    void what_the_network_says_of_an_earlier_stay_does_not_end_this_one() {
        room.inside();
        room.leave(ORCHARD);
        room.join(ORCHARD, "Romeo");
        transport.forget();

        room.gone("Romeo");
        room.present("Romeo");

        transport.expect(
                "<presence from='" + HALL + "/Romeo' to='" + ORCHARD + "' id='j1'>" + user(110) + "</presence>");
    }
}
