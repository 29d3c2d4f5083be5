package org.libtransport.plugin.internal;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** What must be known of a stanza that is passed on as text: whose it is, and that it is one whole element. */
record RawStanza(@Nullable String from, @Nullable String to) {

    /** The user whose stanza this is, by the bare JID in {@code from}; null if that cannot be told. Reads one tag only. */
    static @Nullable String sender(String xml) {
        try {
            return bare(begin(reader(xml)).from());
        } catch (XMLStreamException e) {
            return null;
        }
    }

    /**
     * Reads all of a stanza.
     *
     * @throws IllegalArgumentException if a parser that reads one after the other would not come through it
     */
    static RawStanza check(String xml) {
        if (xml.startsWith("<?")) {
            throw new IllegalArgumentException("not a stanza: begins with a declaration");
        }
        try {
            XMLStreamReader reader = reader(xml);
            RawStanza stanza = begin(reader);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.PROCESSING_INSTRUCTION,
                            XMLStreamConstants.COMMENT,
                            XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("holds what a stream must not (RFC 6120, section 11.1)");
                    default -> {}
                }
            }
            return stanza;
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("not a stanza: " + e.getMessage(), e);
        }
    }

    /** The bare JID in {@code to}. */
    @Nullable
    String recipient() {
        return bare(to);
    }

    private static @Nullable String bare(@Nullable String jid) {
        if (jid == null) {
            return null;
        }
        int slash = jid.indexOf('/');
        return slash < 0 ? jid : jid.substring(0, slash);
    }

    private static RawStanza begin(XMLStreamReader reader) throws XMLStreamException {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) {
            throw new XMLStreamException("does not begin with an element");
        }
        return new RawStanza(reader.getAttributeValue(null, "from"), reader.getAttributeValue(null, "to"));
    }

    /** A factory for each, because the JDK does not promise that one can be shared by threads. */
    private static XMLStreamReader reader(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new StringReader(xml));
    }
}
