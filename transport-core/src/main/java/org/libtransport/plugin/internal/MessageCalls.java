package org.libtransport.plugin.internal;

import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.AsyncSession;
import org.libtransport.plugin.AttentionSupport;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.RoomSupport;
import org.libtransport.plugin.internal.UserCalls.UserCall;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** The calls that carry something a person said: texts, nudges and subjects. Each is answered, whatever happens. */
final class MessageCalls {

    private static final String UNABLE = "This network has no way to do that.";

    private MessageCalls() {}

    static UserCall text(Wire.ConversationMessage wire) {
        return new UserCall(
                wire.getUserName(),
                (link, session) -> send(link, session, wire),
                link -> Acknowledgements.lost(link, Type.TYPE_CONV_MESSAGE, wire));
    }

    private static void send(SessionLink link, NetworkSession session, Wire.ConversationMessage wire) {
        try {
            if (session instanceof AsyncSession able) {
                able.send(Values.message(wire)).whenComplete((done, failure) -> settle(link, wire, failure));
                return;
            }
            session.sendMessage(Values.message(wire));
        } catch (Exception | Error e) {
            Acknowledgements.failed(link, Type.TYPE_CONV_MESSAGE, wire, e);
            return;
        }
        Acknowledgements.accepted(link, wire);
    }

    private static void settle(SessionLink link, Wire.ConversationMessage wire, @Nullable Throwable failure) {
        if (failure == null) {
            Acknowledgements.accepted(link, wire);
        } else {
            Acknowledgements.failed(link, Type.TYPE_CONV_MESSAGE, wire, failure);
        }
    }

    static UserCall attention(Wire.ConversationMessage wire) {
        return call(Type.TYPE_ATTENTION, wire, session -> {
            if (session instanceof AttentionSupport able) {
                able.attention(wire.getBuddyName(), wire.getMessage());
                return true;
            }
            return false;
        });
    }

    static UserCall subject(Wire.ConversationMessage wire) {
        return call(Type.TYPE_ROOM_SUBJECT_CHANGED, wire, session -> {
            if (session instanceof RoomSupport able) {
                able.changeSubject(wire.getBuddyName(), wire.getMessage());
                return true;
            }
            return false;
        });
    }

    /** Something that a session may be unable to do. */
    private interface Attempt {
        boolean make(NetworkSession session) throws Exception;
    }

    private static UserCall call(Type type, Wire.ConversationMessage wire, Attempt attempt) {
        return new UserCall(
                wire.getUserName(),
                (link, session) -> {
                    boolean able;
                    try {
                        able = attempt.make(session);
                    } catch (Exception | Error e) {
                        Acknowledgements.failed(link, type, wire, e);
                        return;
                    }
                    if (able) {
                        Acknowledgements.accepted(link, wire);
                    } else {
                        Acknowledgements.refuse(link, type, wire, UNABLE);
                    }
                },
                link -> Acknowledgements.lost(link, type, wire));
    }
}
