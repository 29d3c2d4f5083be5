package org.libtransport.plugin.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.FrameDecoder;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * The frames on their way to the transport, in the order they were given. Any thread may add; the event loop writes all
 * that have gathered as one and flushes once. While the socket is full they stay here, up to a bound.
 */
final class Outbox {

    static final long BOUND = 64L * 1024 * 1024;
    static final long PAUSE_ABOVE = 4L * 1024 * 1024;
    static final long RESUME_BELOW = 1024L * 1024;

    private static final int BATCH = 64 * 1024;
    private static final int SMALLEST_BUFFER = 256;

    private final Channel channel;
    private final Listener listener;
    private final Queue<Item> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable write = this::write;
    private boolean congested;
    private boolean ending;
    private volatile boolean closed;

    Outbox(Channel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    /**
     * Adds a frame; dropped if the link is gone.
     *
     * @throws IllegalArgumentException if no transport would take it, because it is too long
     */
    void add(Type type, @Nullable MessageLite payload) {
        int size = Frames.size(type, payload == null ? -1 : payload.getSerializedSize());
        add(new Item(type, payload, null, size));
    }

    /** Adds a frame whose payload is no message, like {@link #add(Type, MessageLite)}. */
    void addText(Type type, ByteString payload) {
        add(new Item(type, null, payload, Frames.size(type, payload.size())));
    }

    private void add(Item item) {
        if (item.size > FrameDecoder.DEFAULT_LIMIT) {
            throw new IllegalArgumentException("a report of " + item.size + " bytes is over the limit");
        }
        if (closed) {
            return;
        }
        bytes.addAndGet(item.size);
        queue.add(item);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(write);
        }
    }

    /** Writes what is there and fits. On the event loop. */
    void write() {
        scheduled.set(false);
        if (bytes.get() > BOUND && !ending) {
            ending = true;
            listener.outboxOverflowed();
            return;
        }
        boolean wrote = false;
        while (channel.isWritable() && !queue.isEmpty()) {
            channel.write(nextBatch(), channel.voidPromise());
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
        long waiting = bytes.get();
        if (!congested && waiting > PAUSE_ABOVE) {
            congested = true;
            listener.outboxCongested(true);
        } else if (congested && waiting < RESUME_BELOW) {
            congested = false;
            listener.outboxCongested(false);
        }
    }

    private ByteBuf nextBatch() {
        ByteBuf out = channel.alloc().ioBuffer((int) Math.max(SMALLEST_BUFFER, Math.min(bytes.get(), BATCH)));
        long taken = 0;
        for (Item item = queue.poll(); item != null; item = out.writerIndex() < BATCH ? queue.poll() : null) {
            item.write(out);
            taken += item.size;
        }
        bytes.addAndGet(-taken);
        return out;
    }

    /** Takes nothing any more and forgets what is waiting. */
    void close() {
        closed = true;
        queue.clear();
    }

    private record Item(
            Type type,
            @Nullable MessageLite message,
            @Nullable ByteString text,
            int size) {
        void write(ByteBuf out) {
            if (text != null) {
                Frames.write(out, type, text);
            } else {
                Frames.write(out, type, message);
            }
        }
    }

    /** Told on the event loop how full the outbox is. */
    interface Listener {

        /** The transport reads too slowly, or does again. */
        void outboxCongested(boolean congested);

        /** The bound is reached; the link must end. */
        void outboxOverflowed();
    }
}
