package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.room.RoomFixture.BALCONY;
import static org.libtransport.room.RoomFixture.MUC;
import static org.libtransport.room.RoomFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import com.google.protobuf.BytesValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.testkit.Xml;

/** Rooms of a network that speaks XMPP itself: the stanzas are its own, each client that is in the room gets them. */
class RoomsOfRawNetworksTest {

    private static final String THERE = "hall@rooms.capulet.example";
    private static final String HERE = "hall%rooms.capulet.example@net.example";
    private static final String SELF = "<x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='none' role='participant'/><status code='110'/></x>";

    private final TransportFixture transport = TransportFixture.gateway();

    @BeforeEach
    void enter() {
        transport.announce(new BackendFeatures(true, true, true, false, false, true, false, false));
        transport.withRomeoOnline();
        join(ORCHARD);
    }

    private void join(String from) {
        transport.receive("<presence from='" + from + "' to='" + HERE + "/Romeo'>" + MUC + "</presence>");
    }

    @Test
    void entering_goes_both_ways_by_its_own_frame_and_as_it_was_written() {
        assertThat(transport.expectFrames(Type.TYPE_JOIN_ROOM, Type.TYPE_RAW_XML).stream()
                        .map(sent -> sent.payload()))
                .satisfiesExactly(
                        join -> assertThat(((Wire.Room) join).getRoom()).isEqualTo(THERE),
                        raw -> assertThat(text(raw)).contains("to='" + THERE + "/Romeo'", "muc"));
    }

    @Test
    void what_the_room_says_goes_to_all_who_are_in_and_to_nobody_else() {
        received("<presence from='" + THERE + "/Romeo' to='" + ROMEO + "'>" + SELF + "</presence>");
        join(BALCONY);
        transport.forget();

        received("<message from='" + THERE + "/Juliet' to='" + ROMEO + "' type='groupchat' id='x7'>"
                + "<body>hi</body><origin-id xmlns='urn:xmpp:sid:0' id='x7'/></message>");

        transport.expect(said(ORCHARD), said(BALCONY));
        transport.receive("<presence from='" + ORCHARD + "' to='" + HERE + "/Romeo' type='unavailable'/>");
        transport.forget();
        received("<message from='" + THERE + "/Juliet' to='" + ROMEO + "' type='groupchat' id='x7'>"
                + "<body>hi</body><origin-id xmlns='urn:xmpp:sid:0' id='x7'/></message>");
        transport.expect(said(BALCONY));
    }

    private static String said(String to) {
        return "<message from='" + HERE + "/Juliet' to='" + to + "' type='groupchat' id='x7'>"
                + "<body>hi</body><origin-id xmlns='urn:xmpp:sid:0' id='x7'/></message>";
    }

    @Test
    void what_the_user_says_goes_as_it_was_written() {
        transport.forget();
        transport.receive("<message from='" + ORCHARD + "' to='" + HERE + "' type='groupchat' id='m1'>"
                + "<body>hi</body><subject>s</subject></message>");

        BytesValue raw = transport.expectFrame(Type.TYPE_RAW_XML, BytesValue.class);
        assertThat(text(raw)).contains("to='" + THERE + "'", "type='groupchat'", "<subject>s</subject>");
    }

    @Test
    void a_room_that_refuses_is_not_entered_again() {
        received("<presence from='" + THERE + "/Romeo' to='" + ROMEO + "' type='error'>" + MUC
                + RoomFixture.error("cancel", "conflict") + "</presence>");
        transport.forget();

        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "The backend died."));
        new RoomFixture(transport).reconnected();
        assertThat(transport.backends.sentBy(ROMEO, Type.TYPE_JOIN_ROOM, Wire.Room.class))
                .isEmpty();
    }

    @Test
    void a_room_is_entered_again_in_both_ways_when_the_network_is_back() {
        received("<presence from='" + THERE + "/Romeo' to='" + ROMEO + "'>" + SELF + "</presence>");
        transport.forget();

        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "The backend died."));
        new RoomFixture(transport).reconnected();

        assertThat(transport.backends.sentBy(ROMEO, Type.TYPE_JOIN_ROOM, Wire.Room.class))
                .singleElement()
                .satisfies(join -> assertThat(join.getRoom()).isEqualTo(THERE));
        assertThat(transport.backends.sentBy(ROMEO, Type.TYPE_RAW_XML, BytesValue.class))
                .anyMatch(raw -> text(raw).contains("to='" + THERE + "/Romeo'"));
    }

    private void received(String xml) {
        transport.report(ROMEO, events -> events.rawStanza(Xml.parse(xml)));
    }

    private static String text(Object raw) {
        return ((BytesValue) raw).getValue().toStringUtf8().replace('"', '\'');
    }
}
