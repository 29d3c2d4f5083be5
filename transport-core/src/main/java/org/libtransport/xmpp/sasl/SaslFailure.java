package org.libtransport.xmpp.sasl;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;

/** Why an attempt to authenticate failed (RFC 6120 section 6.5), and a sentence for people. */
public record SaslFailure(Condition condition, @Nullable String text) {

    public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-sasl";

    /** The conditions of RFC 6120 section 6.5. */
    public enum Condition {
        ABORTED("aborted"),
        ACCOUNT_DISABLED("account-disabled"),
        CREDENTIALS_EXPIRED("credentials-expired"),
        ENCRYPTION_REQUIRED("encryption-required"),
        INCORRECT_ENCODING("incorrect-encoding"),
        INVALID_AUTHZID("invalid-authzid"),
        INVALID_MECHANISM("invalid-mechanism"),
        MALFORMED_REQUEST("malformed-request"),
        MECHANISM_TOO_WEAK("mechanism-too-weak"),
        NOT_AUTHORIZED("not-authorized"),
        TEMPORARY_AUTH_FAILURE("temporary-auth-failure");

        private final String elementName;

        Condition(String elementName) {
            this.elementName = elementName;
        }

        public String elementName() {
            return elementName;
        }
    }

    public Element toElement() {
        Element.Builder failure =
                Element.builder("failure", NAMESPACE).add(Element.of(condition.elementName, NAMESPACE));
        if (text != null) {
            failure.add(Element.of("text", NAMESPACE, text));
        }
        return failure.build();
    }
}
