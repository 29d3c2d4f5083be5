package org.libtransport.launcher.console;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.Wire;

/**
 * Something that a backend told.
 *
 * @param name the word by which one waits for it
 * @param line for people
 */
record Event(String name, String line) {

    private static final int CONFLICT = Wire.ParticipantFlag.PARTICIPANT_FLAG_CONFLICT_VALUE;

    static final String PONG = "pong";
    static final String CONNECTED = "connected";
    static final String CONFIG = "config";
    static final String HELLO = "hello";

    /** All names, in the order of help. */
    static final List<String> NAMES = List.of(
            CONNECTED,
            "disconnected",
            "contact",
            "removed",
            "message",
            "receipt",
            "answer",
            "typing",
            "attention",
            "request",
            "vcard",
            "occupant",
            "subject",
            "nickname",
            "rooms",
            "xml",
            PONG,
            CONFIG,
            HELLO,
            "stats",
            "other");

    static Event of(Frame frame) {
        try {
            return read(frame);
        } catch (InvalidProtocolBufferException e) {
            return new Event("other", Kind.told(frame));
        }
    }

    private static Event read(Frame frame) throws InvalidProtocolBufferException {
        return switch (frame.type()) {
            case TYPE_CONNECTED -> new Event(CONNECTED, "connected");
            case TYPE_DISCONNECTED -> disconnected(Kind.DISCONNECTED.read(frame));
            case TYPE_BUDDY_CHANGED -> contact(Kind.CONTACT_CHANGED.read(frame));
            case TYPE_BUDDY_REMOVED ->
                new Event(
                        "removed", "removed " + Kind.CONTACT_REMOVED.read(frame).getBuddyName());
            case TYPE_BUDDY_TYPING -> typing(Kind.TYPING.read(frame), "typing");
            case TYPE_BUDDY_TYPED -> typing(Kind.TYPED.read(frame), "paused");
            case TYPE_BUDDY_STOPPED_TYPING -> typing(Kind.STOPPED_TYPING.read(frame), "stopped typing");
            case TYPE_AUTH_REQUEST ->
                new Event(
                        "request",
                        "request from " + Kind.AUTH_REQUEST.read(frame).getBuddyName() + " to see your presence");
            case TYPE_CONV_MESSAGE -> message(Kind.MESSAGE.read(frame));
            case TYPE_CONV_MESSAGE_ACK -> receipt(Kind.RECEIPT.read(frame));
            case TYPE_MESSAGE_STATUS -> answer(Kind.STATUS_OF_MESSAGE.read(frame));
            case TYPE_ATTENTION -> attention(Kind.ATTENTION.read(frame));
            case TYPE_VCARD -> vcard(Kind.VCARD.read(frame));
            case TYPE_PARTICIPANT_CHANGED -> occupant(Kind.OCCUPANT.read(frame));
            case TYPE_ROOM_SUBJECT_CHANGED -> subject(Kind.SUBJECT.read(frame));
            case TYPE_ROOM_NICKNAME_CHANGED -> nickname(Kind.OWN_NICKNAME.read(frame));
            case TYPE_ROOM_LIST -> rooms(Kind.ROOM_LIST.read(frame));
            case TYPE_RAW_XML -> new Event("xml", "xml " + frame.payload().toString(StandardCharsets.UTF_8));
            case TYPE_PONG -> new Event(PONG, "pong");
            case TYPE_BACKEND_CONFIG -> new Event(CONFIG, Kind.told(frame));
            case TYPE_HELLO -> new Event(HELLO, Kind.told(frame));
            case TYPE_STATS -> new Event("stats", Kind.told(frame));
            default -> new Event("other", Kind.told(frame));
        };
    }

    private static Event disconnected(Wire.Disconnected end) {
        Wire.ConnectionError error = Wire.ConnectionError.forNumber(end.getError());
        String reason = error == null
                ? Integer.toString(end.getError())
                : words(error.name().substring("CONNECTION_ERROR_".length()));
        return new Event("disconnected", "disconnected: " + reason + more(end.getMessage()));
    }

    private static Event contact(Wire.Buddy buddy) {
        List<String> facts = new ArrayList<>();
        if (buddy.hasAlias() && !buddy.getAlias().isEmpty()) {
            facts.add('"' + buddy.getAlias() + '"');
        }
        if (buddy.hasStatus()) {
            facts.add(status(buddy.getStatus()));
        }
        if (!buddy.getStatusMessage().isEmpty()) {
            facts.add("(" + buddy.getStatusMessage() + ")");
        }
        if (buddy.getGroupCount() > 0) {
            facts.add("in " + String.join(", ", buddy.getGroupList()));
        }
        if (!buddy.getIconHash().isEmpty()) {
            facts.add("picture " + buddy.getIconHash());
        }
        if (buddy.getBlocked()) {
            facts.add("blocked");
        }
        return new Event("contact", "contact " + buddy.getBuddyName() + ' ' + String.join(" ", facts));
    }

    private static Event typing(Wire.Buddy buddy, String what) {
        return new Event(
                "typing", buddy.getBuddyName() + " is " + what.replace("stopped typing", "not typing any more"));
    }

    private static Event message(Wire.ConversationMessage message) {
        StringBuilder line = new StringBuilder("message from ").append(message.getBuddyName());
        if (!message.getNickname().isEmpty()) {
            line.append('/').append(message.getNickname());
        }
        if (message.getPm()) {
            line.append(" in private");
        }
        if (message.getCarbon()) {
            line.append(" (sent by you elsewhere)");
        }
        if (message.getHeadline()) {
            line.append(" (headline)");
        }
        if (!message.getTimestamp().isEmpty()) {
            line.append(" of ").append(message.getTimestamp());
        }
        line.append(": ").append(message.getMessage());
        if (!message.getXhtml().isEmpty()) {
            line.append("  [XHTML ").append(message.getXhtml()).append(']');
        }
        message.getAttachmentList()
                .forEach(file -> line.append("  [file ").append(file.getUrl()).append(']'));
        if (!message.getId().isEmpty()) {
            line.append("  [id ").append(message.getId()).append(']');
        }
        return new Event("message", line.toString());
    }

    private static Event receipt(Wire.ConversationMessage receipt) {
        return new Event("receipt", "receipt from " + receipt.getBuddyName() + " for " + receipt.getId());
    }

    private static Event answer(Wire.MessageStatus status) {
        return new Event(
                "answer",
                "answer to message " + status.getAckId() + ": "
                        + words(status.getOutcome().name()) + more(status.getReason()));
    }

    private static Event attention(Wire.ConversationMessage nudge) {
        return new Event("attention", nudge.getBuddyName() + " wants your attention" + more(nudge.getMessage()));
    }

    private static Event vcard(Wire.VCard card) {
        return new Event(
                "vcard",
                "vcard " + card.getId() + " of " + card.getBuddyName() + ": full name \"" + card.getFullname()
                        + "\", nickname \"" + card.getNickname() + "\", photo of "
                        + card.getPhoto().size() + " bytes");
    }

    private static Event occupant(Wire.Participant occupant) {
        StringBuilder line = new StringBuilder("occupant ")
                .append(occupant.getRoom())
                .append('/')
                .append(occupant.getNickname())
                .append(' ')
                .append(status(occupant.getStatus()));
        for (Wire.ParticipantFlag flag : Wire.ParticipantFlag.values()) {
            if ((occupant.getFlag() & flag.getNumber()) != 0) {
                line.append(", ").append(words(flag.name().substring("PARTICIPANT_FLAG_".length())));
            }
        }
        if (!occupant.getNewname().isEmpty() && (occupant.getFlag() & CONFLICT) == 0) {
            line.append(", now called ").append(occupant.getNewname());
        }
        return new Event("occupant", line + more(occupant.getStatusMessage()));
    }

    private static Event subject(Wire.ConversationMessage subject) {
        String by = subject.getNickname().isEmpty() ? "" : " by " + subject.getNickname();
        return new Event("subject", "subject of " + subject.getBuddyName() + by + ": " + subject.getMessage());
    }

    private static Event nickname(Wire.Room room) {
        return new Event("nickname", "you are " + room.getNickname() + " in " + room.getRoom());
    }

    private static Event rooms(Wire.RoomList list) {
        return new Event("rooms", "rooms: " + String.join(", ", list.getRoomList()));
    }

    private static String status(Wire.StatusType status) {
        return switch (status) {
            case STATUS_NONE -> "offline";
            case STATUS_FFC -> "free for chat";
            case STATUS_XA -> "away for long";
            case STATUS_DND -> "busy";
            default -> words(status.name().substring("STATUS_".length()));
        };
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String more(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }
}
