package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.NETWORK_PASSWORD;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log of a whole session, as it is written unless configured otherwise. */
@Timeout(60)
class QuietLogIT {

    private static final String BODY = "a-body-not-for-the-log-4714";

    @Test
    void neither_secrets_nor_what_people_say_are_logged() throws Exception {
        try (GatewayScene scene = GatewayScene.open()) {
            SmackClient romeo = scene.loginAndRegister("romeo", "phone");
            romeo.say(ECHO, BODY);
            romeo.awaitMessage(ECHO, BODY);
            scene.transport().killBackend();
            romeo.say(ECHO, "id", BODY);
            romeo.awaitMessage(ECHO, BODY);
            romeo.unregister(TRANSPORT);
            romeo.awaitOffline(TRANSPORT);
            assertThat(scene.transport().stop()).isZero();

            assertThat(scene.transport().log())
                    .contains("romeo@localhost")
                    .doesNotContain(BODY)
                    .doesNotContain(NETWORK_PASSWORD)
                    .doesNotContain(scene.componentSecret());
        }
    }

    @Test
    void stopping_leaves_no_process_and_no_pid_file() throws Exception {
        try (GatewayScene scene = GatewayScene.open()) {
            scene.loginAndRegister("romeo", "phone");
            assertThat(scene.transport().stop()).isZero();
            assertThat(scene.transport().resolve("transport.pid")).doesNotExist();
            assertThat(scene.transport().resolve("transport.port")).doesNotExist();
        }
    }
}
