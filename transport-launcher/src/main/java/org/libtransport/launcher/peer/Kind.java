package org.libtransport.launcher.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Parser;
import com.google.protobuf.TextFormat;
import java.util.Optional;
import java.util.function.Function;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * What frames of one type from a backend hold.
 *
 * @param user the key of the session that one is about, empty if it is about none
 */
public record Kind<M extends MessageLite>(Type type, Parser<M> parser, Function<M, String> user) {

    public static final Kind<Wire.Connected> CONNECTED =
            new Kind<>(Type.TYPE_CONNECTED, Wire.Connected.parser(), Wire.Connected::getUser);
    public static final Kind<Wire.Disconnected> DISCONNECTED =
            new Kind<>(Type.TYPE_DISCONNECTED, Wire.Disconnected.parser(), Wire.Disconnected::getUser);
    public static final Kind<Wire.Buddy> CONTACT_CHANGED = buddy(Type.TYPE_BUDDY_CHANGED);
    public static final Kind<Wire.Buddy> CONTACT_REMOVED = buddy(Type.TYPE_BUDDY_REMOVED);
    public static final Kind<Wire.Buddy> TYPING = buddy(Type.TYPE_BUDDY_TYPING);
    public static final Kind<Wire.Buddy> TYPED = buddy(Type.TYPE_BUDDY_TYPED);
    public static final Kind<Wire.Buddy> STOPPED_TYPING = buddy(Type.TYPE_BUDDY_STOPPED_TYPING);
    public static final Kind<Wire.Buddy> AUTH_REQUEST = buddy(Type.TYPE_AUTH_REQUEST);
    public static final Kind<Wire.ConversationMessage> MESSAGE = text(Type.TYPE_CONV_MESSAGE);
    public static final Kind<Wire.ConversationMessage> RECEIPT = text(Type.TYPE_CONV_MESSAGE_ACK);
    public static final Kind<Wire.ConversationMessage> SUBJECT = text(Type.TYPE_ROOM_SUBJECT_CHANGED);
    public static final Kind<Wire.ConversationMessage> ATTENTION = text(Type.TYPE_ATTENTION);
    public static final Kind<Wire.Participant> OCCUPANT =
            new Kind<>(Type.TYPE_PARTICIPANT_CHANGED, Wire.Participant.parser(), Wire.Participant::getUserName);
    public static final Kind<Wire.Room> OWN_NICKNAME =
            new Kind<>(Type.TYPE_ROOM_NICKNAME_CHANGED, Wire.Room.parser(), Wire.Room::getUserName);
    public static final Kind<Wire.RoomList> ROOM_LIST =
            new Kind<>(Type.TYPE_ROOM_LIST, Wire.RoomList.parser(), Wire.RoomList::getUser);
    public static final Kind<Wire.VCard> VCARD =
            new Kind<>(Type.TYPE_VCARD, Wire.VCard.parser(), Wire.VCard::getUserName);
    public static final Kind<Wire.MessageStatus> STATUS_OF_MESSAGE =
            new Kind<>(Type.TYPE_MESSAGE_STATUS, Wire.MessageStatus.parser(), Wire.MessageStatus::getUserName);
    public static final Kind<Wire.Stats> STATS = new Kind<>(Type.TYPE_STATS, Wire.Stats.parser(), stats -> "");
    public static final Kind<Wire.BackendConfig> CONFIG =
            new Kind<>(Type.TYPE_BACKEND_CONFIG, Wire.BackendConfig.parser(), config -> "");
    public static final Kind<Wire.Hello> HELLO = new Kind<>(Type.TYPE_HELLO, Wire.Hello.parser(), hello -> "");
    public static final Kind<Wire.Token> TOKEN = new Kind<>(Type.TYPE_TOKEN, Wire.Token.parser(), token -> "");

    private static final TextFormat.Printer PRINTER = TextFormat.printer().escapingNonAscii(false);

    private static final int LONGEST_TEXT = 240;

    private static Kind<Wire.Buddy> buddy(Type type) {
        return new Kind<>(type, Wire.Buddy.parser(), Wire.Buddy::getUserName);
    }

    private static Kind<Wire.ConversationMessage> text(Type type) {
        return new Kind<>(type, Wire.ConversationMessage.parser(), Wire.ConversationMessage::getUserName);
    }

    /** The kind of the frame's type; empty for types without content, and those that are no backend's to send. */
    public static Optional<Kind<? extends MessageLite>> of(Type type) {
        return Optional.ofNullable(
                switch (type) {
                    case TYPE_CONNECTED -> CONNECTED;
                    case TYPE_DISCONNECTED -> DISCONNECTED;
                    case TYPE_BUDDY_CHANGED -> CONTACT_CHANGED;
                    case TYPE_BUDDY_REMOVED -> CONTACT_REMOVED;
                    case TYPE_BUDDY_TYPING -> TYPING;
                    case TYPE_BUDDY_TYPED -> TYPED;
                    case TYPE_BUDDY_STOPPED_TYPING -> STOPPED_TYPING;
                    case TYPE_AUTH_REQUEST -> AUTH_REQUEST;
                    case TYPE_CONV_MESSAGE -> MESSAGE;
                    case TYPE_CONV_MESSAGE_ACK -> RECEIPT;
                    case TYPE_ROOM_SUBJECT_CHANGED -> SUBJECT;
                    case TYPE_ATTENTION -> ATTENTION;
                    case TYPE_PARTICIPANT_CHANGED -> OCCUPANT;
                    case TYPE_ROOM_NICKNAME_CHANGED -> OWN_NICKNAME;
                    case TYPE_ROOM_LIST -> ROOM_LIST;
                    case TYPE_VCARD -> VCARD;
                    case TYPE_MESSAGE_STATUS -> STATUS_OF_MESSAGE;
                    case TYPE_STATS -> STATS;
                    case TYPE_BACKEND_CONFIG -> CONFIG;
                    case TYPE_HELLO -> HELLO;
                    case TYPE_TOKEN -> TOKEN;
                    default -> null;
                });
    }

    /** The word of the protocol for frames of this type, like {@code CONV_MESSAGE}. */
    public static String word(Type type) {
        return type.name().substring("TYPE_".length());
    }

    /** See {@link #word(Type)}. */
    public String word() {
        return word(type);
    }

    /**
     * Reads a frame of this type.
     *
     * @throws InvalidProtocolBufferException if the payload is something else or lacks a required field
     */
    public M read(Frame frame) throws InvalidProtocolBufferException {
        return frame.parse(parser);
    }

    /**
     * Whom a frame is about.
     *
     * @return the key of a session, or an empty text
     */
    public String userOf(Frame frame) throws InvalidProtocolBufferException {
        return user.apply(read(frame));
    }

    /** A frame of any type on one line, long ones cut. */
    public static String told(Frame frame) {
        Optional<Kind<? extends MessageLite>> kind = of(frame.type());
        String content = "";
        try {
            if (kind.isPresent() && kind.get().read(frame) instanceof MessageOrBuilder message) {
                content =
                        PRINTER.emittingSingleLine(true).printToString(message).strip();
            }
        } catch (InvalidProtocolBufferException e) {
            content = "not readable: " + e.getMessage();
        }
        return word(frame.type()) + (content.isEmpty() ? "" : " {" + cut(content) + "}");
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    }
}
