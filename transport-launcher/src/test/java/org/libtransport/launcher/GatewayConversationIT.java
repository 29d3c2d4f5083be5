package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.NETWORK_PASSWORD;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.awaitility.Awaitility;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.iqregister.packet.Registration;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jivesoftware.smackx.receipts.DeliveryReceiptRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person does with a transport that is a component of their XMPP server (XEP-0100). */
@Timeout(60)
class GatewayConversationIT {

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
    void finds_the_transport_and_what_it_offers() throws Exception {
        DiscoverInfo info = scene.login("romeo", "phone").discover(TRANSPORT);
        assertThat(info.hasIdentity("gateway", null)
                        || info.getIdentities().stream()
                                .anyMatch(identity -> identity.getCategory().equals("gateway")))
                .as("a gateway")
                .isTrue();
        assertThat(info.containsFeature("jabber:iq:register")).isTrue();
    }

    @Test
    void registers_and_sees_the_contacts_of_the_network_come_online() throws Exception {
        SmackClient romeo = scene.login("romeo", "phone");
        Registration form = romeo.registrationForm(TRANSPORT);
        assertThat(form.getAttributes()).containsKeys("username", "password").doesNotContainKey("registered");

        romeo.register(TRANSPORT, "romeo", NETWORK_PASSWORD);

        romeo.awaitOnline(TRANSPORT);
        romeo.awaitOnline(ECHO);
        Awaitility.await().until(() -> romeo.isSubscribedTo(TRANSPORT) && romeo.isSubscribedTo(ECHO));
        assertThat(romeo.registrationForm(TRANSPORT).getAttributes())
                .containsKey("registered")
                .containsEntry("username", "romeo");
    }

    @Test
    void talks_with_a_contact_and_sees_it_type() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");

        romeo.type(ECHO, ChatState.composing);
        romeo.awaitChatState(ECHO, ChatState.composing);
        romeo.say(ECHO, "What's in a <name> & \"why\"? \uD83C\uDF39");
        romeo.awaitMessage(ECHO, "What's in a <name> & \"why\"? \uD83C\uDF39");
        romeo.type(ECHO, ChatState.paused);
        romeo.awaitChatState(ECHO, ChatState.paused);
    }

    @Test
    void keeps_the_order_of_many_messages() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        for (int i = 0; i < 200; i++) {
            romeo.say(ECHO, "line " + i);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(romeo.awaitMessage("the next line", message -> message.getBody() != null)
                            .getBody())
                    .isEqualTo("line " + i);
        }
    }

    @Test
    void uses_a_second_device_at_the_same_time() throws Exception {
        SmackClient phone = scene.loginAndRegister("romeo", "phone");
        SmackClient desk = scene.login("romeo", "desk");

        desk.awaitOnline(TRANSPORT);
        desk.awaitOnline(ECHO);
        desk.say(ECHO, "from the desk");
        desk.awaitMessage(ECHO, "from the desk");

        desk.logout();
        phone.say(ECHO, "still here");
        phone.awaitMessage(ECHO, "still here");
    }

    @Test
    void does_not_see_contacts_any_more_after_leaving_the_transport() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        romeo.forget();

        romeo.sendPresence(Presence.Type.unavailable, TRANSPORT);
        romeo.awaitOffline(ECHO);
        romeo.awaitOffline(TRANSPORT);

        romeo.sendPresence(Presence.Type.available, TRANSPORT);
        romeo.awaitOnline(TRANSPORT);
        romeo.awaitOnline(ECHO);
    }

    @Test
    void logs_out_and_finds_everything_again_the_next_day() throws Exception {
        scene.loginAndRegister("romeo", "phone").logout();
        scene.transport().awaitLog("romeo@localhost is logged out");

        SmackClient romeo = scene.login("romeo", "phone");
        romeo.awaitOnline(TRANSPORT);
        romeo.awaitOnline(ECHO);
        romeo.say(ECHO, "good morning");
        romeo.awaitMessage(ECHO, "good morning");
    }

    @Test
    void unregisters_and_has_nothing_left_of_the_network() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        Awaitility.await().until(() -> romeo.isSubscribedTo(TRANSPORT) && romeo.isSubscribedTo(ECHO));
        romeo.forget();

        romeo.unregister(TRANSPORT);

        romeo.awaitOffline(ECHO);
        Awaitility.await().until(() -> !romeo.isSubscribedTo(TRANSPORT) && !romeo.isSubscribedTo(ECHO));
        assertThat(romeo.registrationForm(TRANSPORT).getAttributes()).doesNotContainKey("registered");
    }

    @Test
    void is_told_that_the_network_refuses_the_password() throws Exception {
        SmackClient romeo = scene.login("romeo", "phone");
        romeo.register(TRANSPORT, "romeo", "wrong");
        String text = romeo.awaitMessage(
                        "a sentence of the transport",
                        message -> message.getFrom().toString().equals(TRANSPORT))
                .getBody();
        assertThat(text).contains("Wrong password");
    }

    @Test
    void cannot_register_without_a_user_name() throws Exception {
        SmackClient romeo = scene.login("romeo", "phone");
        assertThatThrownBy(() -> romeo.register(TRANSPORT, "", NETWORK_PASSWORD))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition()).isEqualTo(Condition.not_acceptable));
    }

    @Test
    void gets_a_receipt_for_what_the_network_delivered_and_may_send_one() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        assertThat(romeo.discover(ECHO + "/bot").containsFeature(DeliveryReceipt.NAMESPACE))
                .isTrue();

        romeo.say(ECHO, "r1", "Did it arrive?", new DeliveryReceiptRequest());
        Message receipt = romeo.awaitMessage("a receipt", message -> DeliveryReceipt.from(message) != null);
        assertThat(DeliveryReceipt.from(receipt).getId()).isEqualTo("r1");
        assertThat(receipt.getFrom().asBareJid().toString()).isEqualTo(ECHO);

        Message heard = romeo.awaitMessage(ECHO, "Did it arrive?");
        romeo.acknowledge(heard);
        romeo.say(ECHO, "No receipt for this");
        romeo.awaitMessage(ECHO, "No receipt for this");
        romeo.assertNothingReceived(
                "an error or a second receipt",
                stanza -> stanza instanceof Message message
                        && (message.getType() == Message.Type.error || DeliveryReceipt.from(message) != null));
    }
}
