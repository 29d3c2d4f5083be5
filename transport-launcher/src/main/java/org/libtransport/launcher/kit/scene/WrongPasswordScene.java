package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;

/** Sections 4 and 5.1: the number decides whether the transport tries again by itself. */
final class WrongPasswordScene implements Scene {

    private static final int AUTHENTICATION_FAILED = 2;

    @Override
    public String name() {
        return "wrong-password";
    }

    @Override
    public String about() {
        return "refuses a wrong password for good";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor();
        user.login(stage.script().wrongPassword());
        Wire.Disconnected refused;
        try {
            refused = user.expect(Kind.DISCONNECTED, "DISCONNECTED for a log-in with a wrong password");
        } catch (Unmet e) {
            Texts.holds(
                    user.came(Kind.CONNECTED).isEmpty(),
                    "DISCONNECTED for a log-in with a wrong password",
                    "CONNECTED");
            throw e;
        }
        Texts.same("DISCONNECTED.error", AUTHENTICATION_FAILED, refused.getError());
        Texts.holds(user.came(Kind.CONNECTED).isEmpty(), "DISCONNECTED alone", "CONNECTED as well");
        Actor next = stage.actor(user.legacyName()).enter();
        next.logout();
        return new Verdict.Pass();
    }
}
