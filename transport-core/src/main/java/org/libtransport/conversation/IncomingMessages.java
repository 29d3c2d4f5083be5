package org.libtransport.conversation;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;

/** Turns what the network says to one user into XMPP messages. Immutable. */
public final class IncomingMessages {

    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final Element ACTIVE = Element.of("active", CHAT_STATES);
    private static final Element COMPOSING = Element.of("composing", CHAT_STATES);
    private static final Element PAUSED = Element.of("paused", CHAT_STATES);

    private final Jid transport;
    private final Supplier<MessagePolicy> policy;

    /**
     * @param transport who says when a message was sent (XEP-0203)
     * @param policy what this user gets to read, asked each time
     */
    public IncomingMessages(Jid transport, Supplier<MessagePolicy> policy) {
        this.transport = transport;
        this.policy = policy;
    }

    /** Whether a message that is said to one person is a chat or a headline (RFC 6121 section 5.2.2). */
    public Message.Type typeOf(Wire.ConversationMessage message) {
        return message.getHeadline() && policy.get().headlines() ? Message.Type.HEADLINE : Message.Type.CHAT;
    }

    /**
     * The payloads of the message, or of each of the messages that it becomes where images come by themselves: body,
     * formatted text (XEP-0071), time (XEP-0203) and links (XEP-0066, XEP-0447).
     *
     * @param state the chat state (XEP-0085), or null where none is shown
     */
    public List<List<Element>> parts(Wire.ConversationMessage message, @Nullable Typing state) {
        return parts(message, state, "");
    }

    /** The same with words in front that the network did not say. */
    List<List<Element>> parts(Wire.ConversationMessage message, @Nullable Typing state, String before) {
        String body = before + message.getMessage();
        if (!message.hasXhtml() && !message.hasTimestamp() && message.getAttachmentCount() == 0) {
            return List.of(state == null ? List.of(body(body)) : List.of(body(body), chatState(state)));
        }
        Element xhtml = policy.get().xhtml() ? Xhtml.read(message.getXhtml()) : null;
        if (xhtml != null && !before.isEmpty()) {
            xhtml = Xhtml.after(before, xhtml);
        }
        List<MediaWrapping.Part> wrapped = xhtml == null
                ? List.of(new MediaWrapping.Part(body, null, List.of()))
                : policy.get().media().wrap(body, xhtml);
        Element delay = delay(message.getTimestamp());
        List<List<Element>> parts = new ArrayList<>(wrapped.size());
        for (MediaWrapping.Part part : wrapped) {
            List<Element> payloads = new ArrayList<>();
            payloads.add(body(part.body()));
            if (part.xhtml() != null) {
                payloads.add(Xhtml.payload(part.xhtml()));
            }
            if (state != null) {
                payloads.add(chatState(state));
            }
            if (delay != null) {
                payloads.add(delay);
            }
            part.links().forEach(url -> payloads.add(link(url, "")));
            if (parts.isEmpty()) {
                message.getAttachmentList().forEach(attachment -> addAttachment(attachment, payloads));
            }
            parts.add(List.copyOf(payloads));
        }
        return parts;
    }

    private static Element body(String text) {
        return Element.of("body", Element.CONTENT_NAMESPACE, text);
    }

    private static void addAttachment(Wire.Attachment attachment, List<Element> to) {
        to.add(link(attachment.getUrl(), attachment.getDescription()));
        if (!attachment.getMimeType().isEmpty()) {
            to.add(sharedFile(attachment));
        }
    }

    private @Nullable Element delay(String timestamp) {
        Instant time = MessageTime.parse(timestamp);
        return time == null
                ? null
                : Element.builder("delay", "urn:xmpp:delay")
                        .attribute("from", transport.toString())
                        .attribute("stamp", DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)))
                        .build();
    }

    private static Element link(String url, String description) {
        return Element.builder("x", "jabber:x:oob")
                .child("url", url)
                .child("desc", description.isEmpty() ? null : description)
                .build();
    }

    /** XEP-0447, which unlike XEP-0066 has a place for the type of the file. */
    private static Element sharedFile(Wire.Attachment attachment) {
        String description = attachment.getDescription();
        return Element.builder("file-sharing", "urn:xmpp:sfs:0")
                .add(Element.builder("file", "urn:xmpp:file:metadata:0")
                        .child("media-type", attachment.getMimeType())
                        .child("desc", description.isEmpty() ? null : description)
                        .build())
                .child(
                        "sources",
                        sources -> sources.add(Element.builder("url-data", "http://jabber.org/protocol/url-data")
                                .attribute("target", attachment.getUrl())
                                .build()))
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
        return message.getMessage().isEmpty() ? List.of(attention) : List.of(body(message.getMessage()), attention);
    }
}
