package org.libtransport.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * Writes frames. Header, wrapper and payload go straight into the buffer, byte for byte as protobuf would serialize a
 * {@code WrapperMessage}; the buffer grows once per frame. Many frames may be written into one buffer.
 */
public final class Frames {

    static final int TYPE_TAG = 1 << 3;
    static final int PAYLOAD_TAG = 2 << 3 | 2;

    private static final int HEADER = 4;

    private Frames() {}

    /**
     * Appends a frame.
     *
     * @param payload null for the types that have none, like PING
     */
    public static void write(ByteBuf out, WrapperMessage.Type type, @Nullable MessageLite payload) {
        if (payload == null) {
            writeHead(out, type, -1);
            return;
        }
        int size = payload.getSerializedSize();
        writeHead(out, type, size);
        try {
            int at = out.writerIndex();
            if (out.hasArray()) {
                writeTo(payload, CodedOutputStream.newInstance(out.array(), out.arrayOffset() + at, size));
                out.writerIndex(at + size);
            } else if (out.nioBufferCount() == 1) {
                ByteBuffer target = out.internalNioBuffer(at, size);
                writeTo(payload, CodedOutputStream.newInstance(target));
                out.writerIndex(at + size);
            } else {
                out.writeBytes(payload.toByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a message does not serialize to the size it told", e);
        }
    }

    /** Appends a frame whose payload is ready: the XML text of {@code TYPE_RAW_XML}, or one that is passed on as it came. */
    public static void write(ByteBuf out, WrapperMessage.Type type, ByteString payload) {
        writeHead(out, type, payload.size());
        for (ByteBuffer part : payload.asReadOnlyByteBufferList()) {
            out.writeBytes(part);
        }
    }

    /**
     * Tells the number of bytes that {@link #write} takes, with the header.
     *
     * @param payloadSize in bytes, or -1 for no payload
     */
    public static int size(WrapperMessage.Type type, int payloadSize) {
        return HEADER + contentSize(type, payloadSize);
    }

    private static int contentSize(WrapperMessage.Type type, int payloadSize) {
        int size = 1 + CodedOutputStream.computeUInt32SizeNoTag(type.getNumber());
        return payloadSize < 0
                ? size
                : Math.addExact(size + 1 + CodedOutputStream.computeUInt32SizeNoTag(payloadSize), payloadSize);
    }

    private static void writeHead(ByteBuf out, WrapperMessage.Type type, int payloadSize) {
        int length = contentSize(type, payloadSize);
        out.ensureWritable(Math.addExact(HEADER, length));
        out.writeInt(length);
        out.writeByte(TYPE_TAG);
        writeVarint(out, type.getNumber());
        if (payloadSize >= 0) {
            out.writeByte(PAYLOAD_TAG);
            writeVarint(out, payloadSize);
        }
    }

    private static void writeVarint(ByteBuf out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.writeByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static void writeTo(MessageLite payload, CodedOutputStream out) throws IOException {
        payload.writeTo(out);
        out.flush();
        out.checkNoSpaceLeft();
    }
}
