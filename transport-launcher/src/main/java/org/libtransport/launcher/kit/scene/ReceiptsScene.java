package org.libtransport.launcher.kit.scene;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;

/** Section 5.3: CONV_MESSAGE_ACK. */
final class ReceiptsScene implements Scene {

    @Override
    public String name() {
        return "receipts";
    }

    @Override
    public String about() {
        return "confirms what the contact has got";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has("features.receipts")) {
            return new Verdict.NotAnnounced();
        }
        Actor user = stage.actor().enter();
        String contact = stage.script().contact();
        for (String id : List.of("kit-1", "kit-2", "\"<&>' 😀")) {
            user.says(user.messageTo(contact, "with the id " + id).setId(id));
            Wire.ConversationMessage receipt =
                    user.expect(Kind.RECEIPT, "CONV_MESSAGE_ACK for the message with the id " + Texts.shown(id));
            Texts.same("the id of CONV_MESSAGE_ACK", id, receipt.getId());
            Texts.same("its buddyName", contact, receipt.getBuddyName());
            user.hears(contact, "with the id " + id);
        }
        user.fence();
        Texts.holds(
                user.came(Kind.RECEIPT).isEmpty(),
                "one CONV_MESSAGE_ACK for each id, and none for messages without",
                "one more");
        user.logout();
        return new Verdict.Pass();
    }
}
