package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.muc.packet.MUCUser.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jxmpp.jid.parts.Resourcepart;

/** What happens to those in a room (XEP-0045 sections 7.6, 8.2), and to the room when its network is away. */
@Timeout(90)
class RoomChangesIT {

    private static final String ROOM = "#echo@" + TRANSPORT;

    private GatewayScene scene;
    private SmackClient romeo;
    private MultiUserChat room;

    @BeforeEach
    void open() throws Exception {
        scene = GatewayScene.openWithOptions(
                "org.libtransport.launcher.CrowdBackend", "service.idle_reconnect_time = 3");
        romeo = scene.loginAndRegister("romeo", "phone");
        room = romeo.room(ROOM);
        room.join(Resourcepart.from("Romeo"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void somebody_comes_takes_another_name_and_goes() throws Exception {
        room.sendMessage(CrowdBackend.COME);
        romeo.awaitOnline(ROOM + "/Juliet");
        room.sendMessage(CrowdBackend.RENAME);
        Presence renamed = romeo.awaitOffline(ROOM + "/Juliet");
        assertThat(MUCUser.from(renamed).getStatus()).containsExactly(Status.NEW_NICKNAME_303);
        assertThat(MUCUser.from(renamed).getItem().getNick()).hasToString("Capulet");
        romeo.awaitOnline(ROOM + "/Capulet");
        room.sendMessage(CrowdBackend.GO);
        Presence gone = romeo.awaitOffline(ROOM + "/Capulet");
        assertThat(MUCUser.from(gone).getStatus()).isEmpty();
        Awaitility.await("two occupants").until(() -> room.getOccupantsCount() == 2);
    }

    @Test
    void the_network_gives_the_user_another_name() throws Exception {
        room.sendMessage(CrowdBackend.RENAME_USER);
        Presence renamed = romeo.awaitOffline(ROOM + "/Romeo");
        assertThat(statuses(renamed)).containsExactlyInAnyOrder(Status.NEW_NICKNAME_303, Status.PRESENCE_TO_SELF_110);
        Presence own = romeo.awaitOnline(ROOM + "/" + CrowdBackend.NEW_NAME);
        assertThat(statuses(own)).contains(Status.PRESENCE_TO_SELF_110);
        assertThat(room.isJoined()).isTrue();
    }

    @Test
    void the_user_is_thrown_out() throws Exception {
        room.sendMessage(CrowdBackend.KICK_USER);
        Presence kicked = romeo.awaitOffline(ROOM + "/Romeo");
        assertThat(statuses(kicked)).containsExactlyInAnyOrder(Status.KICKED_307, Status.PRESENCE_TO_SELF_110);
        assertThat(MUCUser.from(kicked).getItem().getReason()).isEqualTo(CrowdBackend.WHY);
        Awaitility.await("out").until(() -> !room.isJoined());
    }

    @Test
    void a_killed_backend_is_nothing_that_happens_in_the_room() throws Exception {
        String before = awaitWelcome();
        romeo.forget();

        scene.transport().killBackend();
        romeo.awaitOffline(TRANSPORT);
        romeo.speakIn(ROOM, "m1", "said meanwhile");

        assertThat(awaitWelcome()).isNotEqualTo(before);
        assertThat(romeo.awaitMessage(ROOM, "said meanwhile").getStanzaId()).isEqualTo("m1");
        assertNobodyCameOrWent();
    }

    @Test
    void an_idle_user_who_moves_to_another_backend_stays_in_the_room() throws Exception {
        String before = awaitWelcome();
        romeo.forget();

        assertThat(awaitWelcome()).isNotEqualTo(before);
        romeo.speakIn(ROOM, "m1", "after the move");
        assertThat(romeo.awaitMessage(ROOM, "after the move").getStanzaId()).isEqualTo("m1");
        assertNobodyCameOrWent();
    }

    @Test
    void a_stop_of_the_transport_ends_the_stay() throws Exception {
        scene.transport().stop();

        Presence gone = romeo.awaitOffline(ROOM + "/Romeo");
        assertThat(statuses(gone)).containsExactlyInAnyOrder(Status.PRESENCE_TO_SELF_110, Status.create(332));
        Awaitility.await("out").until(() -> !room.isJoined());
    }

    @Test
    void a_client_finds_out_that_a_killed_transport_has_forgotten_the_stay() throws Exception {
        // What is written behind is on disk a second later.
        scene.transport().awaitStored("select count(*) from users where online = 1", 1);
        Awaitility.await().until(() -> romeo.isSubscribedTo(TRANSPORT));
        scene.transport().kill();
        romeo.forget();
        scene.transport().launch();
        scene.awaitLink(2);
        romeo.awaitOnline(TRANSPORT);

        assertThatThrownBy(() -> romeo.ping(ROOM + "/Romeo"))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(Condition.not_acceptable));
        romeo.speakIn(ROOM, "m1", "Am I in?");
        assertThat(romeo.awaitBounce("m1").getCondition()).isEqualTo(Condition.not_acceptable);

        romeo.forget();
        romeo.sendPresence(Presence.Type.available, ROOM + "/Romeo");
        assertThat(statuses(romeo.awaitOnline(ROOM + "/Romeo"))).contains(Status.PRESENCE_TO_SELF_110);
        romeo.ping(ROOM + "/Romeo");
    }

    /** What the process says that lets the user in. */
    private String awaitWelcome() {
        return Awaitility.await("a welcome")
                .atMost(Duration.ofSeconds(45))
                .until(
                        () -> romeo.take(
                                Message.class,
                                message -> message.getBody() != null
                                        && message.getBody().startsWith(CrowdBackend.WELCOME)),
                        Objects::nonNull)
                .getBody();
    }

    private void assertNobodyCameOrWent() {
        assertThat(room.isJoined()).isTrue();
        assertThat(room.getOccupantsCount()).isEqualTo(2);
        romeo.assertNothingReceived(
                "a presence of the room",
                stanza -> stanza instanceof Presence
                        && stanza.getFrom().toString().startsWith(ROOM));
    }

    private static Set<Status> statuses(Presence presence) {
        return MUCUser.from(presence).getStatus();
    }
}
