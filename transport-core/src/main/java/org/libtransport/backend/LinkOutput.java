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

    /** Takes over a buffer with whole frames and writes it to the socket. */
    void take(ByteBuf buffer, int frameCount) {
        frames.addAndGet(frameCount);
        bytes.addAndGet(buffer.readableBytes());
        if (channel.eventLoop().inEventLoop()) {
            write(buffer, frameCount);
            return;
        }
        try {
            channel.eventLoop().execute(() -> write(buffer, frameCount));
        } catch (RejectedExecutionException e) {
            buffer.release();
        }
    }

    /** Writes a frame of the transport's own, whatever waits. */
    void control(Type type, @Nullable MessageLite payload) {
        ByteBuf buffer = allocate(64);
        Frames.write(buffer, type, payload);
        take(buffer, 1);
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

    private void write(ByteBuf buffer, int frameCount) {
        int size = buffer.readableBytes();
        channel.writeAndFlush(buffer).addListener(taken -> {
            frames.addAndGet(-frameCount);
            bytes.addAndGet(-size);
        });
    }
}
