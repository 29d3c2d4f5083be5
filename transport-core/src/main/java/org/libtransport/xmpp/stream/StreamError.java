package org.libtransport.xmpp.stream;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlException;

/** A stream error (RFC 6120 section 4.9): a condition and, for people, a sentence. It always ends its stream. */
public record StreamError(Condition condition, @Nullable String text) {

    /** Namespace of conditions and text. */
    public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-streams";

    /** The conditions of RFC 6120 section 4.9.3. */
    public enum Condition {
        BAD_FORMAT("bad-format"),
        BAD_NAMESPACE_PREFIX("bad-namespace-prefix"),
        CONFLICT("conflict"),
        CONNECTION_TIMEOUT("connection-timeout"),
        HOST_GONE("host-gone"),
        HOST_UNKNOWN("host-unknown"),
        IMPROPER_ADDRESSING("improper-addressing"),
        INTERNAL_SERVER_ERROR("internal-server-error"),
        INVALID_FROM("invalid-from"),
        INVALID_NAMESPACE("invalid-namespace"),
        INVALID_XML("invalid-xml"),
        NOT_AUTHORIZED("not-authorized"),
        NOT_WELL_FORMED("not-well-formed"),
        POLICY_VIOLATION("policy-violation"),
        REMOTE_CONNECTION_FAILED("remote-connection-failed"),
        RESET("reset"),
        RESOURCE_CONSTRAINT("resource-constraint"),
        RESTRICTED_XML("restricted-xml"),
        SEE_OTHER_HOST("see-other-host"),
        SYSTEM_SHUTDOWN("system-shutdown"),
        UNDEFINED_CONDITION("undefined-condition"),
        UNSUPPORTED_ENCODING("unsupported-encoding"),
        UNSUPPORTED_FEATURE("unsupported-feature"),
        UNSUPPORTED_STANZA_TYPE("unsupported-stanza-type"),
        UNSUPPORTED_VERSION("unsupported-version");

        private final String elementName;

        Condition(String elementName) {
            this.elementName = elementName;
        }

        public String elementName() {
            return elementName;
        }

        /** The condition of this name; one that nobody defined is {@link #UNDEFINED_CONDITION}. */
        static Condition parse(String name) {
            for (Condition condition : values()) {
                if (condition.elementName.equals(name)) {
                    return condition;
                }
            }
            return UNDEFINED_CONDITION;
        }
    }

    public static StreamError of(Condition condition) {
        return new StreamError(condition, null);
    }

    public static StreamError of(Condition condition, String text) {
        return new StreamError(condition, text);
    }

    /** The error for XML that could not be read. */
    public static StreamError of(XmlException violation) {
        return new StreamError(Condition.parse(violation.condition().elementName()), violation.getMessage());
    }

    /** Whether this first-level element is a stream error. */
    public static boolean isError(Element element) {
        return element.is("error", Namespaces.STREAMS);
    }

    /** Reads what the peer sent; a condition that is missing or unknown is {@code undefined-condition}. */
    public static StreamError parse(Element error) {
        Condition condition = Condition.UNDEFINED_CONDITION;
        String text = null;
        for (Element child : error.children()) {
            if (child.is("text", NAMESPACE)) {
                text = child.text();
            } else if (child.namespace().equals(NAMESPACE)) {
                condition = Condition.parse(child.name());
            }
        }
        return new StreamError(condition, text);
    }

    public Element toElement() {
        Element.Builder error =
                Element.builder("error", Namespaces.STREAMS).add(Element.of(condition.elementName, NAMESPACE));
        if (text != null) {
            error.add(Element.of("text", NAMESPACE, text));
        }
        return error.build();
    }

    /** For logs: the condition and, if there is one, the text. */
    @Override
    public String toString() {
        return text == null ? condition.elementName : condition.elementName + " (" + text + ')';
    }
}
