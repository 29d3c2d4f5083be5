package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_JOIN_ROOM;
import static org.libtransport.room.RoomFixture.HALL;
import static org.libtransport.room.RoomFixture.ORCHARD;
import static org.libtransport.room.RoomFixture.groupchat;
import static org.libtransport.room.RoomFixture.item;
import static org.libtransport.room.RoomFixture.left;
import static org.libtransport.room.RoomFixture.presence;
import static org.libtransport.room.RoomFixture.unavailable;
import static org.libtransport.room.RoomFixture.user;

import org.junit.jupiter.api.Test;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.testkit.TransportFixture;

/** Others come, change and go while the user is in a room. */
class OccupantsTest {

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();
    private final RoomFixture room = new RoomFixture(transport).inside();

    @Test
    void somebody_comes_becomes_moderator_and_goes() {
        room.present("Nurse");
        room.participant("Nurse", nurse -> nurse.setFlag(ParticipantFlag.PARTICIPANT_FLAG_MODERATOR_VALUE));
        room.gone("Nurse");

        transport.expect(
                presence("Nurse", ORCHARD, user()),
                presence("Nurse", ORCHARD, item("affiliation='admin' role='moderator'")),
                unavailable("Nurse", ORCHARD, left()));
    }

    @Test
    void what_is_no_news_is_not_told() {
        room.present("Juliet");
        room.gone("Paris");

        transport.expectNothing();
    }

    @Test
    void kicks_and_bans_are_told_as_such() {
        room.participant(
                "Juliet",
                juliet -> juliet.setFlag(ParticipantFlag.PARTICIPANT_FLAG_KICKED_VALUE)
                        .setStatus(StatusType.STATUS_NONE)
                        .setStatusMessage("Avaunt!"));
        transport.expect(unavailable(
                "Juliet",
                ORCHARD,
                "<status>Avaunt!</status><x xmlns='http://jabber.org/protocol/muc#user'>"
                        + "<item affiliation='member' role='none'><reason>Avaunt!</reason></item>"
                        + "<status code='307'/></x>"));

        room.present("Juliet");
        transport.forget();
        room.participant(
                "Juliet",
                juliet -> juliet.setFlag(ParticipantFlag.PARTICIPANT_FLAG_BANNED_VALUE)
                        .setStatus(StatusType.STATUS_NONE));
        transport.expect(unavailable("Juliet", ORCHARD, item("affiliation='outcast' role='none'", 301)));
    }

    @Test
    void a_user_who_is_kicked_is_out() {
        room.participant(
                "Romeo",
                romeo -> romeo.setFlag(ParticipantFlag.PARTICIPANT_FLAG_KICKED_VALUE)
                        .setStatus(StatusType.STATUS_NONE));
        transport.expect(unavailable("Romeo", ORCHARD, left(110, 307)));
        transport.expectFrames();

        room.say(ORCHARD, "<body>But…</body>");
        transport.expect("<message from='" + HALL + "' to='" + ORCHARD + "' type='error' id='m1'>" + "<body>But…</body>"
                + RoomFixture.error("modify", "not-acceptable") + "</message>");
        room.join(ORCHARD, "Romeo");
        transport.expectFrames(TYPE_JOIN_ROOM);
    }

    @Test
    void a_rename_goes_over_to_the_new_name() {
        room.participant("Juliet", juliet -> juliet.setNewname("Capulet"));

        transport.expect(
                unavailable("Juliet", ORCHARD, item("affiliation='member' role='participant' nick='Capulet'", 303)),
                presence("Capulet", ORCHARD, user()));
        room.gone("Juliet");
        transport.expectNothing();
    }

    @Test
    void a_rename_of_the_user_is_told_once_however_it_is_reported() {
        room.nicknameIs("Montague");
        room.participant("Romeo", romeo -> romeo.setNewname("Montague"));

        transport.expect(
                unavailable(
                        "Romeo", ORCHARD, item("affiliation='member' role='participant' nick='Montague'", 303, 110)),
                presence("Montague", ORCHARD, user(110, 210)));
        room.said("Montague", "it is me");
        transport.expect(groupchat(HALL + "/Montague", ORCHARD, "<body>it is me</body>"));
    }

    @Test
    void an_alias_is_what_is_shown() {
        room.participant("u77", paris -> paris.setAlias("Paris"));
        room.said("u77", "hi");
        room.participant("u77", paris -> paris.setAlias("Count Paris"));

        transport.expect(
                presence("Paris", ORCHARD, user()),
                groupchat(HALL + "/Paris", ORCHARD, "<body>hi</body>"),
                unavailable("Paris", ORCHARD, item("affiliation='member' role='participant' nick='Count Paris'", 303)),
                presence("Count Paris", ORCHARD, user()));
    }

    @Test
    void two_with_one_alias_are_told_apart() {
        room.participant("u1", one -> one.setAlias("Juliet"));
        room.participant("u2", two -> two.setAlias("u1"));

        transport.expect(presence("u1", ORCHARD, user()), presence("u2", ORCHARD, user()));
    }

    @Test
    void a_name_that_no_address_can_have_is_changed_until_one_can() {
        room.participant("a\u0007b", strange -> {});

        transport.expect(presence("a_b", ORCHARD, user()));
    }

    @Test
    void the_number_of_those_who_are_shown_is_bounded_but_not_of_those_who_are_heard() {
        for (int i = 0; i < Occupants.MOST + 10; i++) {
            room.present("n" + i);
        }
        assertThat(transport.sent()).hasSize(Occupants.MOST - 2);

        room.said("n" + (Occupants.MOST + 9), "hi");
        transport.expect(groupchat(HALL + "/n" + (Occupants.MOST + 9), ORCHARD, "<body>hi</body>"));
    }
}
