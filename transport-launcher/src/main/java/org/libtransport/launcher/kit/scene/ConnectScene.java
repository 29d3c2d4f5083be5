package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;

/** docs/wire-protocol.md section 2: the stage is ready only after that. */
final class ConnectScene implements Scene {

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String about() {
        return "connects, and answers the first PING";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        // The stage has seen it.
        return new Verdict.Pass();
    }
}
