package org.libtransport.xmpp.xml;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes elements as UTF-8 for one stream. A namespace is declared where it changes; content of the stream's default
 * namespace needs no declaration, and elements of the stream namespace ({@code features}, {@code error}) take the
 * prefix {@code stream}, which every stream header must declare.
 *
 * <p>Text is escaped, and characters that XML 1.0 cannot carry are left out (control characters) or become U+FFFD
 * (surrogates without their other half, U+FFFE and U+FFFF). Names are written as they are and must come from our code.
 *
 * <p>Not thread-safe; meant to be kept and used again. An element goes out by {@link #encode}. One that need not exist as
 * an object is written by {@link #start}, {@link #attribute}, {@link #content} and {@link #flush}, in this order.
 */
public final class XmlEncoder {

    private static final String STREAM_NAMESPACE = "http://etherx.jabber.org/streams";
    private static final String XML_NAMESPACE_KEY = "{http://www.w3.org/XML/1998/namespace}";
    private static final int KEPT_BYTES = 64 * 1024;

    /** Which ASCII characters stand for themselves: bit 0 in text, bit 1 in attribute values. */
    private static final byte[] PLAIN = new byte[128];

    private static final int IN_TEXT = 1;
    private static final int IN_ATTRIBUTE = 2;

    static {
        Arrays.fill(PLAIN, ' ', 128, (byte) (IN_TEXT | IN_ATTRIBUTE));
        for (char special : new char[] {'&', '<', '>'}) {
            PLAIN[special] = 0;
        }
        PLAIN['\''] = IN_TEXT;
        PLAIN['"'] = IN_TEXT;
        PLAIN['\t'] = IN_TEXT;
        PLAIN['\n'] = IN_TEXT;
    }

    private final String streamNamespace;
    private final boolean streamPrefix;
    private byte[] bytes = new byte[1024];
    private int length;

    /**
     * Writes for a stream whose header declares this default namespace, {@code jabber:client} or
     * {@code jabber:component:accept}.
     */
    public XmlEncoder(String streamNamespace) {
        this(streamNamespace, true);
    }

    private XmlEncoder(String streamNamespace, boolean streamPrefix) {
        this.streamNamespace = streamNamespace;
        this.streamPrefix = streamPrefix;
    }

    /** Writes a first-level element. */
    public void encode(Element element, ByteBuf out) {
        element(element, streamNamespace);
        flush(out);
    }

    /** Begins a first-level element in the content namespace. */
    public void start(String name) {
        ascii('<');
        name(name);
    }

    /** Adds an attribute to the element just begun; null adds none. The key is as in {@link Element}. */
    public void attribute(String key, @Nullable String value) {
        if (value != null) {
            attribute(key, value, 0);
        }
    }

    /** Gives the element just begun its children and ends it. */
    public void content(String name, Iterable<Element> children) {
        boolean empty = true;
        for (Element child : children) {
            if (empty) {
                ascii('>');
                empty = false;
            }
            element(child, streamNamespace);
        }
        end(name, empty, false);
    }

    /** Hands over what was written. */
    public void flush(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[1024];
        }
    }

    /** The text as it may stand in an attribute value with either kind of quotes, or between tags. */
    public static String escape(String text) {
        XmlEncoder encoder = new XmlEncoder("", false);
        encoder.escaped(text, IN_ATTRIBUTE);
        return encoder.takeString();
    }

    /** The element as it is written where no namespace is in scope. */
    static String toString(Element element) {
        XmlEncoder encoder = new XmlEncoder("", false);
        encoder.element(element, "");
        return encoder.takeString();
    }

    private String takeString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void element(Element element, String outerScope) {
        String name = element.name();
        String namespace = element.namespace();
        String scope = outerScope;
        boolean prefixed = streamPrefix && namespace.equals(STREAM_NAMESPACE);
        ascii('<');
        if (prefixed) {
            name("stream:");
        }
        name(name);
        if (!prefixed && !inScope(namespace, scope)) {
            name(" xmlns='");
            escaped(namespace, IN_ATTRIBUTE);
            ascii('\'');
            scope = namespace;
        }
        for (int i = 0; i < element.attributeCount(); i++) {
            attribute(element.attributeKey(i), element.attributeValue(i), i);
        }
        boolean empty = element.nodes().isEmpty();
        if (!empty) {
            ascii('>');
            for (Node node : element.nodes()) {
                if (node instanceof Element child) {
                    element(child, scope);
                } else if (node instanceof Text text) {
                    escaped(text.value(), IN_TEXT);
                }
            }
        }
        end(name, empty, prefixed);
    }

    /** Inside foreign content a stanza is {@code jabber:client} on every stream, as XEP-0297 and XEP-0356 want it. */
    private boolean inScope(String namespace, String scope) {
        return namespace.equals(scope)
                || (namespace.equals(Element.CONTENT_NAMESPACE)
                        && !streamNamespace.isEmpty()
                        && scope.equals(streamNamespace));
    }

    private void end(String name, boolean empty, boolean prefixed) {
        if (empty) {
            ascii('/');
        } else {
            ascii('<');
            ascii('/');
            if (prefixed) {
                name("stream:");
            }
            name(name);
        }
        ascii('>');
    }

    private void attribute(String key, String value, int index) {
        ascii(' ');
        if (key.charAt(0) != '{') {
            name(key);
        } else if (key.startsWith(XML_NAMESPACE_KEY)) {
            name("xml:");
            name(key.substring(XML_NAMESPACE_KEY.length()));
        } else {
            int close = key.lastIndexOf('}');
            String prefix = "a" + index;
            name("xmlns:");
            name(prefix);
            name("='");
            escaped(key.substring(1, close), IN_ATTRIBUTE);
            name("' ");
            name(prefix);
            ascii(':');
            name(key.substring(close + 1));
        }
        name("='");
        escaped(value, IN_ATTRIBUTE);
        ascii('\'');
    }

    private void ascii(char character) {
        if (length == bytes.length) {
            reserve(1);
        }
        bytes[length++] = (byte) character;
    }

    private void name(String name) {
        int size = name.length();
        reserve(size);
        byte[] target = bytes;
        int position = length;
        for (int i = 0; i < size; i++) {
            char character = name.charAt(i);
            if (character >= 128) {
                length = position;
                escaped(name.substring(i), IN_ATTRIBUTE);
                return;
            }
            target[position++] = (byte) character;
        }
        length = position;
    }

    private void escaped(String value, int where) {
        int size = value.length();
        int i = 0;
        while (i < size) {
            reserve(size - i);
            byte[] target = bytes;
            int position = length;
            while (i < size) {
                char character = value.charAt(i);
                if (character >= 128 || (PLAIN[character] & where) == 0) {
                    break;
                }
                target[position++] = (byte) character;
                i++;
            }
            length = position;
            // Such characters come in runs: the loop above would reserve once for each of them.
            while (i < size) {
                char character = value.charAt(i);
                if (character < 128 && (PLAIN[character] & where) != 0) {
                    break;
                }
                i += special(value, i, where);
            }
        }
    }

    /** Writes one character that is not plain; returns how many chars of the string it took. */
    private int special(String value, int index, int where) {
        char character = value.charAt(index);
        if (character < 128) {
            switch (character) {
                case '&' -> name("&amp;");
                case '<' -> name("&lt;");
                case '>' -> name("&gt;");
                case '\'' -> name("&apos;");
                case '"' -> name("&quot;");
                // Parsers turn these into blanks or line feeds, unless they are written as references.
                case '\t' -> name("&#9;");
                case '\n' -> name("&#10;");
                case '\r' -> name("&#13;");
                default -> {
                    // A control character has no form in XML 1.0.
                }
            }
            return 1;
        }
        reserve(4);
        if (Character.isSurrogate(character)) {
            int codePoint = value.codePointAt(index);
            if (codePoint > 0xFFFF) {
                bytes[length++] = (byte) (0xF0 | codePoint >> 18);
                bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
                bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
                bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
                return 2;
            }
            character = '\uFFFD';
        } else if (character >= 0xFFFE) {
            character = '\uFFFD';
        }
        if (character < 0x800) {
            bytes[length++] = (byte) (0xC0 | character >> 6);
        } else {
            bytes[length++] = (byte) (0xE0 | character >> 12);
            bytes[length++] = (byte) (0x80 | character >> 6 & 0x3F);
        }
        bytes[length++] = (byte) (0x80 | character & 0x3F);
        return 1;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }
}
