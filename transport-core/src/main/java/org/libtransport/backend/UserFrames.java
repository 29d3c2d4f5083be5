package org.libtransport.backend;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.xmpp.xml.Element;

/** The frames that concern one user: how they are read, whom they concern, and which event they are. */
final class UserFrames {

    private UserFrames() {}

    /** Reads the payload, or gives null if frames of this type are no events of a user. */
    static @Nullable MessageLite read(Frame frame) throws InvalidProtocolBufferException {
        return switch (frame.type()) {
            case TYPE_CONV_MESSAGE, TYPE_CONV_MESSAGE_ACK, TYPE_ATTENTION, TYPE_ROOM_SUBJECT_CHANGED ->
                frame.parse(Wire.ConversationMessage.parser());
            case TYPE_BUDDY_CHANGED,
                    TYPE_BUDDY_REMOVED,
                    TYPE_BUDDY_TYPING,
                    TYPE_BUDDY_TYPED,
                    TYPE_BUDDY_STOPPED_TYPING,
                    TYPE_AUTH_REQUEST -> frame.parse(Wire.Buddy.parser());
            case TYPE_PARTICIPANT_CHANGED -> frame.parse(Wire.Participant.parser());
            case TYPE_CONNECTED -> frame.parse(Wire.Connected.parser());
            case TYPE_DISCONNECTED -> frame.parse(Wire.Disconnected.parser());
            case TYPE_ROOM_NICKNAME_CHANGED -> frame.parse(Wire.Room.parser());
            case TYPE_ROOM_LIST -> frame.parse(Wire.RoomList.parser());
            case TYPE_VCARD -> frame.parse(Wire.VCard.parser());
            case TYPE_MESSAGE_STATUS -> frame.parse(Wire.MessageStatus.parser());
            default -> null;
        };
    }

    /** The key of the user; empty only for a room list that concerns all. */
    static String user(MessageLite payload) {
        if (payload instanceof Wire.ConversationMessage message) {
            return message.getUserName();
        } else if (payload instanceof Wire.MessageStatus status) {
            return status.getUserName();
        } else if (payload instanceof Wire.Buddy buddy) {
            return buddy.getUserName();
        } else if (payload instanceof Wire.Participant participant) {
            return participant.getUserName();
        } else if (payload instanceof Wire.Connected connected) {
            return connected.getUser();
        } else if (payload instanceof Wire.Disconnected disconnected) {
            return disconnected.getUser();
        } else if (payload instanceof Wire.Room room) {
            return room.getUserName();
        } else if (payload instanceof Wire.VCard vcard) {
            return vcard.getUserName();
        } else if (payload instanceof Wire.RoomList rooms) {
            return rooms.getUser();
        }
        throw new IllegalArgumentException("not about a user: " + payload.getClass());
    }

    /** Whether people on the network said it, so that dropping it would be a loss. */
    static boolean isFromPeople(Type type, Object payload) {
        return switch (type) {
            case TYPE_CONV_MESSAGE,
                    TYPE_CONV_MESSAGE_ACK,
                    TYPE_ATTENTION,
                    TYPE_ROOM_SUBJECT_CHANGED,
                    TYPE_AUTH_REQUEST -> true;
            case TYPE_RAW_XML -> ((Element) payload).name().equals("message");
            default -> false;
        };
    }

    /** Calls the event that the frame stands for. */
    static void deliver(BackendEvents events, Type type, Object payload) {
        switch (type) {
            case TYPE_CONV_MESSAGE -> events.message((Wire.ConversationMessage) payload);
            case TYPE_MESSAGE_STATUS -> events.messageStatus((Wire.MessageStatus) payload);
            case TYPE_CONV_MESSAGE_ACK -> events.messageDelivered((Wire.ConversationMessage) payload);
            case TYPE_ATTENTION -> events.attention((Wire.ConversationMessage) payload);
            case TYPE_ROOM_SUBJECT_CHANGED -> events.subjectChanged((Wire.ConversationMessage) payload);
            case TYPE_BUDDY_CHANGED -> events.buddyChanged((Wire.Buddy) payload);
            case TYPE_BUDDY_REMOVED -> events.buddyRemoved((Wire.Buddy) payload);
            case TYPE_BUDDY_TYPING -> events.typingChanged((Wire.Buddy) payload, Typing.COMPOSING);
            case TYPE_BUDDY_TYPED -> events.typingChanged((Wire.Buddy) payload, Typing.PAUSED);
            case TYPE_BUDDY_STOPPED_TYPING -> events.typingChanged((Wire.Buddy) payload, Typing.ACTIVE);
            case TYPE_AUTH_REQUEST -> events.authorizationRequested((Wire.Buddy) payload);
            case TYPE_PARTICIPANT_CHANGED -> events.participantChanged((Wire.Participant) payload);
            case TYPE_CONNECTED -> {
                String token = ((Wire.Connected) payload).getLoginToken();
                if (!token.isEmpty()) {
                    events.loginToken(token);
                }
                events.connected();
            }
            case TYPE_DISCONNECTED -> {
                Wire.Disconnected disconnected = (Wire.Disconnected) payload;
                events.disconnected(disconnected.getError(), disconnected.getMessage());
            }
            case TYPE_ROOM_NICKNAME_CHANGED -> events.roomNicknameChanged((Wire.Room) payload);
            case TYPE_ROOM_LIST -> events.roomList((Wire.RoomList) payload);
            case TYPE_VCARD -> events.vcard((Wire.VCard) payload);
            case TYPE_RAW_XML -> events.rawStanza((Element) payload);
            default -> throw new IllegalArgumentException("no event of a user: " + type);
        }
    }
}
