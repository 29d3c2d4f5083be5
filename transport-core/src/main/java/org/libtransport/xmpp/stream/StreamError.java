package org.libtransport.xmpp.stream;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlException;

/**
 * An error that ends a stream (RFC 6120 section 4.9).
 *
 * @param condition one of the conditions of section 4.9.3
 * @param text a sentence for people, or null
 */
public record StreamError(String condition, @Nullable String text) {

    /** Namespace of the element {@code <stream:error/>}. */
    public static final String STREAMS_NAMESPACE = "http://etherx.jabber.org/streams";

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-streams";

    public static StreamError of(String condition) {
        return new StreamError(condition, null);
    }

    /** The error that broken XML leads to. */
    public static StreamError of(XmlException violation) {
        return new StreamError(violation.condition().elementName(), violation.getMessage());
    }

    /** What a {@code <stream:error/>} of the peer says. */
    public static StreamError read(Element error) {
        String condition = "undefined-condition";
        String text = null;
        for (Element child : error.children()) {
            if (!child.namespace().equals(NAMESPACE)) {
                continue;
            }
            if (child.name().equals("text")) {
                text = child.text();
            } else {
                condition = child.name();
            }
        }
        return new StreamError(condition, text);
    }

    /** The {@code <stream:error/>} that tells this. */
    public Element toElement() {
        Element.Builder error = Element.builder("error", STREAMS_NAMESPACE).add(Element.of(condition, NAMESPACE));
        if (text != null) {
            error.add(Element.of("text", NAMESPACE, text));
        }
        return error.build();
    }

    @Override
    public String toString() {
        return text == null ? condition : condition + " (" + text + ")";
    }
}
