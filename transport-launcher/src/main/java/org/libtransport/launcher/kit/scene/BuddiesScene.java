package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 5.1. */
final class BuddiesScene implements Scene {

    @Override
    public String name() {
        return "buddies";
    }

    @Override
    public String about() {
        return "takes the contacts that the transport remembers";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has("features.send_buddies_on_login")) {
            return new Verdict.NotAnnounced();
        }
        Actor user = stage.actor();
        user.login(stage.script().password());
        stage.link()
                .send(
                        Type.TYPE_BUDDIES,
                        Wire.Buddies.newBuilder()
                                .addBuddy(Wire.Buddy.newBuilder()
                                        .setUserName(user.key())
                                        .setBuddyName(stage.script().contact())
                                        .setAlias("as I call it")
                                        .addGroup("Friends")
                                        .setStatus(Wire.StatusType.STATUS_NONE))
                                .build());
        user.entered();
        Actor lonely = stage.echo() ? stage.actor() : user;
        lonely.login(stage.script().password());
        stage.link().send(Type.TYPE_BUDDIES, Wire.Buddies.getDefaultInstance());
        lonely.entered();
        user.logout();
        return new Verdict.Pass();
    }
}
