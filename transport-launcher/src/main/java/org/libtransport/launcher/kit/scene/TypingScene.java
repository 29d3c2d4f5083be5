package org.libtransport.launcher.kit.scene;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 5.2: the echo network repeats it. */
final class TypingScene implements Scene {

    @Override
    public String name() {
        return "typing";
    }

    @Override
    public String about() {
        return "tells who is typing";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        String contact = stage.script().contact();
        user.fence();
        user.send(Type.TYPE_BUDDY_TYPING, Wire.Buddy.newBuilder().setBuddyName(contact));
        Optional<Wire.Buddy> typing = user.perhaps(Kind.TYPING, any -> true);
        if (typing.isEmpty()) {
            user.logout();
            return new Verdict.NotAnnounced();
        }
        Texts.same("BUDDY_TYPING.buddyName", contact, typing.get().getBuddyName());
        for (Kind<Wire.Buddy> kind : List.of(Kind.TYPED, Kind.STOPPED_TYPING)) {
            user.send(kind.type(), Wire.Buddy.newBuilder().setBuddyName(contact));
            Wire.Buddy state = user.expect(kind, kind.word() + " as the echo of " + kind.word());
            Texts.same(kind.word() + ".buddyName", contact, state.getBuddyName());
        }
        user.logout();
        return new Verdict.Pass();
    }
}
