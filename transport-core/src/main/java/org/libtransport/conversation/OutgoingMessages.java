package org.libtransport.conversation;

import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;

/** Turns what an XMPP user says into what the network is told. Stateless. */
public final class OutgoingMessages {

    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";

    private OutgoingMessages() {}

    /** The chat state of the message as networks know it, or null; "inactive" and "gone" they do not know. */
    public static @Nullable Typing typing(Message message) {
        for (Element payload : message.payloads()) {
            if (payload.namespace().equals(CHAT_STATES)) {
                return switch (payload.name()) {
                    case "composing" -> Typing.COMPOSING;
                    case "paused" -> Typing.PAUSED;
                    case "active" -> Typing.ACTIVE;
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

    /** What the user wants to be read: subject and body, without these a link (XEP-0066), or an empty text. */
    public static String text(Message message) {
        String written = written(message);
        if (!written.isEmpty()) {
            return written;
        }
        Element link = message.payload("x", "jabber:x:oob");
        String url = link == null ? null : link.childText("url");
        return url == null ? "" : url;
    }

    private static String written(Message message) {
        String body = message.body();
        String subject = message.payloadText("subject");
        if (subject == null || subject.isEmpty()) {
            return body == null ? "" : body;
        }
        return body == null || body.isEmpty() ? subject : subject + '\n' + body;
    }

    /** The frame that says this text to somebody of this name, with an id if a receipt is asked for (XEP-0184). */
    public static Wire.ConversationMessage.Builder toWire(Message message, String user, String contact, String text) {
        Wire.ConversationMessage.Builder wire = Wire.ConversationMessage.newBuilder()
                .setUserName(user)
                .setBuddyName(contact)
                .setMessage(text);
        String id = message.id();
        if (id != null && message.payload("request", "urn:xmpp:receipts") != null) {
            wire.setId(id);
        }
        return wire;
    }
}
