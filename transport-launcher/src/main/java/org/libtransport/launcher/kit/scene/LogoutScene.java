package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;

/** Section 5.1. */
final class LogoutScene implements Scene {

    @Override
    public String name() {
        return "logout";
    }

    @Override
    public String about() {
        return "logs out, and in again";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        user.logout();
        stage.ping("PONG after LOGOUT");
        user.enter();
        user.logout();
        return new Verdict.Pass();
    }
}
