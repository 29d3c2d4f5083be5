package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;

/** Section 5.4. */
final class RoomsScene implements Scene {

    @Override
    public String name() {
        return "rooms";
    }

    @Override
    public String about() {
        return "joins a room, talks there and leaves";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has("features.muc")) {
            return new Verdict.NotAnnounced();
        }
        Actor user = stage.actor().enter();
        RoomTalk room = new RoomTalk(stage, user, stage.script().room(), "juliet");
        room.join("");
        room.entered();
        if (stage.echo()) {
            room.talk();
            room.setSubject();
            room.whisper();
        }
        room.leave();
        room.join("");
        room.entered();
        room.leave();
        user.logout();
        return new Verdict.Pass();
    }
}
