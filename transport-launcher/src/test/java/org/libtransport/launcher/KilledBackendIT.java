package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend process dies under its users. */
@Timeout(60)
class KilledBackendIT {

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
    void the_user_is_told_once_and_talks_on_over_another_backend() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        romeo.say(ECHO, "before");
        romeo.awaitMessage(ECHO, "before");
        romeo.forget();
        assertThat(scene.transport().backends()).hasSize(1);

        scene.transport().killBackend();

        Message told = romeo.awaitMessage("a sentence of the transport", KilledBackendIT::isFromTransport);
        assertThat(told.getBody()).contains("again");
        romeo.awaitOffline(ECHO);
        romeo.awaitOnline(TRANSPORT);
        romeo.awaitOnline(ECHO);
        romeo.say(ECHO, "after");
        romeo.awaitMessage(ECHO, "after");
        romeo.assertNothingReceived(
                "a second sentence", stanza -> stanza instanceof Message message && isFromTransport(message));
    }

    @Test
    void what_is_said_while_no_backend_is_there_is_delivered_or_returned() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        scene.transport().killBackend();
        for (int i = 0; i < 20; i++) {
            romeo.say(ECHO, "n" + i, "number " + i);
        }
        for (int i = 0; i < 20; i++) {
            String id = "n" + i;
            String body = "number " + i;
            romeo.awaitMessage(
                    "echo or error of " + id,
                    message -> message.getType() == Message.Type.error
                            ? id.equals(message.getStanzaId())
                            : body.equals(message.getBody()));
        }
    }

    private static boolean isFromTransport(Message message) {
        return message.getFrom().toString().equals(TRANSPORT);
    }
}
