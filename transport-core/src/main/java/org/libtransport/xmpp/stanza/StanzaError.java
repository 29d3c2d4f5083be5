package org.libtransport.xmpp.stanza;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.text.Language;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.xml.Element;

/**
 * A stanza error (RFC 6120 section 8.3): a condition and, for people, a text. Whoever gets it reads it in the language of
 * what they sent.
 */
public record StanzaError(Condition condition, @Nullable Text text) {

    /** Namespace of conditions and text. */
    public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-stanzas";

    /** The defined conditions with the error type RFC 6120 section 8.3.3 gives them. */
    public enum Condition {
        BAD_REQUEST("bad-request", "modify"),
        CONFLICT("conflict", "cancel"),
        FEATURE_NOT_IMPLEMENTED("feature-not-implemented", "cancel"),
        FORBIDDEN("forbidden", "auth"),
        GONE("gone", "cancel"),
        INTERNAL_SERVER_ERROR("internal-server-error", "cancel"),
        ITEM_NOT_FOUND("item-not-found", "cancel"),
        JID_MALFORMED("jid-malformed", "modify"),
        NOT_ACCEPTABLE("not-acceptable", "modify"),
        NOT_ALLOWED("not-allowed", "cancel"),
        NOT_AUTHORIZED("not-authorized", "auth"),
        POLICY_VIOLATION("policy-violation", "modify"),
        RECIPIENT_UNAVAILABLE("recipient-unavailable", "wait"),
        REGISTRATION_REQUIRED("registration-required", "auth"),
        REMOTE_SERVER_NOT_FOUND("remote-server-not-found", "cancel"),
        REMOTE_SERVER_TIMEOUT("remote-server-timeout", "wait"),
        RESOURCE_CONSTRAINT("resource-constraint", "wait"),
        SERVICE_UNAVAILABLE("service-unavailable", "cancel"),
        SUBSCRIPTION_REQUIRED("subscription-required", "auth"),
        UNDEFINED_CONDITION("undefined-condition", "cancel"),
        UNEXPECTED_REQUEST("unexpected-request", "wait");

        private final String elementName;
        private final String errorType;

        Condition(String elementName, String errorType) {
            this.elementName = elementName;
            this.errorType = errorType;
        }

        /** The condition of this name; {@code UNDEFINED_CONDITION} for one that RFC 6120 does not define. */
        static Condition named(String name) {
            for (Condition condition : values()) {
                if (condition.elementName.equals(name)) {
                    return condition;
                }
            }
            return UNDEFINED_CONDITION;
        }

        public String elementName() {
            return elementName;
        }

        public String errorType() {
            return errorType;
        }
    }

    public static StanzaError of(Condition condition) {
        return new StanzaError(condition, null);
    }

    /** @param words what others said, in whatever language */
    public static StanzaError of(Condition condition, String words) {
        return new StanzaError(condition, Text.verbatim(words));
    }

    public static StanzaError of(Condition condition, Text text) {
        return new StanzaError(condition, text);
    }

    public static StanzaError of(Condition condition, Sentence sentence, Object... arguments) {
        return new StanzaError(condition, Text.of(sentence, arguments));
    }

    /**
     * What an error stanza says, or null if the stanza is no error. One without a condition that RFC 6120 defines is an
     * {@code UNDEFINED_CONDITION}; the type it names is not kept, as the condition decides.
     */
    public static @Nullable StanzaError parse(Stanza stanza) {
        if (!stanza.isError()) {
            return null;
        }
        Element error = stanza.payload("error", Element.CONTENT_NAMESPACE);
        return error == null ? of(Condition.UNDEFINED_CONDITION) : parse(error);
    }

    /** What an {@code <error/>} element says. */
    public static StanzaError parse(Element error) {
        Condition condition = Condition.UNDEFINED_CONDITION;
        String text = null;
        for (Element child : error.children()) {
            if (!child.namespace().equals(NAMESPACE)) {
                continue;
            }
            if (child.name().equals("text")) {
                text = text == null ? child.text() : text;
            } else {
                condition = Condition.named(child.name());
            }
        }
        return new StanzaError(condition, text == null ? null : Text.verbatim(text));
    }

    /** In English. */
    public Element toElement() {
        return toElement(Language.ENGLISH);
    }

    private Element toElement(Language language) {
        Element.Builder error = Element.builder("error", Element.CONTENT_NAMESPACE)
                .attribute("type", condition.errorType)
                .add(Element.of(condition.elementName, NAMESPACE));
        if (text != null) {
            error.add(Element.builder("text", NAMESPACE)
                    .attribute("xml:lang", text.isTranslated() ? language.tag() : null)
                    .text(text.in(language))
                    .build());
        }
        return error.build();
    }

    /**
     * The answer that returns a stanza to its sender with this error, or null if it must not be answered: an error, an
     * IQ result, or a stanza without sender (RFC 6120 section 8.3.1).
     */
    public @Nullable Stanza answerTo(Stanza stanza) {
        if (stanza.isError() || stanza.from() == null) {
            return null;
        }
        if (stanza instanceof Iq iq) {
            return iq.isRequest() ? new Iq(iq.to(), iq.from(), Iq.Type.ERROR, iq.id(), null, withPayload(iq)) : null;
        }
        if (stanza instanceof Message message) {
            return new Message(
                    message.to(), message.from(), Message.Type.ERROR, message.id(), null, withPayload(message));
        }
        return new Presence(
                stanza.to(), stanza.from(), Presence.Type.ERROR, stanza.id(), null, List.of(elementFor(stanza)));
    }

    private List<Element> withPayload(Stanza stanza) {
        List<Element> payloads = new ArrayList<>(stanza.payloads().size() + 1);
        payloads.addAll(stanza.payloads());
        payloads.add(elementFor(stanza));
        return List.copyOf(payloads);
    }

    private Element elementFor(Stanza stanza) {
        return toElement(Language.of(stanza.lang()));
    }
}
