package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;

/** Section 2.3. */
final class PingScene implements Scene {

    private static final int PINGS = 5;

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public String about() {
        return "answers each PING by one PONG in time";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        for (int i = 1; i <= PINGS; i++) {
            stage.ping("PONG for PING " + i);
        }
        Actor user = stage.actor().enter();
        stage.ping("PONG while a user is logged in");
        user.logout();
        stage.ping("PONG after the user logged out");
        Texts.holds(!stage.hasPong(), "one PONG for each PING", "more than that");
        return new Verdict.Pass();
    }
}
