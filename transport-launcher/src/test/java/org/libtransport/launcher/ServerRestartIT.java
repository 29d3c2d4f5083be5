package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The XMPP server is stopped and started again while people talk. */
@Timeout(60)
class ServerRestartIT {

    private GatewayScene scene;

    @BeforeEach
    void open() {
        scene = GatewayScene.open("smacks", "offline");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void users_come_back_by_themselves() throws Exception {
        SmackClient before = scene.loginAndRegister("romeo", "phone");
        before.say(ECHO, "before");
        before.awaitMessage(ECHO, "before");

        scene.prosody().stop();
        scene.prosody().start();
        SmackClient after = scene.login("romeo", "phone");

        scene.awaitLink(2);
        after.awaitOnline(TRANSPORT);
        after.awaitOnline(ECHO);
        after.say(ECHO, "after");
        after.awaitMessage(ECHO, "after");
    }

    @Test
    void a_server_that_dies_without_a_word_is_no_different() throws Exception {
        scene.loginAndRegister("romeo", "phone");

        scene.prosody().kill();
        scene.prosody().start();
        SmackClient after = scene.login("romeo", "phone");

        scene.awaitLink(2);
        after.awaitOnline(ECHO);
        after.say(ECHO, "after");
        after.awaitMessage(ECHO, "after");
    }

    /** The server has acknowledged a message (XEP-0198): then it is echoed or comes back with an error. */
    @Test
    void no_accepted_message_is_lost_silently() throws Exception {
        SmackClient before = scene.loginAndRegister("romeo", "phone");
        CompletableFuture<Void> talking = CompletableFuture.runAsync(() -> {
            for (int i = 0; before.isConnected() && i < 20_000; i++) {
                try {
                    before.say(ECHO, "n" + i, "number " + i);
                } catch (Exception disconnected) {
                    return;
                }
            }
        });
        Awaitility.await("messages under way").until(() -> before.acknowledged().size() > 50);
        scene.prosody().stop();
        talking.join();
        scene.prosody().start();
        SmackClient after = scene.login("romeo", "phone");
        scene.awaitLink(2);
        after.awaitOnline(ECHO);
        after.say(ECHO, "last", "the last one");
        after.awaitMessage(ECHO, "the last one");

        Set<String> missing = new TreeSet<>(before.acknowledged());
        assertThat(missing).as("messages the server took").hasSizeGreaterThan(50);
        Awaitility.await().untilAsserted(() -> {
            for (SmackClient client : new SmackClient[] {before, after}) {
                Message answer;
                while ((answer = client.take(Message.class, any -> true)) != null) {
                    missing.remove(
                            answer.getType() == Message.Type.error
                                    ? answer.getStanzaId()
                                    : String.valueOf(answer.getBody()).replace("number ", "n"));
                }
            }
            assertThat(missing).as("neither echoed nor returned").isEmpty();
        });
    }
}
