package org.libtransport.xmpp.xml;

import org.libtransport.xmpp.xml.XmlCharacters.Place;
import org.libtransport.xmpp.xml.XmlException.Condition;

/**
 * Finds the tokens of a stream: start tag, end tag, text. What ends in the middle of a token has to be given again
 * together with what follows; only how far the end of the token was looked for is remembered, so that a long tag in
 * many small pieces is not searched over and over.
 */
final class XmlTokenizer {

    /** Takes the tokens. */
    interface Sink {

        /** The bytes of a start tag, from its {@code <} to its {@code >}. */
        void startTag(byte[] data, int from, int end);

        /** The bytes of the name in an end tag. */
        void endTag(byte[] data, int from, int to);

        /** A piece of text; also called with an empty one where a CDATA section begins. */
        void text(String piece);
    }

    /** What {@link #next} returns if the rest is not a whole token yet. */
    static final int INCOMPLETE = -1;

    private static final String CDATA_START = "<![CDATA[";
    private static final String DECLARATION_START = "<?xml";

    /** It is searched from its start each time more of it comes in. */
    private static final int LONGEST_DECLARATION = 256;

    private final Sink sink;
    private boolean atStart = true;
    private boolean inCdata;
    private int searched;
    private byte quote;

    XmlTokenizer(Sink sink) {
        this.sink = sink;
    }

    /** Expects a stream's first byte. */
    void reset() {
        atStart = true;
        inCdata = false;
        searched = 0;
        quote = 0;
    }

    /** Reads one token at {@code from} and returns where the next one begins, or {@link #INCOMPLETE}. */
    int next(byte[] data, int from, int to) {
        if (inCdata) {
            return cdata(data, from, to);
        }
        if (data[from] != '<') {
            if (atStart) {
                throw XmlCharacters.notWellFormed("a stream does not begin with '<'");
            }
            return text(data, from, to);
        }
        if (to - from < 2) {
            return INCOMPLETE;
        }
        byte second = data[from + 1];
        if (second == '?') {
            return declaration(data, from, to);
        }
        if (second == '!') {
            return cdataStart(data, from, to);
        }
        int end = tagEnd(data, from, to);
        if (end < 0) {
            return INCOMPLETE;
        }
        atStart = false;
        if (second == '/') {
            int nameEnd = end;
            while (nameEnd > from + 2 && XmlCharacters.isWhiteSpace(data[nameEnd - 1])) {
                nameEnd--;
            }
            sink.endTag(data, from + 2, nameEnd);
        } else {
            sink.startTag(data, from, end);
        }
        return end + 1;
    }

    /** Where the tag's {@code >} is, which may also be in a quoted value, or a negative number. */
    private int tagEnd(byte[] data, int from, int to) {
        byte open = quote;
        for (int i = from + Math.max(1, searched); i < to; i++) {
            byte b = data[i];
            if (open != 0) {
                if (b == open) {
                    open = 0;
                }
            } else if (b == '>') {
                searched = 0;
                quote = 0;
                return i;
            } else if (b == '"' || b == '\'') {
                open = b;
            } else if (b == '<') {
                throw XmlCharacters.notWellFormed("'<' in a tag");
            }
        }
        searched = to - from;
        quote = open;
        return INCOMPLETE;
    }

    private int text(byte[] data, int from, int to) {
        boolean plain = true;
        int i = from;
        while (i < to && data[i] != '<') {
            plain &= XmlCharacters.isPlainContent(data[i]);
            i++;
        }
        int end = i < to ? i : wholeEnd(data, from, to, true);
        if (end == from) {
            return INCOMPLETE;
        }
        sink.text(plain ? XmlCharacters.ascii(data, from, end) : XmlCharacters.decode(data, from, end, Place.CONTENT));
        return end;
    }

    /** The end of what can be understood without the bytes that follow. */
    private static int wholeEnd(byte[] data, int from, int to, boolean references) {
        int end = to;
        int earliest = Math.max(from, to - XmlCharacters.LONGEST_REFERENCE);
        for (int i = to - 1; references && i >= earliest && data[i] != ';'; i--) {
            if (data[i] == '&') {
                end = i;
                break;
            }
        }
        for (int size = 1; size < 4 && end - size >= from; size++) {
            byte b = data[end - size];
            if ((b & 0xC0) != 0x80) {
                if (XmlCharacters.sizeOf(b) > size) {
                    end -= size;
                }
                break;
            }
        }
        // Of a line end or of the forbidden "]]>".
        if (end > from && data[end - 1] == '\r') {
            return end - 1;
        }
        int brackets = 0;
        while (brackets < 2 && end - brackets > from && data[end - brackets - 1] == ']') {
            brackets++;
        }
        return end - brackets;
    }

    private int cdataStart(byte[] data, int from, int to) {
        int length = Math.min(CDATA_START.length(), to - from);
        if (!KnownNames.is(CDATA_START.substring(0, length), data, from, from + length)) {
            throw new XmlException(Condition.RESTRICTED_XML, "a comment or DTD");
        }
        if (atStart) {
            throw XmlCharacters.notWellFormed("a stream does not begin with a tag");
        }
        if (length < CDATA_START.length()) {
            return INCOMPLETE;
        }
        inCdata = true;
        sink.text("");
        return from + length;
    }

    private int cdata(byte[] data, int from, int to) {
        int i = from;
        while (i + 2 < to && !(data[i] == ']' && data[i + 1] == ']' && data[i + 2] == '>')) {
            i++;
        }
        boolean complete = i + 2 < to;
        int end = complete ? i : wholeEnd(data, from, to, false);
        if (end > from) {
            sink.text(XmlCharacters.decode(data, from, end, Place.CDATA));
        }
        if (complete) {
            inCdata = false;
            return end + 3;
        }
        return end > from ? end : INCOMPLETE;
    }

    /** {@code <?xml version='1.0' encoding='UTF-8'?>}, allowed only as the very first thing in a stream. */
    private int declaration(byte[] data, int from, int to) {
        int length = Math.min(DECLARATION_START.length(), to - from);
        if (!atStart || !KnownNames.is(DECLARATION_START.substring(0, length), data, from, from + length)) {
            throw new XmlException(Condition.RESTRICTED_XML, "a processing instruction");
        }
        int end = from + length;
        while (end + 1 < to && !(data[end] == '?' && data[end + 1] == '>')) {
            end++;
        }
        if (end - from > LONGEST_DECLARATION) {
            throw XmlCharacters.notWellFormed("the XML declaration is too long");
        }
        if (end + 1 >= to) {
            return INCOMPLETE;
        }
        XmlDeclaration.check(data, from + DECLARATION_START.length(), end);
        atStart = false;
        return end + 2;
    }
}
