package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
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
        scene = GatewayScene.open(DiaryBackend.class.getName(), "smacks");
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

    /** The link has no acknowledgements (XEP-0114), but what is not even written to it waits for the next one. */
    @Test
    void what_the_network_says_meanwhile_is_delivered_afterwards() throws Exception {
        SmackClient before = scene.loginAndRegister("romeo", "phone");
        scene.transport().freezeBackend(true);
        for (int i = 0; i < 50; i++) {
            before.say(ECHO, "number " + i);
        }
        before.ping(TRANSPORT);
        scene.prosody().kill();
        scene.transport().awaitLog("is lost");
        scene.transport().freezeBackend(false);
        scene.transport().await("everything said", () -> diary().size() == 50);

        scene.prosody().start();
        SmackClient after = scene.login("romeo", "phone");
        for (int i = 0; i < 50; i++) {
            after.awaitMessage(ECHO, "number " + i);
        }
    }

    /** What the server has acknowledged to its user (XEP-0198) reaches the network or comes back with an error. */
    @Test
    void no_message_to_the_network_is_lost_silently() throws Exception {
        SmackClient before = scene.loginAndRegister("romeo", "phone");
        CompletableFuture<Void> talking = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; before.isConnected(); i++) {
                    before.say(ECHO, "n" + i, "n" + i);
                }
            } catch (Exception disconnected) {
                // So all is said.
            }
        });
        Awaitility.await("messages under way").until(() -> before.acknowledged().size() > 50);
        scene.prosody().stop();
        talking.join();
        scene.prosody().start();
        SmackClient after = scene.login("romeo", "phone");
        scene.awaitLink(2);
        after.awaitOnline(ECHO);
        after.say(ECHO, "the last one");
        after.awaitMessage(ECHO, "the last one");

        Set<String> missing = new TreeSet<>(before.acknowledged());
        assertThat(missing).as("messages the server took").hasSizeGreaterThan(50);
        missing.removeAll(diary());
        missing.removeAll(before.returned());
        missing.removeAll(after.returned());
        assertThat(missing).as("neither delivered nor returned").isEmpty();
    }

    private List<String> diary() {
        try {
            Path file = scene.transport().resolve("diary");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
