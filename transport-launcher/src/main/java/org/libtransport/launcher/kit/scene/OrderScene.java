package org.libtransport.launcher.kit.scene;

import java.util.EnumSet;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;

/** Section 1. */
final class OrderScene implements Scene {

    /** A transport keeps so many for a user where the backend acknowledges. */
    private static final int MOST_UNANSWERED = 1000;

    @Override
    public String name() {
        return "order";
    }

    @Override
    public String about() {
        return "keeps thousands of messages in order, each once";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        String contact = stage.script().contact();
        int count = stage.script().messages();
        int unanswered = 0;
        for (int i = 1; i <= count; i++) {
            if (unanswered == MOST_UNANSWERED) {
                accepted(user);
                unanswered--;
            }
            if (user.says(contact, text(i, count)) != 0) {
                unanswered++;
            }
        }
        for (int i = 1; i <= count; i++) {
            user.hears(contact, text(i, count));
        }
        user.fence();
        user.logout();
        return new Verdict.Pass();
    }

    private static void accepted(Actor user) throws Unmet, InterruptedException {
        Wire.MessageStatus status =
                user.expect(Kind.STATUS_OF_MESSAGE, "MESSAGE_STATUS for one of " + MOST_UNANSWERED + " messages");
        Texts.same("MESSAGE_STATUS", Wire.MessageStatus.Outcome.ACCEPTED, status.getOutcome());
    }

    private static String text(int number, int count) {
        return "message " + number + " of " + count;
    }
}
