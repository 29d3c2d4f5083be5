package org.libtransport.launcher.kit.scene;

import java.time.Duration;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 2.3. The exit code is not looked at: backends of Spectrum 2 end with 1. */
final class ExitScene implements Scene {

    /** A transport sends SIGTERM after 2 s; a machine that checks may be slower than one that serves. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "exit";
    }

    @Override
    public String about() {
        return "ends when it is told to";
    }

    @Override
    public boolean endsBackend() {
        return true;
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        stage.actor().enter();
        stage.link().send(Type.TYPE_EXIT);
        Texts.holds(
                stage.awaitEnd(LIMIT).isPresent(),
                "the end of the program within " + LIMIT.toSeconds() + " s of EXIT",
                "it still runs");
        return new Verdict.Pass();
    }
}
