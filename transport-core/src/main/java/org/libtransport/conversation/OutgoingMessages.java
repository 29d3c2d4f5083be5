package org.libtransport.conversation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;

/** Turns what an XMPP user says into what the network is told. Stateless. */
public final class OutgoingMessages {

    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";

    /** As people mark corrections by hand. */
    private static final String CORRECTION = "* ";

    private OutgoingMessages() {}

    /** Whether the client that wrote this shows chat states (XEP-0085 section 5.1). */
    static boolean hasChatState(Message message) {
        return message.payloads().stream()
                .anyMatch(payload -> payload.namespace().equals(CHAT_STATES));
    }

    /**
     * The chat state of the message as networks know it, or null. Who is inactive or gone has stopped typing; networks know
     * no more of that.
     */
    public static @Nullable Typing typing(Message message) {
        for (Element payload : message.payloads()) {
            if (payload.namespace().equals(CHAT_STATES)) {
                return switch (payload.name()) {
                    case "composing" -> Typing.COMPOSING;
                    case "paused" -> Typing.PAUSED;
                    case "active", "inactive", "gone" -> Typing.ACTIVE;
                    default -> null;
                };
            }
        }
        return null;
    }

    /** Whether the message is a call for attention (XEP-0224). */
    public static boolean hasAttention(Message message) {
        return message.payload("attention", "urn:xmpp:attention:0") != null;
    }

    /**
     * What the user wants to be read: subject and body, or the words of a formatted text, and the address of a file
     * (XEP-0066) if the words have it not. Maybe empty.
     */
    public static String text(Message message) {
        String written = written(message);
        String url = link(message);
        if (url.isEmpty() || written.contains(url)) {
            return written;
        }
        return written.isEmpty() ? url : written + '\n' + url;
    }

    private static String link(Message message) {
        Element link = message.payload("x", "jabber:x:oob");
        String url = link == null ? null : link.childText("url");
        return url == null ? "" : url;
    }

    private static String written(Message message) {
        String body = message.body();
        if (body == null || body.isEmpty()) {
            Element xhtml = Xhtml.of(message);
            body = xhtml == null ? "" : Xhtml.plain(xhtml.nodes()).strip();
        }
        String subject = message.payloadText("subject");
        if (subject == null || subject.isEmpty()) {
            return body.isEmpty() ? "" : correction(message) + body;
        }
        return correction(message) + (body.isEmpty() ? subject : subject + '\n' + body);
    }

    /** What tells people that this replaces what was said before (XEP-0308), as networks have no other way. */
    private static String correction(Message message) {
        return message.payload("replace", "urn:xmpp:message-correct:0") == null ? "" : CORRECTION;
    }

    /** The formatted text, with whatever the plain text has besides the body; null if there is none. */
    private static @Nullable String formatted(Message message) {
        Element xhtml = Xhtml.of(message);
        if (xhtml == null) {
            return null;
        }
        List<Node> content = new ArrayList<>(xhtml.nodes());
        String subject = message.payloadText("subject");
        if (subject != null && !subject.isEmpty()) {
            content.add(0, new Text(subject));
            content.add(1, Xhtml.lineBreak());
        }
        if (!correction(message).isEmpty()) {
            content.add(0, new Text(correction(message)));
        }
        String inside = Xhtml.inside(Xhtml.with(xhtml, content));
        String url = link(message);
        if (url.isEmpty() || written(message).contains(url)) {
            return inside;
        }
        return inside + Xhtml.inside(Xhtml.with(xhtml, List.of(Xhtml.lineBreak(), new Text(url))));
    }

    /** The frame that says this text to somebody of this name, with an id if a receipt is asked for (XEP-0184). */
    public static Wire.ConversationMessage.Builder toWire(Message message, String user, String contact, String text) {
        Wire.ConversationMessage.Builder wire = Wire.ConversationMessage.newBuilder()
                .setUserName(user)
                .setBuddyName(contact)
                .setMessage(text);
        String xhtml = formatted(message);
        if (xhtml != null) {
            wire.setXhtml(xhtml);
        }
        String id = message.id();
        if (id != null && !id.isEmpty() && message.payload("request", "urn:xmpp:receipts") != null) {
            wire.setId(id);
        }
        return wire;
    }
}
