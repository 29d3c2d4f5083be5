package org.libtransport.launcher.kit.scene;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Script;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;

/** Sections 1 and 3: all log in at once, and each hears what they said themselves. */
final class ManyUsersScene implements Scene {

    @Override
    public String name() {
        return "users";
    }

    @Override
    public String about() {
        return "keeps many users apart";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO, Need.MANY_USERS);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Script script = stage.script();
        List<Actor> users = new ArrayList<>();
        for (int i = 1; i <= script.users(); i++) {
            users.add(stage.actor(script.user() + i));
        }
        users.forEach(user -> user.login(script.password()));
        for (Actor user : users) {
            user.entered();
        }
        users.forEach(user -> user.says(script.contact(), "from " + user.key()));
        for (Actor user : users) {
            user.hears(script.contact(), "from " + user.key());
        }
        for (Actor user : users) {
            user.fence();
            Texts.holds(
                    user.came(Kind.MESSAGE).isEmpty(),
                    "only what " + user.key() + " said",
                    "something more for this user");
        }
        users.forEach(Actor::logout);
        return new Verdict.Pass();
    }
}
