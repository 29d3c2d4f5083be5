package org.libtransport.launcher.kit.scene;

import java.util.Optional;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Script;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;

/** Section 5.2. */
final class ContactsScene implements Scene {

    @Override
    public String name() {
        return "contacts";
    }

    @Override
    public String about() {
        return "reports the contacts after the log-in";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        Script script = stage.script();
        Optional<Wire.Buddy> first = user.perhaps(
                Kind.CONTACT_CHANGED,
                contact -> !stage.echo() || contact.getBuddyName().equals(script.contact()));
        user.logout();
        if (first.isEmpty()) {
            return new Verdict.NotAnnounced();
        }
        Wire.Buddy contact = first.get();
        Texts.holds(!contact.getBuddyName().isEmpty(), "a contact with a name", "BUDDY_CHANGED without one");
        Texts.holds(
                !stage.echo() || contact.getStatus() != Wire.StatusType.STATUS_NONE,
                contact.getBuddyName() + " online",
                "the status " + contact.getStatus());
        return new Verdict.Pass();
    }
}
