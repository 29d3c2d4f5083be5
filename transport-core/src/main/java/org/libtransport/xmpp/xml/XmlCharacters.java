package org.libtransport.xmpp.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.libtransport.xmpp.xml.XmlException.Condition;

/** Characters and references of XML 1.0 in UTF-8, strictly: no overlong forms, no surrogates, nothing XML forbids. */
final class XmlCharacters {

    /** Where text stands decides what is special in it. */
    enum Place {
        CONTENT,
        ATTRIBUTE,
        CDATA
    }

    /** The longest reference that means anything, {@code &#x0010FFFF;}, has some leading zeros to spare. */
    static final int LONGEST_REFERENCE = 16;

    private static final boolean[] PLAIN = new boolean[256];
    private static final boolean[] PLAIN_CONTENT = new boolean[256];
    private static final boolean[] NAME = new boolean[256];
    private static final boolean[] NAME_START = new boolean[256];

    static {
        Arrays.fill(PLAIN, ' ', 128, true);
        for (char special : new char[] {'&', '<', '>', '"', '\''}) {
            PLAIN[special] = false;
        }
        Arrays.fill(PLAIN_CONTENT, ' ', 128, true);
        for (char special : new char[] {'&', '<', '>'}) {
            PLAIN_CONTENT[special] = false;
        }
        PLAIN_CONTENT['\n'] = true;
        PLAIN_CONTENT['\t'] = true;
        Arrays.fill(NAME_START, 'a', 'z' + 1, true);
        Arrays.fill(NAME_START, 'A', 'Z' + 1, true);
        Arrays.fill(NAME_START, 128, 256, true);
        NAME_START['_'] = true;
        System.arraycopy(NAME_START, 0, NAME, 0, 256);
        Arrays.fill(NAME, '0', '9' + 1, true);
        NAME['-'] = true;
        NAME['.'] = true;
    }

    private XmlCharacters() {}

    /** Whether the byte is a character that stands for itself everywhere; a quote mark or line feed never is one. */
    static boolean isPlain(byte b) {
        return PLAIN[b & 0xFF];
    }

    /** Whether the byte is a character that stands for itself between tags. */
    static boolean isPlainContent(byte b) {
        return PLAIN_CONTENT[b & 0xFF];
    }

    /** Whether the byte may be in a name without prefix; bytes of longer characters are checked by {@link #name}. */
    static boolean isNameByte(byte b) {
        return NAME[b & 0xFF];
    }

    static boolean isNameStartByte(byte b) {
        return NAME_START[b & 0xFF];
    }

    static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    static String ascii(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** A name with characters beyond ASCII. */
    static String name(byte[] data, int from, int to) {
        String name = decode(data, from, to, Place.CDATA);
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (c >= 128 && !isNameCharacter(c, i == 0)) {
                throw notWellFormed("a character that cannot be in a name");
            }
            i += Character.charCount(c);
        }
        return name;
    }

    /** XML 1.0 (fifth edition) section 2.3. */
    private static boolean isNameCharacter(int c, boolean first) {
        if (!first && (c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040)) {
            return true;
        }
        return (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7)
                || (c >= 0x370 && c <= 0x1FFF && c != 0x37E)
                || c == 0x200C
                || c == 0x200D
                || (c >= 0x2070 && c <= 0x218F)
                || (c >= 0x2C00 && c <= 0x2FEF)
                || (c >= 0x3001 && c <= 0xD7FF)
                || (c >= 0xF900 && c <= 0xFDCF)
                || (c >= 0xFDF0 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0xEFFFF);
    }

    /** The text of these bytes, with references resolved and white space normalised as the place demands. */
    static String decode(byte[] data, int from, int to, Place place) {
        StringBuilder text = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            byte b = data[i];
            if (b < 0) {
                i = decodeLong(data, i, to, text);
            } else if (PLAIN[b]) {
                int start = i;
                do {
                    i++;
                } while (i < to && PLAIN[data[i] & 0xFF]);
                if (i - start == 1) {
                    text.append((char) b);
                } else {
                    text.append(ascii(data, start, i));
                }
            } else if (b == '&' && place != Place.CDATA) {
                i = decodeReference(data, i, to, text);
            } else {
                i = decodeSpecial(data, i, to, place, text);
            }
        }
        return text.toString();
    }

    private static int decodeSpecial(byte[] data, int i, int to, Place place, StringBuilder text) {
        byte b = data[i];
        switch (b) {
            case '\r', '\n', '\t' -> {
                // Sections 2.11 and 3.3.3: a line end is one line feed, and in an attribute a blank.
                char c = b == '\r' ? '\n' : (char) b;
                text.append(place == Place.ATTRIBUTE ? ' ' : c);
                return b == '\r' && i + 1 < to && data[i + 1] == '\n' ? i + 2 : i + 1;
            }
            case '<' -> {
                if (place != Place.CDATA) {
                    throw notWellFormed("'<' in a value");
                }
            }
            case '>' -> {
                if (place == Place.CONTENT && endsWithBrackets(text)) {
                    throw notWellFormed("']]>' in text");
                }
            }
            case '&', '"', '\'' -> {
                // Only a character here.
            }
            default -> throw notWellFormed("a control character");
        }
        text.append((char) b);
        return i + 1;
    }

    private static boolean endsWithBrackets(StringBuilder text) {
        int length = text.length();
        return length >= 2 && text.charAt(length - 1) == ']' && text.charAt(length - 2) == ']';
    }

    private static int decodeLong(byte[] data, int i, int to, StringBuilder text) {
        int size = sizeOf(data[i]);
        if (size < 0 || i + size > to) {
            throw notWellFormed("bytes that are not UTF-8");
        }
        int c = data[i] & (0xFF >> (size + 1));
        for (int k = 1; k < size; k++) {
            int b = data[i + k];
            if ((b & 0xC0) != 0x80) {
                throw notWellFormed("bytes that are not UTF-8");
            }
            c = c << 6 | b & 0x3F;
        }
        boolean shortest = size == 2 || c >= (size == 3 ? 0x800 : 0x10000);
        if (!shortest || !isCharacter(c)) {
            throw notWellFormed("bytes that are not UTF-8, or a character that cannot be in XML");
        }
        text.appendCodePoint(c);
        return i + size;
    }

    /** How many bytes a character has that begins with this one, or -1. */
    static int sizeOf(byte first) {
        int b = first & 0xFF;
        if (b < 0x80) {
            return 1;
        }
        if (b < 0xC2) {
            return -1;
        }
        return b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : -1;
    }

    private static int decodeReference(byte[] data, int from, int to, StringBuilder text) {
        int end = from + 1;
        int limit = Math.min(to, from + LONGEST_REFERENCE);
        while (end < limit && data[end] != ';') {
            end++;
        }
        if (end == limit) {
            throw notWellFormed("'&' without a reference");
        }
        int start = from + 1;
        if (start < end && data[start] == '#') {
            text.appendCodePoint(number(data, start + 1, end));
        } else if (KnownNames.is("amp", data, start, end)) {
            text.append('&');
        } else if (KnownNames.is("lt", data, start, end)) {
            text.append('<');
        } else if (KnownNames.is("gt", data, start, end)) {
            text.append('>');
        } else if (KnownNames.is("apos", data, start, end)) {
            text.append('\'');
        } else if (KnownNames.is("quot", data, start, end)) {
            text.append('"');
        } else {
            throw new XmlException(Condition.RESTRICTED_XML, "a reference to an entity");
        }
        return end + 1;
    }

    private static int number(byte[] data, int from, int end) {
        boolean hexadecimal = from < end && data[from] == 'x';
        int radix = hexadecimal ? 16 : 10;
        int i = hexadecimal ? from + 1 : from;
        int c = 0;
        boolean valid = i < end;
        while (valid && i < end) {
            int digit = data[i] < 0 ? -1 : Character.digit((char) data[i], radix);
            c = c * radix + digit;
            valid = digit >= 0 && c <= 0x10FFFF;
            i++;
        }
        if (!valid || !isCharacter(c)) {
            throw notWellFormed("a reference to a character that cannot be in XML");
        }
        return c;
    }

    private static boolean isCharacter(int c) {
        return c >= 0x20
                ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF)
                : c == '\t' || c == '\n' || c == '\r';
    }

    static XmlException notWellFormed(String what) {
        return new XmlException(Condition.NOT_WELL_FORMED, what);
    }
}
