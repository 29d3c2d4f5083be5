package org.libtransport.plugin.internal;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.libtransport.plugin.MessageRefusedException;
import org.libtransport.plugin.TryLaterException;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the transport what became of a user's message: by MESSAGE_STATUS where it gave the message an id to answer to, else
 * a text that was lost is told in its conversation. An answer also goes out after the session's end: the message may have
 * reached the network before.
 */
final class Acknowledgements {

    private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

    private static final String UNDELIVERED = "Your message could not be delivered.";

    private Acknowledgements() {}

    /** The network has the message. */
    static void accepted(SessionLink link, Wire.ConversationMessage message) {
        if (message.hasAckId()) {
            link.answer(
                    Type.TYPE_MESSAGE_STATUS, status(message, Outcome.ACCEPTED).build());
        }
    }

    /** The author's code threw this. Only what an author means for users is shown to them. */
    static void failed(SessionLink link, Type type, Wire.ConversationMessage message, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TryLaterException later) {
            log.debug("The network asks {} to try again after {}", link.user(), later.pause());
            postpone(link, type, message, later.pause(), String.valueOf(later.getMessage()));
        } else if (cause instanceof MessageRefusedException refused) {
            log.debug("The network refused a message of {}", link.user());
            refuse(link, type, message, String.valueOf(refused.getMessage()));
        } else {
            log.error("The session of {} failed", link.user(), cause);
            refuse(link, type, message, UNDELIVERED);
        }
    }

    /** The session ended before the author's code saw the message, so a later one may have it. */
    static void lost(SessionLink link, Type type, Wire.ConversationMessage message) {
        postpone(link, type, message, Duration.ZERO, UNDELIVERED);
    }

    static void refuse(SessionLink link, Type type, Wire.ConversationMessage message, String text) {
        if (message.hasAckId()) {
            link.answer(
                    Type.TYPE_MESSAGE_STATUS,
                    status(message, Outcome.REFUSED).setReason(text).build());
        } else {
            tell(link, type, message, text);
        }
    }

    private static void postpone(
            SessionLink link, Type type, Wire.ConversationMessage message, Duration pause, String text) {
        if (message.hasAckId()) {
            MessageStatus.Builder status = status(message, Outcome.RETRY_LATER).setReason(text);
            if (!pause.isZero()) {
                status.setRetryAfterSeconds((int) pause.plusNanos(999_999_999).toSeconds());
            }
            link.answer(Type.TYPE_MESSAGE_STATUS, status.build());
        } else {
            tell(link, type, message, text);
        }
    }

    private static void tell(SessionLink link, Type type, Wire.ConversationMessage message, String text) {
        if (type == Type.TYPE_CONV_MESSAGE) {
            String told = text.isEmpty() || text.equals(UNDELIVERED) ? UNDELIVERED : UNDELIVERED + " " + text;
            link.answer(
                    Type.TYPE_CONV_MESSAGE,
                    Values.text(link.user(), message.getBuddyName(), told).build());
        }
    }

    private static MessageStatus.Builder status(Wire.ConversationMessage message, Outcome outcome) {
        return MessageStatus.newBuilder()
                .setUserName(message.getUserName())
                .setAckId(message.getAckId())
                .setOutcome(outcome);
    }
}
