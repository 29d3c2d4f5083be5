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

/** Section 5.2, from the transport. */
final class RosterScene implements Scene {

    private static final String NAME = "new-friend";

    @Override
    public String name() {
        return "roster";
    }

    @Override
    public String about() {
        return "adds, renames and removes a contact";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        user.send(
                Type.TYPE_BUDDY_CHANGED,
                contact("New friend").addGroup("Friends").addGroup("😀"));
        Optional<Wire.Buddy> added = user.perhaps(
                Kind.CONTACT_CHANGED, contact -> contact.getBuddyName().equals(NAME));
        if (added.isEmpty()) {
            user.logout();
            return new Verdict.NotAnnounced();
        }
        Texts.same(
                "the alias of the contact that was added",
                "New friend",
                added.get().getAlias());
        Texts.same(
                "its groups", List.of("Friends", "😀"), List.copyOf(added.get().getGroupList()));
        user.send(Type.TYPE_BUDDY_CHANGED, contact("Old friend").addGroup("Friends"));
        Wire.Buddy renamed = user.expect(
                Kind.CONTACT_CHANGED,
                contact -> contact.getBuddyName().equals(NAME),
                "BUDDY_CHANGED of the contact that was renamed");
        Texts.same("the alias of the contact that was renamed", "Old friend", renamed.getAlias());
        user.send(Type.TYPE_BUDDY_REMOVED, contact("Old friend"));
        Wire.Buddy removed = user.expect(Kind.CONTACT_REMOVED, "BUDDY_REMOVED of the contact that was removed");
        Texts.same("BUDDY_REMOVED.buddyName", NAME, removed.getBuddyName());
        user.logout();
        return new Verdict.Pass();
    }

    private static Wire.Buddy.Builder contact(String alias) {
        return Wire.Buddy.newBuilder().setBuddyName(NAME).setAlias(alias).setStatus(Wire.StatusType.STATUS_NONE);
    }
}
