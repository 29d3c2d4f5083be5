package org.libtransport.plugin.internal;

import com.google.protobuf.ByteString;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.Participant;
import org.libtransport.plugin.RoomInfo;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomRefusal;
import org.libtransport.plugin.VCard;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ParticipantFlag;
import org.libtransport.protocol.Wire.StatusType;

/** What the author's values look like on the wire, and back. */
final class Values {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private Values() {}

    static Login login(Wire.Login login) {
        return new Login(
                login.getUser(),
                login.getLegacyName(),
                login.getPassword(),
                login.getLoginToken(),
                login.getExtraFieldsList(),
                login.getSettings().getValueMap());
    }

    static Wire.Buddy buddy(String user, String name) {
        return Wire.Buddy.newBuilder().setUserName(user).setBuddyName(name).build();
    }

    static Wire.Buddy buddy(String user, Contact contact) {
        return Wire.Buddy.newBuilder()
                .setUserName(user)
                .setBuddyName(contact.name())
                .setAlias(contact.alias())
                .addAllGroup(contact.groups())
                .setStatus(status(contact.availability()))
                .setStatusMessage(contact.statusMessage())
                .setIconHash(contact.iconHash())
                .setBlocked(contact.blocked())
                .build();
    }

    static Contact contact(Wire.Buddy buddy) {
        return Contact.builder(buddy.getBuddyName())
                .alias(buddy.getAlias())
                .groups(buddy.getGroupList())
                .iconHash(buddy.getIconHash())
                .build();
    }

    static OutgoingMessage message(Wire.ConversationMessage message) {
        return new OutgoingMessage(
                message.getBuddyName(),
                message.getMessage(),
                message.getXhtml().isEmpty() ? null : message.getXhtml(),
                message.getId().isEmpty() ? null : message.getId(),
                message.hasAckId());
    }

    static Wire.ConversationMessage.Builder text(String user, String with, String text) {
        return Wire.ConversationMessage.newBuilder()
                .setUserName(user)
                .setBuddyName(with)
                .setMessage(text);
    }

    static Wire.ConversationMessage message(String user, IncomingMessage message) {
        Wire.ConversationMessage.Builder wire = text(user, message.from(), message.body());
        if (message.nickname() != null) {
            wire.setNickname(message.nickname());
        }
        if (message.xhtml() != null) {
            wire.setXhtml(message.xhtml());
        }
        if (message.sent() != null) {
            wire.setTimestamp(TIMESTAMP.format(message.sent()));
        }
        if (message.headline()) {
            wire.setHeadline(true);
        }
        if (message.privateMessage()) {
            wire.setPm(true);
        }
        if (message.carbon()) {
            wire.setCarbon(true);
        }
        for (IncomingMessage.Attachment attachment : message.attachments()) {
            wire.addAttachment(attachment(attachment));
        }
        return wire.build();
    }

    private static Wire.Attachment attachment(IncomingMessage.Attachment attachment) {
        Wire.Attachment.Builder wire = Wire.Attachment.newBuilder().setUrl(attachment.url());
        if (attachment.mimeType() != null) {
            wire.setMimeType(attachment.mimeType());
        }
        if (attachment.description() != null) {
            wire.setDescription(attachment.description());
        }
        return wire.build();
    }

    static Wire.Participant participant(String user, Participant participant) {
        int flag = 0;
        for (Participant.Mark mark : participant.marks()) {
            flag |= switch (mark) {
                case MODERATOR -> ParticipantFlag.PARTICIPANT_FLAG_MODERATOR_VALUE;
                case SELF -> ParticipantFlag.PARTICIPANT_FLAG_ME_VALUE;
                case KICKED -> ParticipantFlag.PARTICIPANT_FLAG_KICKED_VALUE;
                case BANNED -> ParticipantFlag.PARTICIPANT_FLAG_BANNED_VALUE;
            };
        }
        Wire.Participant.Builder wire = Wire.Participant.newBuilder()
                .setUserName(user)
                .setRoom(participant.room())
                .setNickname(participant.nickname())
                .setFlag(flag)
                .setStatus(status(participant.availability()))
                .setStatusMessage(participant.statusMessage());
        if (participant.newNickname() != null) {
            wire.setNewname(participant.newNickname());
        }
        if (!participant.iconHash().isEmpty()) {
            wire.setIconHash(participant.iconHash());
        }
        if (participant.alias() != null) {
            wire.setAlias(participant.alias());
        }
        return wire.build();
    }

    static Wire.Participant refusal(String user, RoomJoin join, RoomRefusal refusal, String text) {
        int flag = switch (refusal) {
            case CONFLICT -> ParticipantFlag.PARTICIPANT_FLAG_CONFLICT_VALUE;
            case NOT_AUTHORIZED -> ParticipantFlag.PARTICIPANT_FLAG_NOT_AUTHORIZED_VALUE;
            case NOT_FOUND -> ParticipantFlag.PARTICIPANT_FLAG_ROOM_NOT_FOUND_VALUE;
        };
        return Wire.Participant.newBuilder()
                .setUserName(user)
                .setRoom(join.room())
                .setNickname(join.nickname())
                .setFlag(flag)
                .setStatus(StatusType.STATUS_NONE)
                .setStatusMessage(text)
                .build();
    }

    static RoomJoin join(Wire.Room room) {
        return new RoomJoin(
                room.getRoom(), room.getNickname(), room.getPassword().isEmpty() ? null : room.getPassword());
    }

    static VCard vcard(Wire.VCard vcard) {
        return new VCard(
                vcard.getFullname(), vcard.getNickname(), vcard.getPhoto().toByteArray());
    }

    static Wire.VCard vcard(Wire.VCard request, VCard answer) {
        return Wire.VCard.newBuilder()
                .setUserName(request.getUserName())
                .setBuddyName(request.getBuddyName())
                .setId(request.getId())
                .setFullname(answer.fullName())
                .setNickname(answer.nickname())
                .setPhoto(ByteString.copyFrom(answer.photo()))
                .build();
    }

    /**
     * A list of rooms.
     *
     * @param user null if it is for all users
     */
    static Wire.RoomList rooms(@Nullable String user, List<RoomInfo> rooms) {
        Wire.RoomList.Builder list = Wire.RoomList.newBuilder();
        if (user != null) {
            list.setUser(user);
        }
        rooms.forEach(room -> list.addRoom(room.room()).addName(room.title()));
        return list.build();
    }

    static StatusType status(Availability availability) {
        return switch (availability) {
            case ONLINE -> StatusType.STATUS_ONLINE;
            case AWAY -> StatusType.STATUS_AWAY;
            case FREE_FOR_CHAT -> StatusType.STATUS_FFC;
            case EXTENDED_AWAY -> StatusType.STATUS_XA;
            case DO_NOT_DISTURB -> StatusType.STATUS_DND;
            case OFFLINE -> StatusType.STATUS_NONE;
            case INVISIBLE -> StatusType.STATUS_INVISIBLE;
        };
    }

    static Availability availability(StatusType status) {
        return switch (status) {
            case STATUS_ONLINE -> Availability.ONLINE;
            case STATUS_AWAY -> Availability.AWAY;
            case STATUS_FFC -> Availability.FREE_FOR_CHAT;
            case STATUS_XA -> Availability.EXTENDED_AWAY;
            case STATUS_DND -> Availability.DO_NOT_DISTURB;
            case STATUS_NONE -> Availability.OFFLINE;
            case STATUS_INVISIBLE -> Availability.INVISIBLE;
        };
    }
}
