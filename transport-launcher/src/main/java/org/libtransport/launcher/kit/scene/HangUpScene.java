package org.libtransport.launcher.kit.scene;

import java.time.Duration;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;

/** Section 2.3. */
final class HangUpScene implements Scene {

    @Override
    public String name() {
        return "hang-up";
    }

    @Override
    public String about() {
        return "ends when the transport is gone";
    }

    @Override
    public boolean endsBackend() {
        return true;
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        stage.actor().enter();
        stage.link().close();
        Duration limit = stage.script().timeout();
        Texts.holds(
                stage.awaitEnd(limit).isPresent(),
                "the end of the program within " + limit.toSeconds() + " s after the connection was closed",
                "it still runs");
        return new Verdict.Pass();
    }
}
