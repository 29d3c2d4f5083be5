package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;

/** Section 5.1. */
final class LoginScene implements Scene {

    @Override
    public String name() {
        return "login";
    }

    @Override
    public String about() {
        return "logs in, and reports it once";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        stage.ping("PONG after the log-in");
        Texts.holds(user.came(Kind.CONNECTED).isEmpty(), "one CONNECTED", "a second one");
        Texts.holds(user.came(Kind.DISCONNECTED).isEmpty(), "a session that goes on", "DISCONNECTED after CONNECTED");
        user.logout();
        return new Verdict.Pass();
    }
}
