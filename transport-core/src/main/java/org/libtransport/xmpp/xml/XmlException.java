package org.libtransport.xmpp.xml;

import org.jspecify.annotations.Nullable;

/**
 * A peer sent something that ends its stream. Carries the stream error that RFC 6120 section 4.9.3 names for it. Without
 * stack trace: peers cause it, not our code.
 */
public final class XmlException extends RuntimeException {

    /** The stream errors that reading XML can lead to. */
    public enum Condition {
        /** Text where only elements may stand. */
        BAD_FORMAT("bad-format"),
        /** A namespace prefix that nothing declares. */
        BAD_NAMESPACE_PREFIX("bad-namespace-prefix"),
        /** Not XML 1.0 with namespaces. */
        NOT_WELL_FORMED("not-well-formed"),
        /** A limit of {@link XmlLimits} is exceeded. */
        POLICY_VIOLATION("policy-violation"),
        /** XML that RFC 6120 section 11.1 forbids: comment, processing instruction, DTD, entity reference. */
        RESTRICTED_XML("restricted-xml"),
        /** An encoding other than UTF-8. */
        UNSUPPORTED_ENCODING("unsupported-encoding");

        private final String elementName;

        Condition(String elementName) {
            this.elementName = elementName;
        }

        /** The name of the condition's element in {@code urn:ietf:params:xml:ns:xmpp-streams}. */
        public String elementName() {
            return elementName;
        }
    }

    private final Condition condition;

    XmlException(Condition condition, String message) {
        this(condition, message, null);
    }

    XmlException(Condition condition, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.condition = condition;
    }

    public Condition condition() {
        return condition;
    }
}
