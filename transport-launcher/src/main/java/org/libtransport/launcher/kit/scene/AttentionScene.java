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

/** Section 5.3: the echo network nudges back. */
final class AttentionScene implements Scene {

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public String about() {
        return "nudges";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        String contact = stage.script().contact();
        user.send(Type.TYPE_ATTENTION, user.messageTo(contact, "Wake up!"));
        Optional<Wire.ConversationMessage> nudge = user.perhaps(Kind.ATTENTION, any -> true);
        if (nudge.isEmpty()) {
            user.logout();
            return new Verdict.NotAnnounced();
        }
        Texts.same("ATTENTION.buddyName", contact, nudge.get().getBuddyName());
        Texts.same("ATTENTION.message", "Wake up!", nudge.get().getMessage());
        user.send(Type.TYPE_ATTENTION, user.messageTo(contact, ""));
        Wire.ConversationMessage silent = user.expect(Kind.ATTENTION, "ATTENTION without a text");
        Texts.same("ATTENTION.message", "", silent.getMessage());
        user.logout();
        return new Verdict.Pass();
    }
}
