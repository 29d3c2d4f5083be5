package org.libtransport.launcher.kit.stage;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Frames as bytes, also such as no transport would send. */
public final class Bytes {

    private static final int TYPE_FIELD = 1;
    private static final int PAYLOAD_FIELD = 2;

    private Bytes() {}

    public static byte[] frame(Type type, @Nullable MessageLite payload) {
        ByteBuf out = Unpooled.buffer();
        Frames.write(out, type, payload);
        return ByteBufUtil.getBytes(out);
    }

    /** A frame of any type with any payload. */
    public static byte[] frame(int type, byte[] payload) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(content);
        try {
            out.writeInt32(TYPE_FIELD, type);
            out.writeBytes(PAYLOAD_FIELD, ByteString.copyFrom(payload));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return withHeader(content.toByteArray());
    }

    /** Puts the length before it. */
    public static byte[] withHeader(byte[] content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
