package org.libtransport.launcher.kit.scene;

import java.util.List;
import org.libtransport.launcher.kit.stage.Opening;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 8.2. The environment has a token for every backend that is started; old ones do not look. */
final class TokenScene implements Scene {

    @Override
    public String name() {
        return "token";
    }

    @Override
    public String about() {
        return "sends its token as the first frame";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Opening opening = stage.opening();
        if (opening.tokens().isEmpty()) {
            return new Verdict.NotAnnounced();
        }
        Texts.same("the first frame", Type.TYPE_TOKEN, opening.order().get(0));
        Texts.holds(opening.tokens().size() == 1, "one TOKEN", opening.tokens().size() + " of them");
        Texts.holds(
                opening.tokens().equals(List.of(stage.token())),
                "the token of " + Extensions.TOKEN_VARIABLE,
                "another one");
        return new Verdict.Pass();
    }
}
