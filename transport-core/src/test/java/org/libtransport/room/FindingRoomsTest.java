package org.libtransport.room;

import static org.libtransport.room.RoomFixture.BALCONY;
import static org.libtransport.room.RoomFixture.HALL;
import static org.libtransport.room.RoomFixture.ORCHARD;
import static org.libtransport.room.RoomFixture.error;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.testkit.Xml;

/** XEP-0045 section 6 and XEP-0410: which rooms there are, and whether one is still in. */
class FindingRoomsTest {

    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    private void ask(String from, String to, String payload) {
        transport.receive("<iq from='" + from + "' to='" + to + "' type='get' id='q'>" + payload + "</iq>");
    }

    private void expectAnswer(String from, String to, String payload) {
        transport.expect("<iq from='" + from + "' to='" + to + "' type='result' id='q'>" + payload + "</iq>");
    }

    private static Wire.RoomList.Builder list(String... namesAndTitles) {
        Wire.RoomList.Builder list = Wire.RoomList.newBuilder();
        for (int i = 0; i < namesAndTitles.length; i += 2) {
            list.addRoom(namesAndTitles[i]).addName(namesAndTitles[i + 1]);
        }
        return list;
    }

    private void expectItems(String asker, String... items) {
        ask(asker, "net.example", "<query xmlns='" + ITEMS + "'/>");
        expectAnswer("net.example", asker, "<query xmlns='" + ITEMS + "'>" + String.join("", items) + "</query>");
    }

    private static String item(String jid, String title) {
        return "<item jid='" + jid + "' name='" + title + "'/>";
    }

    @Test
    void rooms_for_all_are_listed_also_to_those_who_log_in_later() {
        transport.reportRoomsForAll(list("#Hall@irc", "The hall", "#garden", "").build());

        for (String asker : new String[] {ORCHARD, "paris@verona.example/x"}) {
            expectItems(asker, item("#hall\\40irc@net.example", "The hall"), item("#garden@net.example", "#garden"));
        }
        transport.reportRoomsForAll(list().build());
        expectItems(ORCHARD);
    }

    @Test
    void rooms_of_one_user_are_listed_to_that_user_only_and_replace_those_before() {
        transport.reportRoomsForAll(list("#all", "All").build());
        transport.report(ROMEO, events -> events.roomList(list("#old", "Old").build()));
        transport.report(
                ROMEO,
                events -> events.roomList(list("#own", "Own", "#all", "Mine").build()));

        expectItems(ORCHARD, item("#all@net.example", "Mine"), item("#own@net.example", "Own"));
        expectItems("paris@verona.example/x", item("#all@net.example", "All"));
    }

    @Test
    void a_list_has_as_many_rooms_as_allowed_and_none_without_an_address() {
        transport.reportRoomsForAll(list("", "none", "#1", "1", "#2", "2", "#3", "3", "#4", "4")
                .addRoom("#5")
                .build());

        expectItems(ORCHARD, item("#1@net.example", "1"), item("#2@net.example", "2"), item("#3@net.example", "3"));
    }

    @Test
    void a_listed_room_is_entered_under_the_name_that_the_network_wrote() {
        transport.reportRoomsForAll(list("Team Room@Work", "Team").build());

        transport.receive("<presence from='" + ORCHARD + "' to='team\\20room\\40work@net.example/Romeo'>"
                + RoomFixture.MUC + "</presence>");

        Wire.Room join = transport.expectFrame(Type.TYPE_JOIN_ROOM, Wire.Room.class);
        org.assertj.core.api.Assertions.assertThat(join.getRoom()).isEqualTo("Team Room@Work");
    }

    @Test
    void a_room_says_that_it_is_one() {
        transport.reportRoomsForAll(list("team", "The team").build());
        for (String[] room : new String[][] {{"team@net.example", "The team"}, {HALL, "#hall@irc"}}) {
            ask(ORCHARD, room[0], "<query xmlns='" + INFO + "'/>");
            expectAnswer(
                    room[0],
                    ORCHARD,
                    "<query xmlns='" + INFO + "'><identity category='conference' type='text' name='" + room[1]
                            + "'/><feature var='" + INFO + "'/><feature var='http://jabber.org/protocol/muc'/>"
                            + "<feature var='http://jabber.org/protocol/muc#self-ping-optimization'/></query>");
        }
    }

    @Test
    void rooms_have_no_items_that_could_be_entered() {
        ask(ORCHARD, HALL, "<query xmlns='" + ITEMS + "'/>");
        expectAnswer(HALL, ORCHARD, "<query xmlns='" + ITEMS + "'/>");
    }

    @Test
    void the_transport_has_rooms_when_a_backend_says_so() {
        org.assertj.core.api.Assertions.assertThat(transportInfo()).doesNotContain("http://jabber.org/protocol/muc");

        transport.announce(new BackendFeatures(true, true, true, false, true, false, false, false));

        org.assertj.core.api.Assertions.assertThat(transportInfo()).contains("var=\"http://jabber.org/protocol/muc\"");
    }

    private String transportInfo() {
        ask(ORCHARD, "net.example", "<query xmlns='" + INFO + "'/>");
        return Xml.canonical(transport.sent().get(0).toElement()).replace('\'', '"');
    }

    @Test
    void who_is_in_a_room_is_told_so_and_who_is_not_as_well() {
        new RoomFixture(transport).inside();
        String ping = "<ping xmlns='urn:xmpp:ping'/>";

        ask(ORCHARD, HALL + "/Romeo", ping);
        transport.expect("<iq from='" + HALL + "/Romeo' to='" + ORCHARD + "' type='result' id='q'/>");

        for (String[] question : new String[][] {
            {BALCONY, HALL + "/Romeo"}, {ORCHARD, HALL + "/Montague"}, {ORCHARD, "team@net.example/Romeo"}
        }) {
            ask(question[0], question[1], ping);
            transport.expect("<iq from='" + question[1] + "' to='" + question[0] + "' type='error' id='q'>" + ping
                    + error("modify", "not-acceptable") + "</iq>");
        }
        ask(ORCHARD, "juliet@net.example/bot", ping);
        transport.expect("<iq from='juliet@net.example/bot' to='" + ORCHARD + "' type='result' id='q'/>");
    }
}
