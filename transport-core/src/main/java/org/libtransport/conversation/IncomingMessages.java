package org.libtransport.conversation;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** Turns what the network says into the payloads of XMPP messages. Stateless. */
public final class IncomingMessages {

    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final Element ACTIVE = Element.of("active", CHAT_STATES);
    private static final Element COMPOSING = Element.of("composing", CHAT_STATES);
    private static final Element PAUSED = Element.of("paused", CHAT_STATES);

    private IncomingMessages() {}

    /** Body, chat state (XEP-0085), time (XEP-0203) and links (XEP-0066) of a message. */
    public static List<Element> payloads(Wire.ConversationMessage message, Jid transport) {
        return payloads(message, message.getMessage(), transport);
    }

    /** The same with another body. */
    public static List<Element> payloads(Wire.ConversationMessage message, String body, Jid transport) {
        Element bodyElement = Element.of("body", Element.CONTENT_NAMESPACE, body);
        if (!message.hasTimestamp() && message.getAttachmentCount() == 0) {
            return List.of(bodyElement, ACTIVE);
        }
        List<Element> payloads = new ArrayList<>(4);
        payloads.add(bodyElement);
        payloads.add(ACTIVE);
        Element delay = delay(message.getTimestamp(), transport);
        if (delay != null) {
            payloads.add(delay);
        }
        message.getAttachmentList().forEach(attachment -> payloads.add(link(attachment)));
        return List.copyOf(payloads);
    }

    private static @Nullable Element delay(String timestamp, Jid transport) {
        Instant time = MessageTime.parse(timestamp);
        return time == null
                ? null
                : Element.builder("delay", "urn:xmpp:delay")
                        .attribute("from", transport.toString())
                        .attribute("stamp", DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)))
                        .build();
    }

    private static Element link(Wire.Attachment attachment) {
        return Element.builder("x", "jabber:x:oob")
                .child("url", attachment.getUrl())
                .child("desc", attachment.getDescription().isEmpty() ? null : attachment.getDescription())
                .build();
    }

    /** What tells this state (XEP-0085). */
    public static Element chatState(Typing typing) {
        return switch (typing) {
            case COMPOSING -> COMPOSING;
            case PAUSED -> PAUSED;
            case ACTIVE -> ACTIVE;
        };
    }

    /** Tells that the message with this id was received (XEP-0184). */
    public static Element received(String id) {
        return Element.builder("received", "urn:xmpp:receipts")
                .attribute("id", id)
                .build();
    }

    /** A call for attention (XEP-0224), with its text if it has one. */
    public static List<Element> attention(Wire.ConversationMessage message) {
        Element attention = Element.of("attention", "urn:xmpp:attention:0");
        return message.getMessage().isEmpty()
                ? List.of(attention)
                : List.of(Element.of("body", Element.CONTENT_NAMESPACE, message.getMessage()), attention);
    }
}
