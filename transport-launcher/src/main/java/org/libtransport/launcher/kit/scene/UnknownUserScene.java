package org.libtransport.launcher.kit.scene;

import java.util.List;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 1: they are skipped. */
final class UnknownUserScene implements Scene {

    @Override
    public String name() {
        return "unknown-user";
    }

    @Override
    public String about() {
        return "skips frames about users who are not there";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor stranger = stage.actor();
        stranger.logout();
        stranger.says(stage.script().contact(), "Is anybody there?");
        stranger.send(
                Type.TYPE_BUDDY_TYPING,
                Wire.Buddy.newBuilder().setBuddyName(stage.script().contact()));
        stage.ping("PONG after frames about a user who is not logged in");
        for (Kind<?> kind : List.of(Kind.MESSAGE, Kind.CONNECTED)) {
            Texts.holds(
                    stranger.came(kind).isEmpty(),
                    "nothing about a user who is not logged in",
                    kind.word() + ", as if the user were");
        }
        return new Verdict.Pass();
    }
}
