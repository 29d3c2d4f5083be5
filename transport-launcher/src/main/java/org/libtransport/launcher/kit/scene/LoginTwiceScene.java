package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;

/** Section 5.1. */
final class LoginTwiceScene implements Scene {

    @Override
    public String name() {
        return "login-twice";
    }

    @Override
    public String about() {
        return "takes a second LOGIN in the place of the first";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        user.enter();
        stage.ping("PONG after the second LOGIN");
        Texts.holds(user.came(Kind.DISCONNECTED).isEmpty(), "the first session ends without a word", "DISCONNECTED");
        if (stage.echo()) {
            user.fence();
            Texts.holds(user.came(Kind.MESSAGE).isEmpty(), "one session, and one echo", "a second echo");
        }
        user.logout();
        return new Verdict.Pass();
    }
}
