package org.libtransport.launcher.kit.scene;

import java.util.Optional;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;

/** Section 5.4. */
final class RoomListScene implements Scene {

    @Override
    public String name() {
        return "room-list";
    }

    @Override
    public String about() {
        return "lists the rooms";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        Optional<Wire.RoomList> own = user.perhaps(Kind.ROOM_LIST, any -> true);
        Optional<Wire.RoomList> list = own.isPresent() ? own : stage.perhaps(Kind.ROOM_LIST);
        user.logout();
        if (list.isEmpty()) {
            return new Verdict.NotAnnounced();
        }
        Texts.same(
                "the number of names in ROOM_LIST",
                list.get().getRoomCount(),
                list.get().getNameCount());
        return new Verdict.Pass();
    }
}
