package org.libtransport.launcher.kit.scene;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 8.4. */
final class AcknowledgementScene implements Scene {

    private static final int MANY = 20;

    @Override
    public String name() {
        return "acknowledgement";
    }

    @Override
    public String about() {
        return "answers each message once: accepted, later or refused";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        if (!stage.announced().has(Extensions.SECTION + "." + Extensions.ACKNOWLEDGEMENT)) {
            return new Verdict.NotAnnounced();
        }
        Texts.holds(
                stage.opening().acknowledges(),
                "a HELLO that allows the announced acknowledgement",
                "no version of the additions that both speak");
        Actor user = stage.actor().enter();
        String contact = stage.script().contact();
        answered(user, user.says(contact, "hello"), Outcome.ACCEPTED);
        user.hears(contact, "hello");
        answered(user, user.send(Type.TYPE_ATTENTION, user.messageTo(contact, "")), null);
        refused(user, contact);
        later(user, contact);
        for (int i = 0; i < MANY; i++) {
            answered(user, user.says(contact, "once more"), Outcome.ACCEPTED);
            user.hears(contact, "once more");
        }
        answered(user, user.says(contact, "last"), Outcome.ACCEPTED);
        user.hears(contact, "last");
        onceOnly(user);
        stage.link()
                .send(
                        Type.TYPE_CONV_MESSAGE,
                        user.messageTo(contact, "without a number").build());
        user.hears(contact, "without a number");
        stage.ping("PONG");
        onceOnly(user);
        long onTheWay = user.says(contact, "and off");
        user.logout();
        answered(user, onTheWay, null);
        return new Verdict.Pass();
    }

    /** The answer must be of this kind, or of any. */
    private static Wire.MessageStatus answered(Actor user, long ackId, @Nullable Outcome outcome)
            throws Unmet, InterruptedException {
        Wire.MessageStatus status = user.expect(
                Kind.STATUS_OF_MESSAGE,
                answer -> answer.getAckId() == ackId,
                "MESSAGE_STATUS " + (outcome == null ? "" : outcome + " ") + "for ackId " + ackId);
        if (outcome != null) {
            Texts.same("MESSAGE_STATUS for ackId " + ackId, outcome, status.getOutcome());
        }
        return status;
    }

    private static void refused(Actor user, String contact) throws Unmet, InterruptedException {
        Wire.MessageStatus refused = answered(user, user.says(contact, "refuse me"), Outcome.REFUSED);
        Texts.holds(!refused.getReason().isEmpty(), "a reason with REFUSED", "none");
        answered(user, user.says(contact, "and then"), Outcome.ACCEPTED);
        // not what was refused
        user.hears(contact, "and then");
    }

    private static void later(Actor user, String contact) throws Unmet, InterruptedException {
        answered(user, user.says(contact, "later please"), Outcome.RETRY_LATER);
        answered(user, user.says(contact, "meanwhile"), Outcome.ACCEPTED);
        // not what was put off
        user.hears(contact, "meanwhile");
        answered(user, user.says(contact, "later please"), Outcome.ACCEPTED);
        user.hears(contact, "later please");
    }

    private static void onceOnly(Actor user) throws Unmet, InterruptedException {
        for (Wire.MessageStatus more : user.came(Kind.STATUS_OF_MESSAGE)) {
            throw new Unmet(
                    "each ackId is answered exactly once",
                    "one more MESSAGE_STATUS for ackId " + more.getAckId() + ": " + more.getOutcome());
        }
    }
}
