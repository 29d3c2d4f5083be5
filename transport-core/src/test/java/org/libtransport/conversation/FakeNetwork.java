package org.libtransport.conversation;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage;

/** A network that keeps what it is handed, by the number it has to answer with. */
final class FakeNetwork implements NetworkMessages {

    final Map<Long, Wire.ConversationMessage> unanswered = new LinkedHashMap<>();
    final List<Wire.ConversationMessage> handed = new ArrayList<>();
    final List<Runnable> unwritten = new ArrayList<>();
    boolean acknowledges = true;
    boolean full;
    private long last;

    @Override
    public boolean send(WrapperMessage.Type type, MessageLite payload) {
        if (full) {
            return false;
        }
        Wire.ConversationMessage message = (Wire.ConversationMessage) payload;
        handed.add(message);
        if (message.hasAckId() && unanswered.put(message.getAckId(), message) != null) {
            throw new AssertionError("the number is used twice: " + message.getAckId());
        }
        return true;
    }

    @Override
    public boolean send(WrapperMessage.Type type, MessageLite payload, Runnable ifUnwritten) {
        unwritten.add(ifUnwritten);
        return send(type, payload);
    }

    @Override
    public long nextAckId() {
        return acknowledges ? ++last : 0;
    }

    /** The answer to a message, which is none of the unanswered from now on. */
    Wire.MessageStatus answer(long ackId, Outcome outcome, String reason, int seconds) {
        unanswered.remove(ackId);
        return Wire.MessageStatus.newBuilder()
                .setUserName("romeo@montague.example")
                .setAckId(ackId)
                .setOutcome(outcome)
                .setReason(reason)
                .setRetryAfterSeconds(seconds)
                .build();
    }

    long oldest() {
        return unanswered.keySet().iterator().next();
    }
}
