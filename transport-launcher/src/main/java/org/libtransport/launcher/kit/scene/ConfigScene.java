package org.libtransport.launcher.kit.scene;

import java.util.List;
import java.util.Optional;
import org.libtransport.launcher.kit.stage.Opening;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 6. */
final class ConfigScene implements Scene {

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String about() {
        return "announces itself before the first PONG";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        stage.ping("PONG");
        Optional<Wire.BackendConfig> late = stage.came(Kind.CONFIG);
        Texts.holds(late.isEmpty(), "BACKEND_CONFIG before the first PONG", "it came after it");
        Opening opening = stage.opening();
        if (!opening.order().contains(Type.TYPE_BACKEND_CONFIG)) {
            return new Verdict.NotAnnounced();
        }
        List<String> mistakes = opening.announced().mistakes();
        Texts.holds(mistakes.isEmpty(), "sections, and keys that are 1 or 0", String.join(", ", mistakes));
        return new Verdict.Pass();
    }
}
