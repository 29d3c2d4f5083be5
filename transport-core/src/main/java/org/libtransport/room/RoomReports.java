package org.libtransport.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.conversation.IncomingMessages;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;

/**
 * What the network reports of people and talk in the rooms of one user, handed to the room that it concerns. Not thread-safe:
 * belongs to the user's loop.
 */
public final class RoomReports {

    private final RoomContext context;
    private final KnownRooms known;
    private final MissedTalk missed;

    RoomReports(RoomContext context, KnownRooms known, MissedTalk missed) {
        this.context = context;
        this.known = known;
        this.missed = missed;
    }

    /** Somebody came to a room, changed or left; or the user is not let in. */
    public void participant(Wire.Participant report) {
        Room room = known.namedLike(report.getRoom());
        if (room != null) {
            room.participant(report);
        }
    }

    /** The network calls the user by this name in a room. */
    public void nicknameChanged(Wire.Room change) {
        Room room = known.namedLike(change.getRoom());
        if (room != null) {
            room.nicknameChanged(change.getNickname());
        }
    }

    /** A room is about this from now on. */
    public void subjectChanged(Wire.ConversationMessage change) {
        Room room = known.namedLike(change.getBuddyName());
        if (room != null) {
            room.heard();
            room.talk().subjectChanged(change);
        } else {
            context.metrics().increment(Counter.MESSAGES_OUTSIDE_ROOMS);
        }
    }

    /**
     * A message, if it was said in a room or by somebody in one.
     *
     * @return whether it was
     */
    public boolean message(Wire.ConversationMessage message) {
        Whisper whisper = message.getPm() && !message.getNickname().isEmpty()
                ? new Whisper(known.namedLike(message.getBuddyName()), message.getNickname())
                : whisperOf(message.getBuddyName());
        if (whisper != null) {
            whispered(whisper, message);
            return true;
        }
        Room room = known.namedLike(message.getBuddyName());
        if (room != null) {
            room.heard();
            room.talk().said(message);
            return true;
        }
        if (message.getNickname().isEmpty()) {
            return false;
        }
        missed.keep(message);
        return true;
    }

    private void whispered(Whisper whisper, Wire.ConversationMessage message) {
        Room room = whisper.room();
        Jid outside = room == null ? addressOf(message.getBuddyName(), whisper.nickname()) : null;
        if (room == null && outside == null) {
            context.metrics().increment(Counter.MESSAGES_WITHOUT_SENDER);
            return;
        }
        context.metrics().increment(Counter.MESSAGES_TO_XMPP);
        for (List<Element> content : context.incoming().parts(message, Typing.ACTIVE)) {
            if (room != null) {
                room.talk().whispered(whisper.nickname(), content);
            } else {
                context.out()
                        .accept(new Message(
                                outside,
                                context.user(),
                                Message.Type.CHAT,
                                context.ids().next(),
                                null,
                                content));
            }
        }
    }

    /** Where somebody speaks from in a room that the user is not in; null if the room can have no address. */
    private @Nullable Jid addressOf(String room, String nickname) {
        try {
            return RoomAddresses.occupant(RoomAddresses.listed(room, context.transport()), nickname);
        } catch (InvalidJidException e) {
            return null;
        }
    }

    /** A call for attention, if it is by somebody in a room; returns whether it is. */
    public boolean attention(Wire.ConversationMessage message) {
        Whisper whisper = whisperOf(message.getBuddyName());
        if (whisper != null && whisper.room() != null) {
            context.metrics().increment(Counter.MESSAGES_TO_XMPP);
            whisper.room().talk().whispered(whisper.nickname(), IncomingMessages.attention(message));
        }
        return whisper != null;
    }

    /** A chat state, if it is of a room or of somebody in one; returns whether it is. */
    public boolean typing(Wire.Buddy buddy, Typing typing) {
        Whisper whisper = whisperOf(buddy.getBuddyName());
        if (whisper != null && whisper.room() != null) {
            whisper.room().talk().whisperedFleetingly(whisper.nickname(), List.of(IncomingMessages.chatState(typing)));
        }
        return whisper != null || known.named(buddy.getBuddyName()) != null;
    }

    /** A receipt, if it is of a room or of somebody in one; returns whether it is. */
    public boolean delivered(Wire.ConversationMessage receipt) {
        Whisper whisper = whisperOf(receipt.getBuddyName());
        if (whisper != null && whisper.room() != null && !receipt.getId().isEmpty()) {
            whisper.room()
                    .talk()
                    .whisperedFleetingly(whisper.nickname(), List.of(IncomingMessages.received(receipt.getId())));
        }
        return whisper != null || known.named(receipt.getBuddyName()) != null;
    }

    /** Somebody in a room, or who was in one that the user has left. */
    private record Whisper(@Nullable Room room, String nickname) {}

    /** The occupant that a name like {@code room/nick} stands for, if the user is in such a room. */
    private @Nullable Whisper whisperOf(String name) {
        int slash = name.indexOf('/');
        while (slash > 0) {
            Room room = known.named(name.substring(0, slash));
            if (room != null && slash < name.length() - 1) {
                return new Whisper(room, name.substring(slash + 1));
            }
            slash = name.indexOf('/', slash + 1);
        }
        return null;
    }
}
