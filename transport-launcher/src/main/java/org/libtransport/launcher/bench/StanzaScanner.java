package org.libtransport.launcher.bench;

import java.nio.charset.StandardCharsets;

/**
 * Finds the stanzas in a stream and the four attributes that matter, without parsing the rest.
 *
 * <p>Good for streams of well-behaved peers only: no comments, no CDATA, and no element inside a stanza that has the name of
 * the stanza. One thread; {@link #next} overwrites what the call before it found.
 */
final class StanzaScanner {

    private static final byte[] MESSAGE_END = "</message>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PRESENCE_END = "</presence>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IQ_END = "</iq>".getBytes(StandardCharsets.US_ASCII);

    /** What begins at {@link #start}. */
    enum Kind {
        MESSAGE,
        PRESENCE,
        IQ,
        /** The stream ended or something came that is no stanza; nothing after it can be read. */
        OTHER
    }

    Kind kind = Kind.OTHER;
    /** Where the stanza begins, and the first index after it. */
    int start;

    int end;
    /** The first index after the start tag. */
    int tagEnd;
    /** The values of the attributes without quotes; start and end are equal if an attribute is missing or empty. */
    int fromStart;

    int fromEnd;
    int toStart;
    int toEnd;
    int idStart;
    int idEnd;
    int typeStart;
    int typeEnd;

    /** Finds the next stanza in {@code [from, limit)}; false if it is not complete yet. */
    boolean next(byte[] data, int from, int limit) {
        int i = from;
        while (i < limit && data[i] <= ' ') {
            i++;
        }
        start = i;
        if (limit - i < 4) {
            return false;
        }
        byte[] endTag;
        int afterName;
        switch (data[i] == '<' ? data[i + 1] : 0) {
            case 'm' -> {
                kind = Kind.MESSAGE;
                endTag = MESSAGE_END;
                afterName = i + 8;
            }
            case 'p' -> {
                kind = Kind.PRESENCE;
                endTag = PRESENCE_END;
                afterName = i + 9;
            }
            case 'i' -> {
                kind = Kind.IQ;
                endTag = IQ_END;
                afterName = i + 3;
            }
            default -> {
                kind = Kind.OTHER;
                end = limit;
                return true;
            }
        }
        if (!attributes(data, afterName, limit)) {
            return false;
        }
        if (data[tagEnd - 2] == '/') {
            end = tagEnd;
            return true;
        }
        int close = ByteSearch.indexOf(data, tagEnd, limit, endTag);
        if (close < 0) {
            return false;
        }
        end = close + endTag.length;
        return true;
    }

    private boolean attributes(byte[] data, int from, int limit) {
        fromStart = fromEnd = toStart = toEnd = idStart = idEnd = typeStart = typeEnd = 0;
        int i = from;
        while (i < limit) {
            byte b = data[i];
            if (b == '>') {
                tagEnd = i + 1;
                return true;
            }
            if (b <= ' ' || b == '/') {
                i++;
                continue;
            }
            int name = i;
            while (i < limit && data[i] != '=') {
                i++;
            }
            int value = i + 2;
            if (value > limit) {
                return false;
            }
            int close = ByteSearch.indexOf(data, value, limit, data[value - 1]);
            if (close < 0) {
                return false;
            }
            remember(data, name, i - name, value, close);
            i = close + 1;
        }
        return false;
    }

    private void remember(byte[] data, int name, int nameLength, int value, int close) {
        if (nameLength == 2) {
            if (data[name] == 't' && data[name + 1] == 'o') {
                toStart = value;
                toEnd = close;
            } else if (data[name] == 'i' && data[name + 1] == 'd') {
                idStart = value;
                idEnd = close;
            }
        } else if (nameLength == 4) {
            if (data[name] == 'f' && data[name + 1] == 'r') {
                fromStart = value;
                fromEnd = close;
            } else if (data[name] == 't' && data[name + 1] == 'y') {
                typeStart = value;
                typeEnd = close;
            }
        }
    }

    /** Whether the stanza has this {@code type}; an empty one asks for a stanza without. */
    boolean isType(byte[] data, byte[] type) {
        return typeEnd - typeStart == type.length && ByteSearch.matches(data, typeStart, typeEnd, type);
    }
}
