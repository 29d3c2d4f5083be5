package org.libtransport.launcher.kit.scene;

import java.util.EnumSet;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire;

/** Section 5.4. */
final class RefusedRoomsScene implements Scene {

    @Override
    public String name() {
        return "refused-rooms";
    }

    @Override
    public String about() {
        return "says why a room cannot be joined";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has("features.muc")) {
            return new Verdict.NotAnnounced();
        }
        Actor user = stage.actor().enter();
        RoomTalk locked = new RoomTalk(stage, user, "#locked", "juliet");
        locked.join("guessed");
        locked.refused(Wire.ParticipantFlag.PARTICIPANT_FLAG_NOT_AUTHORIZED);
        locked.leave();
        locked.join("open");
        locked.entered();
        locked.leave();
        RoomTalk nowhere = new RoomTalk(stage, user, "#nowhere", "juliet");
        nowhere.join("");
        nowhere.refused(Wire.ParticipantFlag.PARTICIPANT_FLAG_ROOM_NOT_FOUND);
        nowhere.leave();
        RoomTalk taken = new RoomTalk(stage, user, stage.script().room(), "taken");
        taken.join("");
        taken.refused(Wire.ParticipantFlag.PARTICIPANT_FLAG_CONFLICT);
        taken.leave();
        user.fence();
        user.logout();
        return new Verdict.Pass();
    }
}
