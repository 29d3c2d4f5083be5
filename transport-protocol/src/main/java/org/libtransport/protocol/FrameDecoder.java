package org.libtransport.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * Cuts the byte stream of a link into {@link Frame}s.
 *
 * <p>Tolerant: a frame that cannot be read or has an unknown type is reported to {@link FrameErrors} and skipped, unknown
 * fields are ignored, and the frames after it are read as if nothing had happened. The one thing that cannot be skipped
 * is a length over the limit: it is refused before any memory is set aside for it, with a {@link FrameTooLongException}
 * through the pipeline, and everything after it is thrown away.
 *
 * <p>One instance belongs to one channel.
 */
public final class FrameDecoder extends ByteToMessageDecoder {

    /** The longest content of a frame that is taken unless configured otherwise: 16 MiB. */
    public static final int DEFAULT_LIMIT = 16 * 1024 * 1024;

    private static final int HEADER = 4;
    private static final int MAX_SHORT_VARINT = 5;

    private final int limit;
    private final FrameErrors errors;
    private boolean failed;

    /**
     * Creates a decoder.
     *
     * @param limit the longest content of a frame in bytes, without its header
     */
    public FrameDecoder(int limit, FrameErrors errors) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        this.limit = limit;
        this.errors = errors;
    }

    public FrameDecoder(FrameErrors errors) {
        this(DEFAULT_LIMIT, errors);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (failed) {
            in.skipBytes(in.readableBytes());
            return;
        }
        while (in.readableBytes() >= HEADER) {
            long length = in.getUnsignedInt(in.readerIndex());
            if (length > limit) {
                failed = true;
                in.skipBytes(in.readableBytes());
                throw new FrameTooLongException(length, limit);
            }
            if (in.readableBytes() < HEADER + length) {
                return;
            }
            in.skipBytes(HEADER);
            int end = in.readerIndex() + (int) length;
            Frame frame = readContent(in, end);
            in.readerIndex(end);
            if (frame != null) {
                out.add(frame);
            }
        }
    }

    private @Nullable Frame readContent(ByteBuf in, int end) {
        int start = in.readerIndex();
        if (end - start >= 2 && in.getByte(start) == Frames.TYPE_TAG && in.getByte(start + 1) >= 0) {
            int type = in.getByte(start + 1);
            if (start + 2 == end) {
                return frame(type, ByteString.EMPTY);
            }
            if (in.getByte(start + 2) == Frames.PAYLOAD_TAG) {
                in.readerIndex(start + 3);
                int size = readLength(in, end);
                if (size >= 0 && in.readerIndex() + size == end) {
                    return frame(type, bytes(in, size));
                }
            }
        }
        in.readerIndex(start);
        return readUnusual(in, end - start);
    }

    /** A number of at most 31 bits, or -1 if there is none before the end. */
    private static int readLength(ByteBuf in, int end) {
        int value = 0;
        for (int i = 0; i < MAX_SHORT_VARINT && in.readerIndex() < end; i++) {
            int octet = in.readByte();
            value |= (octet & 0x7f) << (7 * i);
            if (octet >= 0) {
                return value;
            }
        }
        return -1;
    }

    /** Fields in another order, repeated, unknown or broken: valid protobuf which no known peer writes. */
    private @Nullable Frame readUnusual(ByteBuf in, int length) {
        int type = 0;
        boolean typed = false;
        ByteString payload = ByteString.EMPTY;
        try {
            CodedInputStream content = bytes(in, length).newCodedInput();
            for (int tag = content.readTag(); tag != 0; tag = content.readTag()) {
                if (tag == Frames.TYPE_TAG) {
                    int next = content.readEnum();
                    // protobuf keeps the last value it knows
                    if (!typed || WrapperMessage.Type.forNumber(next) != null) {
                        type = next;
                    }
                    typed = true;
                } else if (tag == Frames.PAYLOAD_TAG) {
                    payload = content.readBytes();
                } else if (!content.skipField(tag)) {
                    typed = false;
                    break;
                }
            }
        } catch (IOException e) {
            typed = false;
        }
        if (!typed) {
            errors.unreadable(length);
            return null;
        }
        return frame(type, payload);
    }

    private @Nullable Frame frame(int number, ByteString payload) {
        WrapperMessage.Type type = WrapperMessage.Type.forNumber(number);
        if (type == null) {
            errors.unknownType(number);
            return null;
        }
        return new Frame(type, payload);
    }

    private static ByteString bytes(ByteBuf in, int size) {
        if (size == 0) {
            return ByteString.EMPTY;
        }
        byte[] copy = new byte[size];
        in.readBytes(copy);
        return UnsafeByteOperations.unsafeWrap(copy);
    }
}
