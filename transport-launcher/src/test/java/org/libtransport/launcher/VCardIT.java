package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jxmpp.jid.impl.JidCreate;

/** vCards through a real server: those of contacts, and the user's own on its way to the network (XEP-0054, XEP-0153). */
@Timeout(60)
class VCardIT {

    private GatewayScene scene;

    @BeforeEach
    void open() {
        scene = GatewayScene.open(PortraitBackend.class.getName(), "vcard");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_contact_and_the_transport_tell_who_they_are() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");

        VCard contact = romeo.request(question(ECHO));
        assertThat(contact.getField("FN")).isEqualTo("Full echo");
        assertThat(contact.getNickName()).isEqualTo("Nick echo");
        assertThat(contact.getAvatar()).isEqualTo(PortraitBackend.PICTURE);
        assertThat(contact.getAvatarMimeType()).isEqualTo("image/png");

        VCard transport = romeo.request(question(TRANSPORT));
        assertThat(transport.getField("FN")).isNotEmpty();
        assertThat(transport.getAvatar()).isNull();
    }

    @Test
    void a_new_picture_of_the_user_reaches_the_network_once() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        VCard own = new VCard();
        own.setType(IQ.Type.set);
        own.setNickName("Rom");
        own.setAvatar("face".getBytes(StandardCharsets.UTF_8), "image/png");
        romeo.request(own);

        romeo.showPicture("4f2a1e0c");
        romeo.awaitMessage(ECHO, "You are Rom with face");
        romeo.showPicture("4f2a1e0c");

        romeo.request(question(ECHO));
        romeo.assertNothingReceived(
                "the same picture again", stanza -> stanza instanceof Message message && message.getBody() != null);
    }

    @Test
    @Timeout(90)
    void who_asks_for_a_vcard_that_never_comes_gets_an_error_and_no_empty_one() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        VCard question = question(PortraitBackend.SECRETIVE + '@' + TRANSPORT);

        assertThatThrownBy(() -> romeo.request(question, Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        XMPPErrorException.class,
                        e -> assertThat(e.getStanzaError().getCondition())
                                .isEqualTo(StanzaError.Condition.remote_server_timeout));
    }

    private static VCard question(String of) throws Exception {
        VCard question = new VCard();
        question.setType(IQ.Type.get);
        question.setTo(JidCreate.from(of));
        return question;
    }
}
