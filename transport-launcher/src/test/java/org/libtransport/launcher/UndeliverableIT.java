package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot be delivered comes back with an error that says why (RFC 6120 section 8.3); nothing ends in silence. */
@Timeout(60)
class UndeliverableIT {

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
    void bounces_messages_of_a_stranger_who_is_not_registered() throws Exception {
        SmackClient juliet = scene.login("juliet", "phone");
        juliet.say(ECHO, "m1", "Is anybody there?");
        assertThat(juliet.awaitBounce("m1").getCondition()).isEqualTo(Condition.registration_required);
    }

    @Test
    void bounces_messages_of_a_user_who_has_left_the_transport() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        romeo.sendPresence(Presence.Type.unavailable, TRANSPORT);
        scene.transport().awaitLog("romeo@localhost is logged out");
        romeo.say(ECHO, "m2", "Are you still there?");
        assertThat(romeo.awaitBounce("m2").getCondition()).isEqualTo(Condition.recipient_unavailable);
    }

    @Test
    void answers_what_people_say_to_the_transport_itself() throws Exception {
        SmackClient romeo = scene.login("romeo", "phone");
        romeo.say(TRANSPORT, "Who are you?");
        romeo.awaitMessage(TRANSPORT, "I do not know this command. Write help to see all.");
        romeo.say(TRANSPORT, "register romeo " + GatewayScene.NETWORK_PASSWORD);
        romeo.awaitMessage(
                TRANSPORT, "You are registered. Your password may be in the history of this chat: delete it there.");
        romeo.awaitOnline(ECHO);
        romeo.say(TRANSPORT, "unregister yes");
        romeo.awaitMessage(TRANSPORT, "You are not registered any more.");
        assertThat(scene.transport().log()).doesNotContain(GatewayScene.NETWORK_PASSWORD);
    }

    @Test
    void answers_requests_that_nobody_understands() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        for (String address : new String[] {TRANSPORT, ECHO, ECHO + "/bot"}) {
            assertThatThrownBy(() -> romeo.request(new UnknownRequest(address)))
                    .as(address)
                    .isInstanceOfSatisfying(
                            XMPPErrorException.class,
                            e -> assertThat(e.getStanzaError().getCondition())
                                    .isIn(Condition.service_unavailable, Condition.feature_not_implemented));
        }
    }

    @Test
    void returns_messages_that_waited_for_a_network_which_then_refuses_the_user() throws Exception {
        SmackClient romeo = scene.login("romeo", "phone");
        romeo.register(TRANSPORT, "romeo", "wrong");
        romeo.say(ECHO, "m4", "Let me in!");
        assertThat(romeo.awaitBounce("m4").getCondition())
                .isIn(Condition.not_authorized, Condition.recipient_unavailable);
    }
}
