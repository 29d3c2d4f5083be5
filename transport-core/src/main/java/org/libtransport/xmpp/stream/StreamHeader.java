package org.libtransport.xmpp.stream;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stream.StreamError.Condition;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlEncoder;

/**
 * The opening tag of a stream (RFC 6120 section 4.7). Addresses are as sent: whether they are valid decides who reads
 * them.
 *
 * @param contentNamespace the stream's default namespace
 */
public record StreamHeader(
        String contentNamespace,
        @Nullable String from,
        @Nullable String to,
        @Nullable String id,
        @Nullable String version,
        @Nullable String lang) {

    /**
     * Takes what the decoder read.
     *
     * @throws StreamErrorException if it is no stream, or one of another content than expected
     */
    public static StreamHeader parse(Element header, String contentNamespace, String expectedNamespace) {
        if (!header.name().equals("stream")) {
            throw new StreamErrorException(Condition.BAD_FORMAT, "A stream begins with <stream:stream>.");
        }
        if (!header.namespace().equals(Namespaces.STREAMS) || !contentNamespace.equals(expectedNamespace)) {
            throw new StreamErrorException(
                    Condition.INVALID_NAMESPACE,
                    "Expected are the namespaces " + Namespaces.STREAMS + " and " + expectedNamespace + '.');
        }
        return new StreamHeader(
                contentNamespace,
                header.attribute("from"),
                header.attribute("to"),
                header.attribute("id"),
                header.attribute("version"),
                header.attribute("xml:lang"));
    }

    /** Whether the peer speaks XMPP 1.0 or later (RFC 6120 section 4.7.5), not what was before it. */
    public boolean isXmpp1() {
        if (version == null) {
            return false;
        }
        int dot = version.indexOf('.');
        // Four digits are more than enough for a major version, and too few to overflow.
        return dot > 0
                && dot <= 4
                && version.chars().limit(dot).allMatch(digit -> digit >= '0' && digit <= '9')
                && Integer.parseInt(version.substring(0, dot)) >= 1;
    }

    /** The XML declaration and the opening tag, to be sent as the first bytes. */
    public String toXml() {
        StringBuilder xml = new StringBuilder(256)
                .append("<?xml version='1.0'?><stream:stream xmlns='")
                .append(contentNamespace)
                .append("' xmlns:stream='")
                .append(Namespaces.STREAMS)
                .append('\'');
        attribute(xml, "from", from);
        attribute(xml, "to", to);
        attribute(xml, "id", id);
        attribute(xml, "version", version);
        attribute(xml, "xml:lang", lang);
        return xml.append('>').toString();
    }

    private static void attribute(StringBuilder xml, String name, @Nullable String value) {
        if (value != null) {
            xml.append(' ')
                    .append(name)
                    .append("='")
                    .append(XmlEncoder.escape(value))
                    .append('\'');
        }
    }
}
