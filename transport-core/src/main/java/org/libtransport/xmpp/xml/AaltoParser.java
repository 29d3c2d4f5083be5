package org.libtransport.xmpp.xml;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.XmlException.Condition;

/**
 * One Aalto parser and what is known about it: how many bytes and names it has seen, and the header its stream began
 * with.
 *
 * <p>Every parser has a factory of its own: parsers of one factory merge their name tables, and one peer's names would
 * slow down all the others.
 */
final class AaltoParser {

    private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
    private static final Set<String> STANZA_NAMESPACES =
            Set.of(Element.CONTENT_NAMESPACE, "jabber:component:accept", "jabber:server");

    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> reader = new InputFactoryImpl().createAsyncForByteArray();
    private final Set<String> names = new HashSet<>();
    private int namesBeforeStanza;
    private long fedBytes;
    private int feedOffset;

    private String contentNamespace = "";
    private String mappedNamespace = Element.CONTENT_NAMESPACE;
    private byte[] header = {};

    private AaltoParser() {}

    /** A parser that expects a stream's first byte. */
    static AaltoParser fresh() {
        return new AaltoParser();
    }

    /** A parser without this one's past that goes on at a stanza boundary of the same stream. */
    AaltoParser successor() {
        AaltoParser next = new AaltoParser();
        next.contentNamespace = contentNamespace;
        next.mappedNamespace = mappedNamespace;
        next.header = header;
        next.feed(header, 0, header.length);
        while (next.next() != AsyncXMLStreamReader.EVENT_INCOMPLETE) {
            // Only the header's start tag is in there, and it has been accepted once.
        }
        return next;
    }

    void feed(byte[] data, int offset, int length) {
        try {
            reader.getInputFeeder().feedInput(data, offset, length);
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
        fedBytes += length;
        feedOffset = offset;
    }

    int next() {
        try {
            return reader.next();
        } catch (XMLStreamException | RuntimeException e) {
            throw notWellFormed(e);
        }
    }

    /** Bytes fed to this parser so far. */
    long fedBytes() {
        return fedBytes;
    }

    /** How many of the bytes fed are behind the current event. */
    long offset() {
        try {
            return reader.getLocationInfo().getEndingByteOffset() - feedOffset;
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
    }

    /** The default namespace of the stream as it was sent. */
    String contentNamespace() {
        return contentNamespace;
    }

    String text() {
        try {
            return reader.getText();
        } catch (RuntimeException e) {
            // The parser reads text only when asked for it, and wraps what it finds.
            throw notWellFormed(e);
        }
    }

    /** RFC 6120 section 11.6: UTF-8 and nothing else. The parser would obey another declaration. */
    void checkDeclaration() {
        String encoding = reader.getCharacterEncodingScheme();
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw new XmlException(Condition.UNSUPPORTED_ENCODING, "only UTF-8 is supported");
        }
        String version = reader.getVersion();
        if (version != null && !version.equals("1.0")) {
            throw new XmlException(Condition.NOT_WELL_FORMED, "only XML 1.0 is supported");
        }
    }

    /** Takes the current start tag as the stream header. */
    Element openStream(XmlLimits limits) {
        StringBuilder tag = new StringBuilder("<").append(prefixed(reader.getPrefix(), reader.getLocalName()));
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String prefix = reader.getNamespacePrefix(i);
            String uri = reader.getNamespaceURI(i);
            if (prefix == null || prefix.isEmpty()) {
                contentNamespace = uri == null ? "" : uri;
                tag.append(" xmlns='");
            } else {
                tag.append(" xmlns:").append(prefix).append("='");
            }
            tag.append(XmlEncoder.escape(uri == null ? "" : uri)).append('\'');
        }
        header = tag.append('>').toString().getBytes(StandardCharsets.UTF_8);
        Element opened =
                Element.ofParts(reader.getLocalName(), reader.getNamespaceURI(), attributes(limits), List.of());
        // Not before: the header itself is in the stream's namespace, whatever the default is.
        mappedNamespace = STANZA_NAMESPACES.contains(contentNamespace) ? contentNamespace : Element.CONTENT_NAMESPACE;
        return opened;
    }

    /** Gives the current start tag to the assembler. */
    void startElement(XmlLimits limits, ElementAssembler assembler) {
        String namespace = reader.getNamespaceURI();
        String[] attributes = attributes(limits);
        noteName(reader.getPrefix(), reader.getLocalName());
        int declarations = reader.getNamespaceCount();
        for (int i = 0; i < declarations; i++) {
            String prefix = reader.getNamespacePrefix(i);
            if (prefix != null && !prefix.isEmpty()) {
                noteName("xmlns", prefix);
            }
        }
        if (names.size() - namesBeforeStanza > limits.names()) {
            throw new XmlException(Condition.POLICY_VIOLATION, "too many different names in a stanza");
        }
        assembler.start(
                reader.getLocalName(),
                namespace.equals(mappedNamespace) ? Element.CONTENT_NAMESPACE : namespace,
                attributes);
    }

    /** A stanza is complete; returns whether this parser has learnt so many names that it should be replaced. */
    boolean endStanza(int namesLimit) {
        namesBeforeStanza = names.size();
        return namesBeforeStanza > namesLimit;
    }

    private String[] attributes(XmlLimits limits) {
        int count = reader.getAttributeCount();
        if (count == 0) {
            return Element.NO_ATTRIBUTES;
        }
        if (count > limits.attributes()) {
            throw new XmlException(Condition.POLICY_VIOLATION, "an element has too many attributes");
        }
        String[] attributes = new String[2 * count];
        for (int i = 0; i < count; i++) {
            String name = reader.getAttributeLocalName(i);
            String prefix = reader.getAttributePrefix(i);
            attributes[2 * i] = prefix == null || prefix.isEmpty() ? name : key(reader.getAttributeNamespace(i), name);
            attributes[2 * i + 1] = reader.getAttributeValue(i);
            noteName(prefix, name);
        }
        return attributes;
    }

    private static String key(String namespace, String name) {
        if (namespace.equals(XML_NAMESPACE) && name.equals("lang")) {
            return "xml:lang";
        }
        return namespace.isEmpty() ? name : '{' + namespace + '}' + name;
    }

    private void noteName(@Nullable String prefix, String name) {
        names.add(prefixed(prefix, name));
    }

    private static String prefixed(@Nullable String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ':' + name;
    }

    private static XmlException notWellFormed(Exception cause) {
        String message = cause.getMessage();
        return message != null && message.startsWith("Unbound namespace prefix")
                ? new XmlException(Condition.BAD_NAMESPACE_PREFIX, "a namespace prefix is not declared", cause)
                : new XmlException(Condition.NOT_WELL_FORMED, "not well-formed XML", cause);
    }
}
