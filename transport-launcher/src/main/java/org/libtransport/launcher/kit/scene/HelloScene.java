package org.libtransport.launcher.kit.scene;

import java.util.Optional;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;

/** Section 8.1. */
final class HelloScene implements Scene {

    @Override
    public String name() {
        return "hello";
    }

    @Override
    public String about() {
        return "answers HELLO with its own";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has(Extensions.SECTION + "." + Extensions.HELLO)) {
            return new Verdict.NotAnnounced();
        }
        Optional<Wire.Hello> hello = stage.opening().hello();
        Texts.holds(hello.isPresent(), "HELLO as the answer to HELLO", "none");
        int lowest = hello.map(Wire.Hello::getLowestVersion).orElse(0);
        int highest = hello.map(Wire.Hello::getHighestVersion).orElse(0);
        Texts.holds(
                lowest >= 1 && lowest <= highest,
                "versions from 1 up, the lowest not above the highest",
                lowest + " to " + highest);
        return new Verdict.Pass();
    }
}
