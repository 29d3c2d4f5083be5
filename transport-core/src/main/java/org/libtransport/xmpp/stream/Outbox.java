package org.libtransport.xmpp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaEncoder;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stanzas that wait to leave by one stream, or by the next one while there is none. Bounded in number and bytes.
 *
 * <p>{@link #offer} may be called from any thread, everything else on the stream's loop. Stanzas are encoded on that
 * loop, all that came together into as few buffers as possible and with one flush: a buffer of its own for each stanza
 * would cost more than the encoding. While the socket takes nothing, stanzas wait here and not as bytes in the channel.
 *
 * <p>Messages are remembered until the operating system has taken their bytes. If the stream ends before, they are the
 * first to leave by the next one; the peer may then see those twice of which it got a part. What the operating system
 * took and could not deliver any more is lost: XEP-0114 has no acknowledgements.
 */
public final class Outbox {

    /** What may wait: a number of stanzas, and about this many bytes. */
    public record Bounds(int stanzas, long bytes) {}

    private enum State {
        /** No stream: messages wait, nothing else does. */
        HOLDING,
        OPEN,
        CLOSED
    }

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Then others on this loop have their turn. */
    private static final int BUFFERS_PER_TURN = 16;

    private static final int STANZA_COST = 256;
    private static final int ELEMENT_COST = 64;

    private final String streamNamespace;
    private final Executor loop;
    private final Bounds whileOpen;
    private final Bounds whileHolding;

    private final Queue<Stanza> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger stanzas = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private volatile State state = State.HOLDING;

    private final Deque<Stanza> returned = new ArrayDeque<>();
    private final Deque<List<Message>> inFlight = new ArrayDeque<>();
    private StanzaEncoder encoder;
    private @Nullable Channel channel;

    /**
     * @param streamNamespace the default namespace of the stream
     * @param loop the loop of the stream's channel
     */
    public Outbox(String streamNamespace, Executor loop, Bounds whileOpen, Bounds whileHolding) {
        this.streamNamespace = streamNamespace;
        this.loop = loop;
        this.whileOpen = whileOpen;
        this.whileHolding = whileHolding;
        this.encoder = new StanzaEncoder(streamNamespace);
    }

    /** For a single stream: stanzas are taken at once and wait for {@link #open}. */
    public Outbox(String streamNamespace, Executor loop, Bounds bounds) {
        this(streamNamespace, loop, bounds, bounds);
        this.state = State.OPEN;
    }

    /** Takes a stanza, those of one thread in order; false if it was not taken. May be called from any thread. */
    public boolean offer(Stanza stanza) {
        State now = state;
        if (now == State.CLOSED || (now == State.HOLDING && !(stanza instanceof Message))) {
            return false;
        }
        Bounds bounds = now == State.OPEN ? whileOpen : whileHolding;
        long cost = cost(stanza);
        boolean fits = stanzas.incrementAndGet() <= bounds.stanzas();
        fits &= bytes.addAndGet(cost) <= bounds.bytes();
        if (!fits) {
            forget(cost);
            return false;
        }
        queue.add(stanza);
        // Read again: who opens or closes in between may have looked into the queue before the stanza was there.
        now = state;
        if (now == State.OPEN && drainScheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
        if (now == State.CLOSED && queue.remove(stanza)) {
            forget(cost);
            return false;
        }
        return true;
    }

    /** How many stanzas wait. */
    public int size() {
        return stanzas.get();
    }

    /** Lets the stanzas leave by this channel. */
    public void open(Channel stream) {
        channel = stream;
        state = State.OPEN;
        drain();
    }

    /** Writes all that the channel takes. To be called when the channel has become writable again. */
    public void drain() {
        drainScheduled.set(false);
        Channel target = channel;
        if (target == null) {
            return;
        }
        for (int buffers = 0; target.isWritable(); buffers++) {
            if (buffers == BUFFERS_PER_TURN) {
                if (drainScheduled.compareAndSet(false, true)) {
                    loop.execute(this::drain);
                }
                break;
            }
            if (!writeBuffer(target)) {
                break;
            }
        }
        target.flush();
    }

    /** The stream takes no more: messages wait for the next one, everything else is dropped. */
    public void hold() {
        state = State.HOLDING;
        channel = null;
        for (Stanza message : pollMessages()) {
            keep(message);
        }
    }

    /** Nothing is taken any more, nothing leaves. */
    public void close() {
        state = State.CLOSED;
        channel = null;
    }

    /** The connection is gone: messages whose bytes it did not take any more are the first of the next one. */
    public void reclaim() {
        List<Stanza> waiting = new ArrayList<>(returned);
        waiting.forEach(stanza -> forget(cost(stanza)));
        returned.clear();
        inFlight.forEach(messages -> messages.forEach(this::keep));
        inFlight.clear();
        waiting.forEach(this::keep);
    }

    /** Takes out all messages that did not leave. To be called after {@link #close} and the end of the connection. */
    public List<Stanza> remains() {
        reclaim();
        return pollMessages();
    }

    private List<Stanza> pollMessages() {
        List<Stanza> messages = new ArrayList<>();
        for (Stanza stanza = poll(); stanza != null; stanza = poll()) {
            if (stanza instanceof Message) {
                messages.add(stanza);
            }
        }
        return messages;
    }

    private void keep(Stanza message) {
        stanzas.incrementAndGet();
        bytes.addAndGet(cost(message));
        returned.add(message);
    }

    private boolean writeBuffer(Channel target) {
        Stanza stanza = poll();
        if (stanza == null) {
            return false;
        }
        ByteBuf buffer = target.alloc().ioBuffer((int) Math.min(BUFFER_BYTES, cost(stanza) + bytes.get()) + 256);
        List<Message> messages = new ArrayList<>();
        while (stanza != null) {
            if (encode(stanza, buffer) && stanza instanceof Message message) {
                messages.add(message);
            }
            stanza = buffer.readableBytes() < BUFFER_BYTES ? poll() : null;
        }
        inFlight.add(messages);
        target.write(buffer).addListener(written -> {
            // By identity: after hold() the list belongs to another stream's time.
            if (written.isSuccess() && inFlight.peek() == messages) {
                inFlight.remove();
            }
        });
        return true;
    }

    private boolean encode(Stanza stanza, ByteBuf buffer) {
        try {
            encoder.encode(stanza, buffer);
            return true;
        } catch (RuntimeException e) {
            log.error("A {} to {} cannot be written and is lost", stanza.name(), stanza.to(), e);
            encoder = new StanzaEncoder(streamNamespace);
            return false;
        }
    }

    private @Nullable Stanza poll() {
        Stanza next = returned.poll();
        if (next == null) {
            next = queue.poll();
        }
        if (next != null) {
            forget(cost(next));
        }
        return next;
    }

    private void forget(long cost) {
        stanzas.decrementAndGet();
        bytes.addAndGet(-cost);
    }

    private static long cost(Stanza stanza) {
        long cost = STANZA_COST;
        for (Element payload : stanza.payloads()) {
            cost += cost(payload);
        }
        return cost;
    }

    private static long cost(Element element) {
        long cost = ELEMENT_COST;
        for (Node node : element.nodes()) {
            cost += node instanceof Element child
                    ? cost(child)
                    : ((Text) node).value().length();
        }
        return cost;
    }
}
