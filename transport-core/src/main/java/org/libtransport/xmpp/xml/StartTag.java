package org.libtransport.xmpp.xml;

import java.util.Arrays;
import org.libtransport.xmpp.xml.XmlCharacters.Place;
import org.libtransport.xmpp.xml.XmlException.Condition;

/** Reads a start tag, all of whose bytes are there, into fields that the next one overwrites. */
final class StartTag {

    private String prefix = "";
    private String name = "";
    private String[] attributes = new String[16];
    private String[] attributePrefixes = new String[8];
    private int count;
    private boolean empty;
    private boolean defaultDeclared;

    /** What namespaces add to the names of attributes, as these become part of each key. */
    private int expandedLength;

    private int position;
    private String readPrefix = "";
    private String readLocal = "";

    /** The prefix of the name as sent, empty if there is none. */
    String prefix() {
        return prefix;
    }

    String name() {
        return name;
    }

    /** Whether the element ends with this tag. */
    boolean isEmpty() {
        return empty;
    }

    int expandedLength() {
        return expandedLength;
    }

    /** Keys and values in turn, as an {@link Element} has them. */
    String[] attributes() {
        return count == 0 ? Element.NO_ATTRIBUTES : Arrays.copyOf(attributes, 2 * count);
    }

    /** Whether these bytes are the name with this prefix and local part, as sent. */
    static boolean isNamed(String prefix, String name, byte[] data, int from, int to) {
        int local = from;
        if (!prefix.isEmpty()) {
            local = from + prefix.length() + 1;
            if (local > to || data[local - 1] != ':' || !KnownNames.is(prefix, data, from, local - 1)) {
                return isNamedBeyondAscii(prefix + ':' + name, data, from, to);
            }
        }
        return KnownNames.is(name, data, local, to)
                || isNamedBeyondAscii(prefix.isEmpty() ? name : prefix + ':' + name, data, from, to);
    }

    private static boolean isNamedBeyondAscii(String name, byte[] data, int from, int to) {
        int bits = 0;
        for (int i = from; i < to; i++) {
            bits |= data[i];
        }
        return bits < 0 && XmlCharacters.decode(data, from, to, Place.CDATA).equals(name);
    }

    /** Reads the tag from its {@code <} to its {@code >} and puts what it declares into the scope, entered before. */
    void read(byte[] data, int from, int end, int mostAttributes, NamespaceScope scope) {
        count = 0;
        expandedLength = 0;
        defaultDeclared = false;
        position = from + 1;
        readName(data, end);
        prefix = readPrefix;
        name = readLocal;
        empty = false;
        int declarations = 0;
        while (true) {
            boolean separated = skipWhiteSpace(data);
            byte b = data[position];
            if (b == '>') {
                break;
            }
            if (b == '/' && position + 1 == end) {
                empty = true;
                break;
            }
            if (!separated) {
                throw XmlCharacters.notWellFormed("a start tag");
            }
            if (count + declarations == mostAttributes) {
                throw new XmlException(Condition.POLICY_VIOLATION, "an element has too many attributes");
            }
            readName(data, end);
            skipWhiteSpace(data);
            if (data[position] != '=') {
                throw XmlCharacters.notWellFormed("an attribute without value");
            }
            position++;
            skipWhiteSpace(data);
            if (readPrefix.isEmpty() ? readLocal.equals("xmlns") : readPrefix.equals("xmlns")) {
                declarations++;
                declare(data, end, scope);
            } else {
                add(readPrefix, readLocal, readValue(data, end, false));
            }
        }
        resolve(scope);
    }

    private void declare(byte[] data, int end, NamespaceScope scope) {
        String declared = readPrefix.isEmpty() ? "" : readLocal;
        String uri = readValue(data, end, true);
        if (declared.isEmpty()) {
            if (defaultDeclared) {
                throw XmlCharacters.notWellFormed("an attribute is there twice");
            }
            defaultDeclared = true;
            scope.declareDefault(uri);
        } else {
            scope.declare(declared, uri);
        }
    }

    private void add(String attributePrefix, String attributeName, String value) {
        if (count == attributePrefixes.length) {
            attributePrefixes = Arrays.copyOf(attributePrefixes, 2 * count);
            attributes = Arrays.copyOf(attributes, 4 * count);
        }
        attributePrefixes[count] = attributePrefix;
        attributes[2 * count] = attributeName;
        attributes[2 * count + 1] = value;
        count++;
    }

    /** A prefix may be declared behind the attribute that uses it. */
    private void resolve(NamespaceScope scope) {
        for (int i = 0; i < count; i++) {
            if (!attributePrefixes[i].isEmpty()) {
                String local = attributes[2 * i];
                String uri = scope.resolve(attributePrefixes[i]);
                if (uri.equals(NamespaceScope.XML) && local.equals("lang")) {
                    attributes[2 * i] = "xml:lang";
                } else {
                    attributes[2 * i] = '{' + uri + '}' + local;
                    expandedLength += uri.length();
                }
            }
            for (int k = 0; k < i; k++) {
                if (attributes[2 * k].equals(attributes[2 * i])) {
                    throw XmlCharacters.notWellFormed("an attribute is there twice");
                }
            }
        }
    }

    private boolean skipWhiteSpace(byte[] data) {
        int start = position;
        while (XmlCharacters.isWhiteSpace(data[position])) {
            position++;
        }
        return position > start;
    }

    /** Reads a name with or without prefix. The tag's last byte ends every loop: it is no part of a name. */
    private void readName(byte[] data, int end) {
        readPrefix = "";
        readLocal = readPart(data);
        if (position < end && data[position] == ':') {
            position++;
            readPrefix = readLocal;
            readLocal = readPart(data);
        }
    }

    private String readPart(byte[] data) {
        int start = position;
        int i = start;
        if (!XmlCharacters.isNameStartByte(data[i])) {
            throw XmlCharacters.notWellFormed("not a name");
        }
        int hash = 0;
        int bits = 0;
        byte b = data[i];
        while (XmlCharacters.isNameByte(b)) {
            hash = KnownNames.hash(hash, b);
            bits |= b;
            b = data[++i];
        }
        position = i;
        return bits < 0 ? XmlCharacters.name(data, start, i) : KnownNames.get(data, start, i, hash);
    }

    private String readValue(byte[] data, int end, boolean known) {
        byte quote = data[position];
        if (quote != '"' && quote != '\'') {
            throw XmlCharacters.notWellFormed("an attribute value without quotes");
        }
        int start = position + 1;
        int i = start;
        int hash = 0;
        byte b = data[i];
        while (XmlCharacters.isPlain(b)) {
            if (known) {
                hash = KnownNames.hash(hash, b);
            }
            b = data[++i];
        }
        boolean plain = b == quote;
        while (b != quote) {
            if (i == end) {
                throw XmlCharacters.notWellFormed("an attribute value without end");
            }
            b = data[++i];
        }
        position = i + 1;
        if (!plain) {
            return XmlCharacters.decode(data, start, i, Place.ATTRIBUTE);
        }
        return known ? KnownNames.get(data, start, i, hash) : XmlCharacters.ascii(data, start, i);
    }
}
