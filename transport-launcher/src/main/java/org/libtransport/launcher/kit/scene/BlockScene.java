package org.libtransport.launcher.kit.scene;

import java.util.EnumSet;
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

/** Section 5.2: where the field is present, that alone is meant. */
final class BlockScene implements Scene {

    @Override
    public String name() {
        return "block";
    }

    @Override
    public String about() {
        return "blocks and unblocks a contact";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        user.perhaps(
                Kind.CONTACT_CHANGED,
                contact -> contact.getBuddyName().equals(stage.script().contact()));
        user.send(Type.TYPE_BUDDY_CHANGED, blocked(stage, true));
        Optional<Wire.Buddy> blocked = user.perhaps(
                Kind.CONTACT_CHANGED,
                contact -> contact.getBuddyName().equals(stage.script().contact()));
        if (blocked.isEmpty() || !blocked.get().hasBlocked()) {
            user.logout();
            return new Verdict.NotAnnounced();
        }
        Texts.same("BUDDY_CHANGED.blocked", true, blocked.get().getBlocked());
        user.send(Type.TYPE_BUDDY_CHANGED, blocked(stage, false));
        Wire.Buddy again = user.expect(
                Kind.CONTACT_CHANGED,
                contact -> contact.getBuddyName().equals(stage.script().contact()),
                "BUDDY_CHANGED of the contact that is not blocked any more");
        Texts.same("BUDDY_CHANGED.blocked", false, again.getBlocked());
        user.logout();
        return new Verdict.Pass();
    }

    private static Wire.Buddy.Builder blocked(Stage stage, boolean is) {
        return Wire.Buddy.newBuilder()
                .setBuddyName(stage.script().contact())
                .setStatus(Wire.StatusType.STATUS_NONE)
                .setBlocked(is);
    }
}
