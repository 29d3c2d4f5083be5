package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.MUCRole;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.Occupant;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** What a person does in rooms of the network (XEP-0045), with a library that minds the rules. */
@Timeout(60)
class RoomsIT {

    private static final String ROOM = "#echo@" + TRANSPORT;
    private static final Resourcepart ROMEO = Resourcepart.fromOrThrowUnchecked("Romeo");

    private GatewayScene scene;

    @BeforeEach
    void open() {
        scene = GatewayScene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void finds_the_rooms_and_what_they_are() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");

        assertThat(romeo.rooms(TRANSPORT))
                .containsEntry(ROOM, "Echo")
                .containsEntry("#locked@" + TRANSPORT, "Locked")
                .hasSize(2);
        assertThat(romeo.discover(ROOM).hasIdentity("conference", "text")).isTrue();
        assertThat(romeo.discover(ROOM).containsFeature("http://jabber.org/protocol/muc"))
                .isTrue();
    }

    @Test
    void enters_and_is_told_who_is_there_and_what_it_is_about() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        MultiUserChat room = romeo.room(ROOM);

        Presence own = room.join(ROMEO);

        assertThat(own.getFrom().toString()).isEqualTo(ROOM + "/Romeo");
        assertThat(MUCUser.from(own).getStatus()).containsExactly(MUCUser.Status.PRESENCE_TO_SELF_110);
        assertThat(room.getOccupants()).containsExactlyInAnyOrder(occupant("echo"), occupant("Romeo"));
        Occupant echo = room.getOccupant(occupant("echo"));
        assertThat(echo.getAffiliation()).isEqualTo(MUCAffiliation.admin);
        assertThat(echo.getRole()).isEqualTo(MUCRole.moderator);
        Occupant self = room.getOccupant(occupant("Romeo"));
        assertThat(self.getAffiliation()).isEqualTo(MUCAffiliation.member);
        assertThat(self.getRole()).isEqualTo(MUCRole.participant);
        Awaitility.await("subject").until(() -> "Echo".equals(room.getSubject()));
        romeo.request(new Ping(occupant("Romeo")));
    }

    @Test
    void speaks_and_sees_it_said_under_its_own_id_before_the_answer() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        MultiUserChat room = romeo.room(ROOM);
        room.join(ROMEO);

        room.sendMessage(MessageBuilder.buildMessage("said-1").setBody("But soft!"));

        Message own = romeo.awaitMessage(ROOM, "But soft!");
        assertThat(own.getType()).isEqualTo(Message.Type.groupchat);
        assertThat(own.getFrom().toString()).isEqualTo(ROOM + "/Romeo");
        assertThat(own.getStanzaId()).isEqualTo("said-1");
        Message answer = romeo.awaitMessage(ROOM, "But soft!");
        assertThat(answer.getFrom().toString()).isEqualTo(ROOM + "/echo");
        assertThat(answer.getStanzaId()).isNotEqualTo("said-1");
    }

    @Test
    void changes_the_subject() throws Exception {
        MultiUserChat room = scene.loginAndRegister("romeo", "phone").room(ROOM);
        room.join(ROMEO);
        Awaitility.await("subject").until(() -> "Echo".equals(room.getSubject()));

        room.changeSubject("Love & <strife>");

        Awaitility.await("new subject").until(() -> "Love & <strife>".equals(room.getSubject()));
    }

    @Test
    void speaks_with_one_occupant_alone() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        romeo.room(ROOM).join(ROMEO);

        romeo.say(ROOM + "/echo", "Psst");

        Message answer = romeo.awaitMessage(ROOM, "Psst");
        assertThat(answer.getType()).isEqualTo(Message.Type.chat);
        assertThat(answer.getFrom().toString()).isEqualTo(ROOM + "/echo");
        assertThat(MUCUser.from(answer)).isNotNull();

        romeo.say(ROOM + "/nobody", "p1", "Are you there?");
        assertThat(romeo.awaitBounce("p1").getCondition()).isEqualTo(Condition.item_not_found);
    }

    @Test
    void is_refused_with_the_reason_that_the_network_gives() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");

        assertRefused(() -> romeo.room(ROOM).join(Resourcepart.from("taken")), Condition.conflict);
        assertRefused(() -> romeo.room("#nowhere@" + TRANSPORT).join(ROMEO), Condition.item_not_found);
        MultiUserChat locked = romeo.room("#locked@" + TRANSPORT);
        assertRefused(() -> locked.join(ROMEO), Condition.not_authorized);

        locked.join(ROMEO, "open");
        assertThat(locked.isJoined()).isTrue();
        romeo.room(ROOM).join(ROMEO);
        assertThat(romeo.room(ROOM).isJoined()).isTrue();
    }

    @Test
    void cannot_change_the_nickname_and_keeps_it() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        MultiUserChat room = romeo.room(ROOM);
        room.join(ROMEO);

        assertRefused(() -> room.changeNickname(Resourcepart.from("Montague")), Condition.not_acceptable);

        room.sendMessage("still Romeo");
        assertThat(romeo.awaitMessage(ROOM, "still Romeo").getFrom().toString()).isEqualTo(ROOM + "/Romeo");
    }

    @Test
    void gets_back_what_the_network_refuses_and_what_it_puts_off_comes_later() throws Exception {
        SmackClient phone = scene.loginAndRegister("romeo", "phone");
        MultiUserChat room = phone.room(ROOM);
        room.join(ROMEO);
        SmackClient desk = scene.login("romeo", "desk");
        desk.awaitOnline(TRANSPORT);
        desk.room(ROOM).join(ROMEO);

        room.sendMessage(MessageBuilder.buildMessage("r1").setBody("refuse me"));

        Message bounce = phone.awaitMessage("an error for r1", each -> each.getType() == Message.Type.error);
        assertThat(bounce.getStanzaId()).isEqualTo("r1");
        assertThat(bounce.getFrom().toString()).isEqualTo(ROOM);
        assertThat(bounce.getError().getCondition()).isEqualTo(Condition.not_acceptable);
        assertThat(bounce.getError().getDescriptiveText()).contains("refuses this");

        room.sendMessage(MessageBuilder.buildMessage("r2").setBody("later please"));
        assertThat(phone.awaitMessage(ROOM, "later please").getStanzaId()).isEqualTo("r2");
        desk.awaitMessage(ROOM, "later please");
        desk.assertNothingReceived("an error for another client", RoomsIT::isError);
    }

    @Test
    void leaves_and_cannot_speak_there_any_more() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        MultiUserChat room = romeo.room(ROOM);
        room.join(ROMEO);

        Presence left = room.leave();

        assertThat(MUCUser.from(left).getStatus()).contains(MUCUser.Status.PRESENCE_TO_SELF_110);
        romeo.speakIn(ROOM, "m1", "Anybody?");
        assertThat(romeo.awaitBounce("m1").getCondition()).isEqualTo(Condition.not_acceptable);

        assertThat(room.join(ROMEO).getFrom().toString()).isEqualTo(ROOM + "/Romeo");
    }

    @Test
    void takes_part_with_two_clients_until_the_last_leaves() throws Exception {
        SmackClient phone = scene.loginAndRegister("romeo", "phone");
        MultiUserChat onPhone = phone.room(ROOM);
        onPhone.join(ROMEO);
        phone.speakIn(ROOM, "m1", "from the phone");
        phone.awaitMessage(ROOM, "from the phone");
        phone.awaitMessage(ROOM, "from the phone");
        onPhone.changeSubject("Two");
        SmackClient desk = scene.login("romeo", "desk");
        desk.awaitOnline(TRANSPORT);
        MultiUserChat onDesk = desk.room(ROOM);

        onDesk.join(ROMEO);

        assertThat(onDesk.getOccupants()).containsExactlyInAnyOrder(occupant("echo"), occupant("Romeo"));
        Message before = desk.awaitMessage(ROOM, "from the phone");
        assertThat(before.hasExtension("delay", "urn:xmpp:delay")).isTrue();
        Awaitility.await("subject").until(() -> "Two".equals(onDesk.getSubject()));
        desk.speakIn(ROOM, "m2", "from the desk");
        assertThat(phone.awaitMessage(ROOM, "from the desk").getFrom().toString())
                .isEqualTo(ROOM + "/Romeo");
        assertThat(desk.awaitMessage(ROOM, "from the desk").getStanzaId()).isEqualTo("m2");

        onPhone.leave();
        desk.speakIn(ROOM, "m3", "alone at the desk");
        desk.awaitMessage(ROOM, "alone at the desk");
        assertThat(onDesk.isJoined()).isTrue();
        desk.logout();
        phone.forget();

        // The network has let the user out: the subject is the one that a new stay begins with.
        onPhone.join(ROMEO);
        Awaitility.await("subject").until(() -> "Echo".equals(onPhone.getSubject()));
    }

    private static boolean isError(Stanza stanza) {
        return stanza instanceof Message message && message.getType() == Message.Type.error;
    }

    private static void assertRefused(ThrowingCallable request, Condition expected) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(expected));
    }

    private static EntityFullJid occupant(String nickname) {
        return JidCreate.entityFullFromOrThrowUnchecked(ROOM + "/" + nickname);
    }
}
