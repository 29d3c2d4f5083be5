package org.libtransport.backend;

import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * The frames that the users of one loop send over one link. Everything but {@link #loop} happens on that loop, so a frame
 * costs neither a lock nor a hop: it is encoded while its content is in the cache, and the frames of one burst of the
 * loop cross to the link together, as one buffer and one write.
 */
final class OutboundLane implements Runnable {

    private static final int SMALLEST = 1024;

    /** A buffer of this size is handed over at once, so that it need not grow further. */
    private static final int FULL = 128 * 1024;

    private final Loop loop;
    private final LinkOutput output;
    private @Nullable ByteBuf buffer;
    private int frames;
    private int usual = SMALLEST;

    OutboundLane(Loop loop, LinkOutput output) {
        this.loop = loop;
        this.output = output;
    }

    Loop loop() {
        return loop;
    }

    /** Appends a frame, or returns false if the link is gone or too far behind. */
    boolean write(Type type, MessageLite payload) {
        int size = Frames.size(type, payload.getSerializedSize());
        ByteBuf into = buffer;
        int waiting = into == null ? 0 : into.readableBytes();
        if (!output.hasRoom(frames + 1, waiting + size)) {
            return false;
        }
        if (into == null) {
            into = output.allocate(Math.max(usual, size));
            buffer = into;
            loop.execute(this);
        }
        int start = into.writerIndex();
        try {
            Frames.write(into, type, payload);
        } catch (RuntimeException e) {
            into.writerIndex(start);
            throw e;
        }
        frames++;
        if (into.readableBytes() >= FULL) {
            run();
        }
        return true;
    }

    /** Hands over what was collected. */
    @Override
    public void run() {
        ByteBuf full = buffer;
        if (full == null) {
            return;
        }
        int count = frames;
        buffer = null;
        frames = 0;
        int size = full.readableBytes();
        usual = Math.max(SMALLEST, size > usual ? Integer.highestOneBit(size) * 2 : usual - (usual >>> 3));
        if (output.isClosed() || size == 0) {
            full.release();
        } else {
            output.take(full, count);
        }
    }
}
