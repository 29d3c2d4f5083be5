package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.awaitility.Awaitility;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jxmpp.jid.parts.Resourcepart;

/** Rooms of the echo backend in Python, entered by a client library at a server. What rooms are is in {@link RoomsIT}. */
@Timeout(60)
class PythonRoomsIT {

    private static final String ROOM = "#echo@" + TRANSPORT;
    private static final Resourcepart ROMEO = Resourcepart.fromOrThrowUnchecked("Romeo");

    @Test
    void enters_speaks_changes_the_subject_and_leaves() throws Exception {
        PythonBackendIT.requireProtobuf();
        try (GatewayScene scene = GatewayScene.openWithCommand(PythonBackendIT.BACKEND.toString())) {
            SmackClient romeo = scene.loginAndRegister("romeo", "phone");
            assertThat(romeo.rooms(TRANSPORT))
                    .containsEntry(ROOM, "Echo")
                    .containsEntry("#locked@" + TRANSPORT, "Locked");
            MultiUserChat room = romeo.room(ROOM);
            assertThat(room.join(ROMEO).getFrom().toString()).isEqualTo(ROOM + "/Romeo");
            assertThat(room.getOccupants())
                    .extracting(occupant -> occupant.getResourceOrThrow().toString())
                    .containsExactlyInAnyOrder("echo", "Romeo");
            Awaitility.await("subject").until(() -> "Echo".equals(room.getSubject()));

            room.sendMessage("But soft!");
            assertThat(romeo.awaitMessage(ROOM, "But soft!").getFrom().toString())
                    .isEqualTo(ROOM + "/Romeo");
            assertThat(romeo.awaitMessage(ROOM, "But soft!").getFrom().toString())
                    .isEqualTo(ROOM + "/echo");
            romeo.say(ROOM + "/echo", "Psst");
            assertThat(romeo.awaitMessage(ROOM, "Psst").getFrom().toString()).isEqualTo(ROOM + "/echo");
            room.changeSubject("Love & <strife>");
            Awaitility.await("new subject").until(() -> "Love & <strife>".equals(room.getSubject()));

            room.leave();
            assertThat(room.isJoined()).isFalse();
            romeo.speakIn(ROOM, "m1", "Anybody?");
            assertThat(romeo.awaitBounce("m1").getCondition()).isEqualTo(Condition.not_acceptable);

            MultiUserChat locked = romeo.room("#locked@" + TRANSPORT);
            assertThatThrownBy(() -> locked.join(ROMEO))
                    .isInstanceOfSatisfying(
                            XMPPErrorException.class,
                            e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(Condition.not_authorized));
            locked.join(ROMEO, "open");
            assertThat(locked.isJoined()).isTrue();
        }
    }
}
