package org.libtransport.launcher.bench;

import java.io.IOException;

/**
 * Reads and writes frames of the backend protocol by hand: 4 bytes length, then a WrapperMessage of type and payload, the
 * payload a message of strings with field numbers below 16.
 */
final class Frames {

    static final int CONNECTED = 1;
    static final int LOGIN = 3;
    static final int BUDDY_CHANGED = 6;
    static final int CONV_MESSAGE = 8;

    /** Tags of length-delimited fields. */
    static final byte FIELD_1 = 0x0a;

    static final byte FIELD_2 = 0x12;
    static final byte FIELD_3 = 0x1a;

    private static final byte TYPE_TAG = 0x08;
    private static final byte PAYLOAD_TAG = 0x12;
    private static final int HEADER = 4;

    private Frames() {}

    /** The size of the frame at {@code at} with its length bytes, or 0 if it is not complete before {@code limit}. */
    static int sizeAt(byte[] data, int at, int limit) {
        if (limit - at < HEADER) {
            return 0;
        }
        int size = HEADER
                + ((data[at] & 0xFF) << 24
                        | (data[at + 1] & 0xFF) << 16
                        | (data[at + 2] & 0xFF) << 8
                        | data[at + 3] & 0xFF);
        return limit - at < size ? 0 : size;
    }

    static int typeAt(byte[] data, int frame) {
        return data[frame + HEADER + 1];
    }

    /** Where the payload of the frame begins. */
    static int payloadAt(byte[] data, int frame) {
        int length = frame + HEADER + 3;
        return length + varintSize(varint(data, length));
    }

    /** Where the next field begins after the string field that begins there. */
    static int afterField(byte[] data, int field) {
        int length = varint(data, field + 1);
        return field + 1 + varintSize(length) + length;
    }

    static int varint(byte[] data, int at) {
        int value = data[at] & 0x7F;
        int shift = 7;
        for (int i = at; data[i] < 0; shift += 7) {
            i++;
            value |= (data[i] & 0x7F) << shift;
        }
        return value;
    }

    /** How many bytes this number takes as a varint. */
    static int varintSize(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
    }

    /** How many bytes a string of so many bytes takes as a field. */
    static int fieldSize(int length) {
        return 1 + varintSize(length) + length;
    }

    /** Writes everything up to the payload and makes room for it; returns where the frame has to end. */
    static int begin(Link link, int type, int payloadSize) throws IOException {
        int wrapper = 3 + varintSize(payloadSize) + payloadSize;
        link.reserve(HEADER + wrapper);
        byte[] out = link.out;
        int at = link.outEnd;
        out[at] = (byte) (wrapper >>> 24);
        out[at + 1] = (byte) (wrapper >>> 16);
        out[at + 2] = (byte) (wrapper >>> 8);
        out[at + 3] = (byte) wrapper;
        out[at + 4] = TYPE_TAG;
        out[at + 5] = (byte) type;
        out[at + 6] = PAYLOAD_TAG;
        link.outEnd = putVarint(out, at + 7, payloadSize);
        return at + HEADER + wrapper;
    }

    /** Writes a string field. Room must have been made. */
    static void field(Link link, byte tag, byte[] from, int at, int length) {
        link.out[link.outEnd] = tag;
        int to = putVarint(link.out, link.outEnd + 1, length);
        System.arraycopy(from, at, link.out, to, length);
        link.outEnd = to + length;
    }

    /** Fails if the fields written since {@link #begin} were not of the announced size. */
    static void check(Link link, int end) {
        if (link.outEnd != end) {
            throw new IllegalStateException("frame ends at " + link.outEnd + " instead of " + end);
        }
    }

    private static int putVarint(byte[] out, int at, int value) {
        int i = at;
        int rest = value;
        while (rest >= 0x80) {
            out[i++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[i++] = (byte) rest;
        return i;
    }
}
