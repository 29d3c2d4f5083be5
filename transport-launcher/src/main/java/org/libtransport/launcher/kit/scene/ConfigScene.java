package org.libtransport.launcher.kit.scene;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.libtransport.launcher.kit.stage.Announcement;
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
        Opening opening = stage.opening();
        Map<String, Boolean> announced = opening.announced().values();
        for (Optional<Wire.BackendConfig> later = stage.came(Kind.CONFIG);
                later.isPresent();
                later = stage.came(Kind.CONFIG)) {
            // To say it again does no harm: what came first counts.
            Set<String> late = new TreeSet<>(
                    Announcement.of(List.of(later.get().getConfig())).values().keySet());
            late.removeAll(announced.keySet());
            Texts.holds(
                    late.isEmpty(),
                    "BACKEND_CONFIG before the first PONG",
                    "what came after it: " + String.join(", ", late));
        }
        if (!opening.order().contains(Type.TYPE_BACKEND_CONFIG)) {
            return new Verdict.NotAnnounced();
        }
        List<String> mistakes = opening.announced().mistakes();
        Texts.holds(mistakes.isEmpty(), "sections, and keys that are 1 or 0", String.join(", ", mistakes));
        return new Verdict.Pass();
    }
}
