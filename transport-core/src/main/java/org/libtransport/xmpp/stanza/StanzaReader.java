package org.libtransport.xmpp.stanza;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.jid.JidCache;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/**
 * Makes stanzas of elements. Belongs to one connection, whose addresses it remembers, and is not thread-safe. Never
 * throws: what is wrong with an element is part of the result.
 */
public final class StanzaReader {

    /** What an element turned out to be. */
    public sealed interface Result permits Valid, BadSender, Invalid, Other {}

    /** A stanza that keeps to the rules. */
    public record Valid(Stanza stanza) implements Result {}

    /**
     * A stanza whose {@code from} is not an address. It can neither be routed nor answered; RFC 6120 section 4.9.3.7 ends
     * the stream of a client for it.
     */
    public record BadSender(Element element, String reason) implements Result {}

    /**
     * A stanza that its sender gets back with an error.
     *
     * @param answer the error stanza; its {@code from} is null if {@code to} was not an address, its {@code to} is null
     *     if the element named no sender; null altogether if the element is itself an error or a result, which nobody
     *     answers
     */
    public record Invalid(
            Element element, StanzaError error, @Nullable Stanza answer) implements Result {}

    /** Not a stanza: another name or namespace. */
    public record Other(Element element) implements Result {}

    private final JidCache jids = new JidCache();

    /** Reads a first-level element of a stream. */
    public Result read(Element element) {
        String name = element.name();
        boolean message = name.equals("message");
        boolean presence = !message && name.equals("presence");
        if (!(message || presence || name.equals("iq")) || !element.namespace().equals(Element.CONTENT_NAMESPACE)) {
            return new Other(element);
        }
        Jid from;
        try {
            from = jid(element.attribute("from"));
        } catch (InvalidJidException e) {
            return new BadSender(element, String.valueOf(e.getMessage()));
        }
        Jid to;
        try {
            to = jid(element.attribute("to"));
        } catch (InvalidJidException e) {
            return invalid(element, from, null, Condition.JID_MALFORMED, "The address in 'to' is not valid.");
        }
        String id = element.attribute("id");
        String lang = element.attribute("xml:lang");
        String type = element.attribute("type");
        List<Element> payloads = element.children();
        if (message) {
            return new Valid(new Message(from, to, Message.Type.parse(type), id, lang, payloads));
        }
        if (presence) {
            Presence.Type known = Presence.Type.parse(type);
            return known == null
                    ? invalid(element, from, to, Condition.BAD_REQUEST, "There is no such type of presence.")
                    : new Valid(new Presence(from, to, known, id, lang, payloads));
        }
        Iq.Type known = Iq.Type.parse(type);
        if (known == null) {
            return invalid(element, from, to, Condition.BAD_REQUEST, "There is no such type of IQ.");
        }
        Iq iq = new Iq(from, to, known, id, lang, payloads);
        // RFC 6120 section 8.2.3
        return iq.isRequest() && payloads.size() != 1
                ? invalid(element, from, to, Condition.BAD_REQUEST, "A request must have exactly one child element.")
                : new Valid(iq);
    }

    private @Nullable Jid jid(@Nullable String text) {
        return text == null ? null : jids.parse(text);
    }

    private static Result invalid(
            Element element, @Nullable Jid from, @Nullable Jid to, Condition condition, String text) {
        StanzaError error = StanzaError.of(condition, text);
        String type = element.attribute("type");
        if ("error".equals(type) || (element.name().equals("iq") && "result".equals(type))) {
            return new Invalid(element, error, null);
        }
        String id = element.attribute("id");
        List<Element> payloads = List.of(error.toElement());
        Stanza answer = switch (element.name()) {
            case "message" -> new Message(to, from, Message.Type.ERROR, id, null, payloads);
            case "presence" -> new Presence(to, from, Presence.Type.ERROR, id, null, payloads);
            default -> new Iq(to, from, Iq.Type.ERROR, id, null, payloads);
        };
        return new Invalid(element, error, answer);
    }
}
