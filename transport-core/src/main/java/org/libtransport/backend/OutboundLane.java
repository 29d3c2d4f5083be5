package org.libtransport.backend;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    private List<Runnable> unwritten = List.of();
    private int frames;
    private int usual = SMALLEST;

    OutboundLane(Loop loop, LinkOutput output) {
        this.loop = loop;
        this.output = output;
    }

    Loop loop() {
        return loop;
    }

    /**
     * Appends a frame, or returns false if the link is gone or too far behind.
     *
     * @param missed run later if the frame was appended and did not get into the socket; null if nobody would miss it
     */
    boolean write(Type type, MessageLite payload, @Nullable Runnable missed) {
        return write(Frames.size(type, payload.getSerializedSize()), into -> Frames.write(into, type, payload), missed);
    }

    /** The same for a frame of RAW_XML. */
    boolean writeXml(ByteString xml, @Nullable Runnable missed) {
        return write(
                Frames.size(Type.TYPE_RAW_XML, xml.size()), into -> Frames.write(into, Type.TYPE_RAW_XML, xml), missed);
    }

    private boolean write(int size, Consumer<ByteBuf> frame, @Nullable Runnable missed) {
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
            frame.accept(into);
        } catch (RuntimeException e) {
            into.writerIndex(start);
            throw e;
        }
        frames++;
        if (missed != null) {
            if (unwritten.isEmpty()) {
                unwritten = new ArrayList<>();
            }
            unwritten.add(missed);
        }
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
        Parcel parcel = new Parcel(full, frames, unwritten);
        buffer = null;
        frames = 0;
        unwritten = List.of();
        int size = full.readableBytes();
        usual = Math.max(SMALLEST, size > usual ? Integer.highestOneBit(size) * 2 : usual - (usual >>> 3));
        if (output.isClosed() || size == 0) {
            full.release();
            giveBack(parcel);
        } else {
            output.take(parcel, this);
        }
    }

    /** The socket did not take it. On any thread. */
    void giveBack(Parcel parcel) {
        if (!parcel.unwritten().isEmpty()) {
            // Not at once even on this loop: whoever handed a frame over must not be told before its call is over.
            loop.execute(() -> parcel.unwritten().forEach(Runnable::run));
        }
    }
}
