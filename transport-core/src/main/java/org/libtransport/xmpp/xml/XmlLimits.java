package org.libtransport.xmpp.xml;

/**
 * What a peer may send before its stream is ended with {@code policy-violation}.
 *
 * @param stanzaBytes bytes of one first-level element, or of the stream header; the namespaces that its attributes' prefixes
 *     stand for count as well, each time they are used
 * @param depth elements within each other, the first-level element included
 * @param attributes attributes of one element, declarations of namespaces included
 */
public record XmlLimits(int stanzaBytes, int depth, int attributes) {

    private static final int DEPTH = 64;
    private static final int ATTRIBUTES = 64;

    /** A client that has not yet proven who it is. */
    public static final XmlLimits BEFORE_AUTHENTICATION = ofStanzaBytes(64 * 1024);

    /** A client that has logged in. */
    public static final XmlLimits AFTER_AUTHENTICATION = ofStanzaBytes(512 * 1024);

    /** The link to an XMPP server, which has limits of its own for its users. */
    public static final XmlLimits COMPONENT = ofStanzaBytes(10_000_000);

    public XmlLimits {
        if (stanzaBytes < 1 || depth < 1 || attributes < 1) {
            throw new IllegalArgumentException("XML limits must be positive");
        }
    }

    /** The usual limits with another size of stanza. */
    public static XmlLimits ofStanzaBytes(int stanzaBytes) {
        return new XmlLimits(stanzaBytes, DEPTH, ATTRIBUTES);
    }
}
