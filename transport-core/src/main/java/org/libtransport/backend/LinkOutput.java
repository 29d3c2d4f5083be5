package org.libtransport.backend;

import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * What waits to be taken by one link's socket, counted so that it can be bounded. All methods may be called from any
 * thread. Users write through the {@link OutboundLane lane} of their loop.
 */
final class LinkOutput {

    private final Channel channel;
    private final int maxFrames;
    private final int maxBytes;
    private final Map<Loop, OutboundLane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();
    private final ReadMarks marks = new ReadMarks();
    private volatile boolean closed;

    LinkOutput(Channel channel, BackendSettings.Limits limits) {
        this.channel = channel;
        this.maxFrames = limits.queuedFrames();
        this.maxBytes = limits.queuedBytes();
    }

    OutboundLane lane(Loop loop) {
        return lanes.computeIfAbsent(loop, its -> new OutboundLane(its, this));
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether this much on top of what waits is within the bounds. */
    boolean hasRoom(int moreFrames, int moreBytes) {
        return !closed && frames.get() + moreFrames <= maxFrames && bytes.get() + (long) moreBytes <= maxBytes;
    }

    ByteBuf allocate(int size) {
        return channel.alloc().ioBuffer(size);
    }

    /** Takes over the frames and writes them to the socket. What the socket does not take goes back to the lane. */
    void take(Parcel parcel, OutboundLane from) {
        int frameCount = parcel.frames();
        int size = parcel.bytes().readableBytes();
        count(frameCount, size);
        run(
                parcel.bytes(),
                () -> channel.writeAndFlush(parcel.bytes()).addListener(taken -> {
                    count(-frameCount, -size);
                    if (taken.isSuccess()) {
                        marks.messagesWritten(parcel.unwritten().size());
                    } else {
                        from.giveBack(parcel);
                    }
                }));
    }

    /** Writes a frame of the transport's own, whatever waits. */
    void control(Type type, @Nullable MessageLite payload) {
        ByteBuf buffer = allocate(64);
        Frames.write(buffer, type, payload);
        int size = buffer.readableBytes();
        count(1, size);
        run(
                buffer,
                () -> channel.writeAndFlush(buffer).addListener(taken -> {
                    count(-1, -size);
                    if (taken.isSuccess() && type == Type.TYPE_PING) {
                        marks.pingWritten();
                    }
                }));
    }

    /** A PONG was read. On the channel's event loop. */
    void pongRead() {
        marks.pongRead();
    }

    /** How many messages without acknowledgement are lost at most if the peer is. On the channel's event loop. */
    long messagesInDoubt() {
        return marks.inDoubt();
    }

    /** Completes when all that users handed over before is on its way to the socket. */
    CompletableFuture<Void> collectLanes() {
        CompletableFuture<?>[] collected = lanes.values().stream()
                .map(lane -> CompletableFuture.runAsync(lane, lane.loop()))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(collected);
    }

    /** From now on nothing is taken any more. */
    void close() {
        closed = true;
    }

    private void count(int moreFrames, int moreBytes) {
        frames.addAndGet(moreFrames);
        bytes.addAndGet(moreBytes);
    }

    private void run(ByteBuf buffer, Runnable write) {
        if (channel.eventLoop().inEventLoop()) {
            write.run();
            return;
        }
        try {
            channel.eventLoop().execute(write);
        } catch (RejectedExecutionException e) {
            // The process ends; there is no loop any more on which anybody could be told.
            buffer.release();
        }
    }
}
