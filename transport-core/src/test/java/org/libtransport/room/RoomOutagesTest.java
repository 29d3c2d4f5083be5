package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_CONV_MESSAGE;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_JOIN_ROOM;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LEAVE_ROOM;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.room.RoomFixture.HALL;
import static org.libtransport.room.RoomFixture.ORCHARD;
import static org.libtransport.room.RoomFixture.error;
import static org.libtransport.room.RoomFixture.groupchat;
import static org.libtransport.room.RoomFixture.item;
import static org.libtransport.room.RoomFixture.presence;
import static org.libtransport.room.RoomFixture.unavailable;
import static org.libtransport.room.RoomFixture.user;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import org.junit.jupiter.api.Test;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.stanza.Stanza;

/** Rooms when a backend dies, the link to XMPP is lost, or the transport stops. */
class RoomOutagesTest {

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();
    private final RoomFixture room = new RoomFixture(transport).inside();

    private void loseBackend() {
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "The backend died."));
        transport.run();
    }

    @Test
    void the_room_is_entered_again_and_the_client_hears_of_what_changed_only() {
        room.present("Nurse");
        loseBackend();
        transport.pass(java.time.Duration.ofSeconds(2));
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        transport.forget();
        transport.report(ROMEO, org.libtransport.backend.BackendEvents::connected);
        room.expectJoin("Romeo");

        room.present("Juliet");
        room.present("Paris");
        room.present("Romeo");
        transport.pass(RoomEntry.SETTLED.plusSeconds(1));

        assertThat(transport.sent())
                .filteredOn(RoomOutagesTest::isOfHall)
                .extracting(stanza -> stanza.from() + " " + stanza.typeName())
                .containsExactly(HALL + "/Paris null", HALL + "/Nurse unavailable");
    }

    private static boolean isOfHall(Stanza stanza) {
        return stanza.from() != null && stanza.from().toString().startsWith(HALL);
    }

    @Test
    void what_is_said_meanwhile_waits_until_the_user_is_in_again() {
        loseBackend();
        room.say(ORCHARD, "<body>hello?</body>");
        room.reconnected();
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED, TYPE_JOIN_ROOM);

        room.present("Romeo");

        transport.expectFrames(TYPE_CONV_MESSAGE);
    }

    @Test
    void what_waits_is_bounded() {
        loseBackend();
        for (int i = 0; i < Room.MOST_WAITING; i++) {
            room.say(ORCHARD, "<body>hello?</body>");
        }
        transport.forget();
        room.say(ORCHARD, "<body>one more</body>");
        transport.expect("<message from='" + HALL + "' to='" + ORCHARD + "' type='error' id='m1'>"
                + "<body>one more</body>" + error("wait", "resource-constraint") + "</message>");
    }

    @Test
    void a_room_that_does_not_let_the_user_in_again_is_left_for_good_and_gives_back_what_waited() {
        loseBackend();
        room.say(ORCHARD, "<body>hello?</body>");
        room.reconnected();
        transport.forget();

        room.refused(ParticipantFlag.PARTICIPANT_FLAG_CONFLICT, "Taken.");

        transport.expect(
                unavailable(
                        "Romeo",
                        ORCHARD,
                        "<status>Taken.</status><x xmlns='http://jabber.org/protocol/muc#user'>"
                                + "<item affiliation='member' role='none'><reason>Taken.</reason></item>"
                                + "<status code='110'/><status code='333'/></x>"),
                "<message from='" + HALL + "' to='" + ORCHARD + "' type='error' id='m1'><body>hello?</body>"
                        + error("cancel", "conflict") + "</message>");
        transport.expectFrames(TYPE_LEAVE_ROOM);
    }

    @Test
    void another_nickname_after_the_outage_is_a_rename() {
        loseBackend();
        room.reconnected();
        transport.forget();

        room.nicknameIs("Romeo_");
        room.participant("Romeo_", self -> self.setFlag(ParticipantFlag.PARTICIPANT_FLAG_ME_VALUE));

        transport.expect(
                unavailable("Romeo", ORCHARD, item("affiliation='member' role='participant' nick='Romeo_'", 303, 110)),
                presence("Romeo_", ORCHARD, user(110, 210)));
    }

    @Test
    void a_session_that_ends_for_good_ends_the_room() {
        transport.report(
                ROMEO,
                events -> events.disconnected(
                        Wire.ConnectionError.CONNECTION_ERROR_AUTHENTICATION_FAILED_VALUE, "Wrong password."));
        assertThat(transport.sent())
                .filteredOn(RoomOutagesTest::isOfHall)
                .hasSize(1)
                .allMatch(stanza -> "unavailable".equals(stanza.typeName())
                        && stanza.toElement().toString().contains("332"));
    }

    @Test
    void shutting_down_tells_who_is_in_and_refuses_who_is_on_the_way() {
        transport.receive("<presence from='" + ORCHARD + "' to='#garden@net.example/Romeo' id='j2'>" + RoomFixture.MUC
                + "</presence>");
        transport.forget();

        transport.users.shutDown();

        transport.expectTo(
                ORCHARD,
                unavailable(
                        "Romeo",
                        ORCHARD,
                        "<status>The transport is being stopped.</status>"
                                + "<x xmlns='http://jabber.org/protocol/muc#user'>"
                                + "<item affiliation='none' role='none'>"
                                + "<reason>The transport is being stopped.</reason></item>"
                                + "<status code='110'/><status code='332'/></x>"),
                "<presence from='#garden@net.example/Romeo' to='" + ORCHARD + "' type='error' id='j2'>"
                        + RoomFixture.MUC + error("wait", "recipient-unavailable") + "</presence>");
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void after_the_link_to_xmpp_was_lost_who_is_still_here_is_told_how_the_room_is() {
        room.present("Nurse");
        transport.frontend.events().linkDown();
        transport.run();
        room.gone("Nurse");
        room.present("Paris");
        transport.frontend.events().linkUp(false);
        transport.forget();

        transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");

        transport.expect(
                unavailable("Nurse", ORCHARD, RoomFixture.left()),
                presence("Juliet", ORCHARD, user()),
                presence("Paris", ORCHARD, user()),
                presence("Romeo", ORCHARD, user(110)));
        transport.pass(java.time.Duration.ofMinutes(2));
        room.said("Juliet", "hi");
        transport.expect(groupchat(HALL + "/Juliet", ORCHARD, "<body>hi</body>"));
    }

    @Test
    void who_does_not_come_back_to_xmpp_has_left() {
        transport.receive("<presence from='" + RoomFixture.BALCONY + "' to='net.example'/>");
        transport.frontend.events().linkDown();
        transport.run();
        transport.frontend.events().linkUp(false);
        transport.receive("<presence from='" + RoomFixture.BALCONY + "' to='net.example'/>");
        transport.forget();

        transport.pass(java.time.Duration.ofSeconds(61));

        transport.expectFrames(TYPE_LEAVE_ROOM);
    }
}
