package org.libtransport.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;

/**
 * Sees to it that every message of one user ends in exactly one way: the network has it, or it went back to its sender.
 *
 * <p>Where the backend acknowledges, a message is remembered until the backend answers. Accepted: forgotten. Refused:
 * returned with the reason. Later: handed over again, until it is given up. Not answered when the session ends: returned,
 * and never handed over again, since the network may have it. What waits for its next try outlives the session.
 *
 * <p>Where the backend does not acknowledge, or the message goes as it is (RAW_XML), a message that got into its socket counts as handed over, and one that did
 * not is returned.
 *
 * <p>Messages keep their order but for those that were put off. Not thread-safe: belongs to the user's loop.
 */
public final class Deliveries {

    /** How many messages of a user may be unanswered or wait for another try; more are returned. */
    static final int MOST = 1000;

    /** The same in bytes. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    /** How often a message is handed over before it is given up. */
    static final int MOST_ATTEMPTS = 12;

    /** How long a message may be put off altogether. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** A backend without acknowledgement proves every 20 s that it reads, and is dropped 20 s later if it does not. */
    private static final Duration IN_DOUBT = Duration.ofSeconds(40);

    private static final StanzaError TOO_SLOW = StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW);
    private static final StanzaError TOO_MANY =
            StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.TOO_MANY_MESSAGES_WAIT);

    /**
     * The service that is needed for the contact's address did not answer (RFC 6120 section 8.3.3.16). The other
     * condition to try again after, recipient-unavailable, would be a statement about the contact, which nobody can make.
     */
    private static final StanzaError NO_ANSWER =
            StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT, Sentence.MESSAGE_IN_DOUBT);

    private static final StanzaError NOT_SENT =
            StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT, Sentence.MESSAGE_UNSENT);

    private final NetworkMessages network;
    private final BiConsumer<Stanza, StanzaError> bounce;
    private final Loop loop;
    private final Metrics metrics;
    private final Map<Long, Delivery> unanswered = new LinkedHashMap<>(4);
    private final List<Delivery> waiting = new ArrayList<>(0);
    private int bytes;
    private boolean open;
    private boolean sentInDoubt;
    private long lastInDoubt;
    private Loop.@Nullable Timer wake;
    private long wakeAt;

    /** @param bounce returns a message to its sender */
    public Deliveries(NetworkMessages network, BiConsumer<Stanza, StanzaError> bounce, Loop loop, Metrics metrics) {
        this.network = network;
        this.bounce = bounce;
        this.loop = loop;
        this.metrics = metrics;
    }

    /**
     * Hands a message of the user's to the network. What becomes of it is seen to here, also if it cannot be handed over.
     *
     * @param stanza what goes back if the network does not get it
     * @param content the same for the network, without an {@code ackId}
     */
    public void send(Message stanza, WrapperMessage.Type type, Wire.ConversationMessage.Builder content) {
        metrics.increment(Counter.MESSAGES_FROM_XMPP);
        long ackId = network.nextAckId();
        if (ackId == 0) {
            Message kept = Delivery.forBounce(stanza);
            if (!sendInDoubt(kept, type, content.build())) {
                bounce.accept(kept, TOO_SLOW);
            }
            return;
        }
        Delivery delivery =
                new Delivery(Delivery.forBounce(stanza), type, content.build(), loop.nanoTime() + PATIENCE.toNanos());
        if (unanswered.size() + waiting.size() >= MOST || bytes + delivery.bytes() > MOST_BYTES) {
            bounce.accept(stanza, TOO_MANY);
        } else if (network.send(type, delivery.content(ackId))) {
            delivery.attempted();
            bytes += delivery.bytes();
            unanswered.put(ackId, delivery);
        } else {
            bounce.accept(stanza, TOO_SLOW);
        }
    }

    /**
     * Hands a message to the network in a way that has no place for answers. It counts as handed over when it is in the
     * socket, whatever the backend acknowledges else.
     *
     * @param way takes the message, or says false; the task is for when it did not get into the socket after all
     */
    public void sendUnanswered(Message stanza, Predicate<Runnable> way) {
        metrics.increment(Counter.MESSAGES_FROM_XMPP);
        Message kept = Delivery.forBounce(stanza);
        if (!inDoubt(kept, way)) {
            bounce.accept(kept, TOO_SLOW);
        }
    }

    private boolean sendInDoubt(Message kept, WrapperMessage.Type type, Wire.ConversationMessage content) {
        return inDoubt(kept, unwritten -> network.send(type, content, unwritten));
    }

    private boolean inDoubt(Message kept, Predicate<Runnable> way) {
        sentInDoubt = true;
        lastInDoubt = loop.nanoTime();
        return way.test(() -> bounce.accept(kept, NOT_SENT));
    }

    /** Returns a message that cannot even be tried. */
    public void giveBack(Message stanza, StanzaError reason) {
        bounce.accept(stanza, reason);
    }

    /** The backend says what became of a message. */
    public void answered(Wire.MessageStatus status) {
        Delivery delivery = unanswered.remove(status.getAckId());
        if (delivery == null) {
            metrics.increment(Counter.ACKNOWLEDGEMENTS_UNKNOWN);
            return;
        }
        switch (status.getOutcome()) {
            case ACCEPTED -> {
                metrics.increment(Counter.MESSAGES_ACKNOWLEDGED);
                bytes -= delivery.bytes();
            }
            case REFUSED -> {
                metrics.increment(Counter.MESSAGES_REFUSED);
                giveUp(delivery, Condition.NOT_ACCEPTABLE, Text.wordsOr(status.getReason(), Sentence.MESSAGE_REFUSED));
            }
            case RETRY_LATER ->
                putOff(
                        delivery,
                        Duration.ofSeconds(Integer.toUnsignedLong(status.getRetryAfterSeconds())),
                        status.getReason());
        }
    }

    /** The user is logged in to the network: what waits for another try may have it. */
    public void networkReached() {
        open = true;
        tryAgain();
    }

    /**
     * The session at the network ended. What it did not answer goes back; what it put off waits for the next.
     *
     * @return whether messages that do not go back may be lost, so that the user should hear of it
     */
    public boolean networkLost() {
        open = false;
        List<Delivery> lost = List.copyOf(unanswered.values());
        unanswered.clear();
        for (Delivery delivery : lost) {
            metrics.increment(Counter.MESSAGES_UNANSWERED);
            bytes -= delivery.bytes();
            bounce.accept(delivery.stanza(), NO_ANSWER);
        }
        wakeInTime();
        boolean doubt = sentInDoubt && loop.nanoTime() - lastInDoubt < IN_DOUBT.toNanos();
        sentInDoubt = false;
        return doubt;
    }

    /** There will be no other session: everything goes back, what was put off with this reason. */
    public void close(StanzaError reason) {
        networkLost();
        List<Delivery> left = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        wakeInTime();
        left.forEach(delivery -> bounce.accept(delivery.stanza(), reason));
    }

    private void putOff(Delivery delivery, Duration atLeast, String reason) {
        long pause = Math.max(
                atLeast.toNanos(),
                Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(delivery.attempts() - 1, 30)));
        long due = loop.nanoTime() + pause;
        delivery.waitUntil(due, reason);
        if (delivery.attempts() >= MOST_ATTEMPTS || due - delivery.deadline() > 0) {
            expire(delivery);
        } else {
            waiting.add(delivery);
            if (open && (wake == null || due - wakeAt < 0)) {
                wakeAt(due);
            }
        }
    }

    private void tryAgain() {
        long now = loop.nanoTime();
        List<Delivery> ready = new ArrayList<>();
        for (Iterator<Delivery> each = waiting.iterator(); each.hasNext(); ) {
            Delivery delivery = each.next();
            if (now - moment(delivery) >= 0) {
                each.remove();
                ready.add(delivery);
            }
        }
        for (Delivery delivery : ready) {
            if (!open || now - delivery.deadline() >= 0) {
                expire(delivery);
            } else {
                handOverAgain(delivery);
            }
        }
        wakeInTime();
    }

    private void handOverAgain(Delivery delivery) {
        delivery.attempted();
        metrics.increment(Counter.MESSAGES_RETRIED);
        long ackId = network.nextAckId();
        if (ackId == 0) {
            if (sendInDoubt(delivery.stanza(), delivery.type(), delivery.content(0))) {
                bytes -= delivery.bytes();
                return;
            }
        } else if (network.send(delivery.type(), delivery.content(ackId))) {
            unanswered.put(ackId, delivery);
            return;
        }
        putOff(delivery, Duration.ZERO, delivery.reason());
    }

    /** Wakes when the first of those that wait is due, or, without network, has waited for too long. */
    private void wakeInTime() {
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
        if (waiting.isEmpty()) {
            return;
        }
        long first = moment(waiting.get(0));
        for (Delivery delivery : waiting) {
            long moment = moment(delivery);
            first = moment - first < 0 ? moment : first;
        }
        wakeAt(first);
    }

    private long moment(Delivery delivery) {
        return open ? delivery.due() : delivery.deadline();
    }

    private void wakeAt(long moment) {
        if (wake != null) {
            wake.cancel();
        }
        wakeAt = moment;
        wake = loop.schedule(Duration.ofNanos(Math.max(0, moment - loop.nanoTime())), () -> {
            wake = null;
            tryAgain();
        });
    }

    private void expire(Delivery delivery) {
        giveUp(
                delivery,
                Condition.RECIPIENT_UNAVAILABLE,
                Text.wordsOr(delivery.reason(), Sentence.MESSAGE_NOT_IN_TIME));
    }

    private void giveUp(Delivery delivery, Condition condition, Text reason) {
        bytes -= delivery.bytes();
        bounce.accept(delivery.stanza(), StanzaError.of(condition, reason));
    }
}
