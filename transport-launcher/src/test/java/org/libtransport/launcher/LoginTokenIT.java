package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.NETWORK_PASSWORD;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend gives a token for the password (docs/wire-protocol.md): the transport keeps the token, and only that. */
@Timeout(60)
class LoginTokenIT {

    private GatewayScene scene;

    @BeforeEach
    void open() {
        scene = GatewayScene.openWithOptions(TokenBackend.class.getName());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void the_password_leaves_the_disk_and_the_token_logs_in_after_a_restart() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        ask(romeo, "by password");
        Awaitility.await().until(() -> romeo.isSubscribedTo(TRANSPORT));
        scene.transport().awaitStored("select count(*) from users where password like '{token}%'", 1);
        scene.transport().awaitStored("select count(*) from users where online = 1", 1);
        for (Path file : files()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(NETWORK_PASSWORD)
                    .doesNotContain(TokenBackend.TOKEN);
        }

        assertThat(scene.transport().stop()).isZero();
        romeo.forget();
        scene.transport().launch();
        romeo.awaitOnline(ECHO);
        ask(romeo, "by token");

        assertThat(scene.transport().log()).doesNotContain(NETWORK_PASSWORD).doesNotContain(TokenBackend.TOKEN);
    }

    @Test
    void a_killed_backend_is_replaced_without_the_password() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        ask(romeo, "by password");
        romeo.forget();
        scene.transport().killBackend();

        romeo.awaitOnline(ECHO);
        ask(romeo, "by token");
    }

    @Test
    void a_token_that_is_refused_makes_the_person_register_again() throws Exception {
        SmackClient romeo = scene.loginAndRegister("romeo", "phone");
        romeo.say(ECHO, "revoke");
        romeo.awaitMessage(ECHO, "by password");
        romeo.sendPresence(Presence.Type.unavailable, TRANSPORT);
        romeo.awaitOffline(TRANSPORT);
        romeo.forget();
        romeo.sendPresence(Presence.Type.available, TRANSPORT);

        romeo.awaitMessage(
                "what to do",
                message -> message.getBody() != null
                        && message.getBody().startsWith("Your session was closed. Register again"));
    }

    private static void ask(SmackClient romeo, String answer) throws Exception {
        romeo.say(ECHO, "how?");
        romeo.awaitMessage(ECHO, answer);
    }

    /** All that the transport has written, beside the config file. */
    private Iterable<Path> files() throws IOException {
        Path config = scene.transport().config();
        try (Stream<Path> all = Files.walk(config.getParent())) {
            return all.filter(file -> Files.isRegularFile(file) && !file.equals(config))
                    .toList();
        }
    }
}
