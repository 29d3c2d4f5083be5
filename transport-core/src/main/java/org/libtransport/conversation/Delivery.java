package org.libtransport.conversation;

import java.util.List;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;

/** One message of the user's on its way to the network. Belongs to the user's loop. */
final class Delivery {

    private final Message stanza;
    private final WrapperMessage.Type type;
    private final Wire.ConversationMessage content;
    private final long deadline;
    private int attempts;
    private long due;
    private String reason = "";

    /** @param deadline when it is given up if the network always says "later", by the loop's clock */
    Delivery(Message stanza, WrapperMessage.Type type, Wire.ConversationMessage content, long deadline) {
        this.stanza = stanza;
        this.type = type;
        this.content = content;
        this.deadline = deadline;
    }

    /**
     * Only what an error tells its receiver about the message: addresses, id and words. The rest could be large, and is
     * nothing that the sender does not know.
     */
    static Message forBounce(Message message) {
        List<Element> all = message.payloads();
        List<Element> words = all.stream()
                .filter(payload -> payload.namespace().equals(Element.CONTENT_NAMESPACE))
                .toList();
        return words.size() == all.size()
                ? message
                : new Message(message.from(), message.to(), message.type(), message.id(), message.lang(), words);
    }

    Message stanza() {
        return stanza;
    }

    WrapperMessage.Type type() {
        return type;
    }

    /** What the backend gets, with this number if it acknowledges. */
    Wire.ConversationMessage content(long ackId) {
        return ackId == 0 ? content : content.toBuilder().setAckId(ackId).build();
    }

    int bytes() {
        return content.getSerializedSize();
    }

    /** How often it was handed over. */
    int attempts() {
        return attempts;
    }

    void attempted() {
        attempts++;
    }

    long deadline() {
        return deadline;
    }

    /** When it is to be tried again. */
    long due() {
        return due;
    }

    /** What the network said last. */
    String reason() {
        return reason;
    }

    void waitUntil(long moment, String why) {
        due = moment;
        reason = why;
    }
}
