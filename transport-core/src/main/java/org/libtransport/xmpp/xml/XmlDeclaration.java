package org.libtransport.xmpp.xml;

import java.util.List;
import java.util.Locale;
import org.libtransport.xmpp.xml.XmlException.Condition;

/** What may be said before the first tag of a stream (RFC 6120 sections 11.5 and 11.6). */
final class XmlDeclaration {

    /** In the order in which XML wants them. */
    private static final List<String> ATTRIBUTES = List.of("version", "encoding", "standalone");

    private XmlDeclaration() {}

    /** Checks the bytes between {@code <?xml} and {@code ?>}. */
    static void check(byte[] data, int from, int to) {
        int i = from;
        int expected = 0;
        while (true) {
            int blank = i;
            while (i < to && XmlCharacters.isWhiteSpace(data[i])) {
                i++;
            }
            if (i == to) {
                break;
            }
            int name = i;
            while (i < to && XmlCharacters.isNameByte(data[i])) {
                i++;
            }
            int attribute = ATTRIBUTES.indexOf(XmlCharacters.ascii(data, name, i));
            i = skipWhiteSpace(data, i, to);
            boolean ordered = attribute >= expected && (expected > 0 || attribute == 0) && name > blank;
            if (!ordered || i == to || data[i] != '=') {
                throw XmlCharacters.notWellFormed("the XML declaration");
            }
            expected = attribute + 1;
            i = skipWhiteSpace(data, i + 1, to);
            if (i == to || (data[i] != '"' && data[i] != '\'')) {
                throw XmlCharacters.notWellFormed("the XML declaration");
            }
            byte quote = data[i];
            int value = ++i;
            while (i < to && data[i] != quote) {
                i++;
            }
            if (i == to) {
                throw XmlCharacters.notWellFormed("the XML declaration");
            }
            checkValue(attribute, XmlCharacters.ascii(data, value, i));
            i++;
        }
        if (expected == 0) {
            throw XmlCharacters.notWellFormed("the XML declaration");
        }
    }

    private static void checkValue(int attribute, String value) {
        switch (attribute) {
            case 0 -> {
                if (!value.equals("1.0")) {
                    throw XmlCharacters.notWellFormed("only XML 1.0 is supported");
                }
            }
            case 1 -> {
                if (!value.toUpperCase(Locale.ROOT).equals("UTF-8")) {
                    throw new XmlException(Condition.UNSUPPORTED_ENCODING, "only UTF-8 is supported");
                }
            }
            default -> {
                if (!value.equals("yes") && !value.equals("no")) {
                    throw XmlCharacters.notWellFormed("the XML declaration");
                }
            }
        }
    }

    private static int skipWhiteSpace(byte[] data, int from, int to) {
        int i = from;
        while (i < to && XmlCharacters.isWhiteSpace(data[i])) {
            i++;
        }
        return i;
    }
}
