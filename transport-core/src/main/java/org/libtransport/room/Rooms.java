package org.libtransport.room;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents.Typing;
import org.libtransport.conversation.IncomingMessages;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/**
 * All rooms of one user, those that the user is in and those that the network lists for the user. Rooms survive the loss of
 * the network, and are entered again when it is back. Not thread-safe: belongs to the user's loop.
 */
public final class Rooms {

    /** How many rooms a user may be in. */
    static final int MOST = 200;

    /** Of how many rooms that the user is not in something is kept; the one that was silent longest is forgotten. */
    static final int MOST_MISSED = 50;

    private static final StanzaError NOT_INSIDE = StanzaError.of(Condition.NOT_ACCEPTABLE, "You are not in this room.");
    private static final StanzaError TOO_MANY =
            StanzaError.of(Condition.RESOURCE_CONSTRAINT, "You are in too many rooms.");
    private static final StanzaError NO_NICKNAME =
            StanzaError.of(Condition.JID_MALFORMED, "A room is entered with a nickname.");
    private static final StanzaError NICKNAME_FIXED =
            StanzaError.of(Condition.NOT_ACCEPTABLE, "Leave the room and enter it with the other nickname.");

    private final RoomContext context;
    private final RoomDirectory directory;
    private final Map<String, Room> byName = new LinkedHashMap<>(2);
    /** Also by each address with which a resource joined: two may stand for one name. */
    private final Map<Jid, Room> byAddress = new HashMap<>(2);
    /** What was said in rooms that the user is not in, for when the user is. */
    private final Map<String, RoomHistory> missed = new LinkedHashMap<>(0, 0.75f, true);

    private RoomList ownList = RoomList.EMPTY;
    private boolean online;
    private boolean closing;

    public Rooms(RoomContext context, RoomDirectory directory) {
        this.context = context;
        this.directory = directory;
    }

    /** Whether the presence enters a room: says so, or is for what can only be a room (XEP-0045 sections 7.2.1, 7.2.2). */
    public static boolean isJoin(Presence presence) {
        return RoomAddresses.isJoin(presence);
    }

    /** Whether this is the address of a room, or of somebody in one, as far as is known. */
    public boolean isRoom(Jid address) {
        return RoomAddresses.hasRoomSign(address)
                || byAddress.containsKey(address.bare())
                || find(address.bare()) != null;
    }

    /** The rooms that the network lists for this user. */
    public Collection<ListedRoom> listed() {
        return ownList.all();
    }

    /** What is listed for this user or for all under a bare address, or null. */
    public @Nullable ListedRoom find(Jid room) {
        ListedRoom own = ownList.find(room);
        return own != null ? own : directory.find(room);
    }

    /** Whether this resource is in the room of the address, and it has an occupant of that name (XEP-0410). */
    public boolean isInside(Jid resource, Jid occupant) {
        Room room = byAddress.get(occupant.bare());
        String shown = occupant.resource();
        return room != null && room.hasGuest(resource) && shown != null && room.hasOccupant(shown);
    }

    /** Whether any resource is in the room of this bare address, or on the way in. */
    public boolean isJoined(Jid room) {
        return byAddress.containsKey(room);
    }

    /** The presences with which resources entered the rooms that the user is in. */
    public List<Presence> joins() {
        return rooms().stream().flatMap(room -> room.joins().stream()).toList();
    }

    /** The network's name for somebody in a room that the user is in, or null if the address is of none. */
    public @Nullable String nameOfOccupant(Jid address) {
        Room room = byAddress.get(address.bare());
        return room == null || address.resource() == null ? null : room.nameOfOccupant(address.resource());
    }

    /** Whether this resource is in any room. */
    public boolean isAnywhere(Jid resource) {
        return byName.values().stream().anyMatch(room -> room.hasGuest(resource));
    }

    // From the user.

    /** A presence of a resource to a room, or to somebody in it, that is no subscription. */
    public void presence(Presence presence) {
        Jid from = Objects.requireNonNull(presence.from());
        Jid to = Objects.requireNonNull(presence.to());
        Room room = byAddress.get(to.bare());
        if (isJoin(presence)
                && !(room != null && room.hasGuest(from) && presence.payload("x", RoomAddresses.MUC) == null)) {
            join(presence, from, to);
        } else if (room == null) {
            return;
        } else if (presence.type() == Presence.Type.UNAVAILABLE) {
            room.leave(from);
        } else if (presence.type() == Presence.Type.ERROR) {
            room.gone(from);
        } else if (presence.type() == Presence.Type.AVAILABLE && room.isOtherNickname(from, to)) {
            // XEP-0045 section 7.6: the network has no way to ask for another name.
            refuse(presence, from, to, NICKNAME_FIXED);
        }
    }

    private void join(Presence presence, Jid from, Jid to) {
        if (to.resource() == null) {
            refuse(presence, from, to, NO_NICKNAME);
            return;
        }
        String name = nameOf(to.bare());
        Room room = byName.get(name);
        boolean first = room == null;
        if (room == null) {
            if (byName.size() >= MOST) {
                refuse(presence, from, to, TOO_MANY);
                return;
            }
            RoomHistory history = missed.remove(name);
            room = new Room(
                    name,
                    to,
                    passwordOf(presence),
                    history == null ? new RoomHistory() : history,
                    context,
                    this::ended);
            byName.put(name, room);
        }
        byAddress.put(to.bare(), room);
        room.join(new Guest(from, to, presence));
        if (first && online) {
            room.enter();
        }
    }

    private static String passwordOf(Presence join) {
        Element x = join.payload("x", RoomAddresses.MUC);
        String password = x == null ? null : x.childText("password");
        return password == null ? "" : password;
    }

    private void refuse(Presence presence, Jid from, Jid to, StanzaError error) {
        context.out().accept(RoomPresence.refused(to, from, presence.id(), error));
    }

    private String nameOf(Jid address) {
        Room known = byAddress.get(address);
        if (known != null) {
            return known.name();
        }
        ListedRoom listed = find(address);
        return listed == null ? RoomAddresses.nameOf(address) : listed.name();
    }

    private void ended(Room room) {
        if (!closing) {
            byName.remove(room.name(), room);
            byAddress.values().removeIf(other -> other == room);
        }
    }

    /** A message of a resource to a room, or to somebody in it. */
    public void message(Message message) {
        Jid from = Objects.requireNonNull(message.from());
        Jid to = Objects.requireNonNull(message.to());
        Room room = byAddress.get(to.bare());
        boolean toAll = message.type() == Message.Type.GROUPCHAT;
        if (room == null || !room.hasGuest(from)) {
            context.bounce().accept(message, NOT_INSIDE);
        } else if (toAll != to.isBare()) {
            context.bounce()
                    .accept(
                            message,
                            StanzaError.of(
                                    toAll ? Condition.BAD_REQUEST : Condition.FEATURE_NOT_IMPLEMENTED,
                                    "A room takes messages of type groupchat, and somebody in it takes others."));
        } else {
            room.fromGuest(message);
        }
    }

    /** A message that a resource sent to a room goes back to it, so that the network will not show it. */
    public void returned(Message message) {
        Jid to = message.to();
        Room room = to == null || message.type() != Message.Type.GROUPCHAT ? null : byAddress.get(to.bare());
        if (room != null && message.id() != null) {
            room.talk().unsaid(message.id());
        }
    }

    /** A stanza to a resource came back: it is not there any more, or not in the room. */
    public void bounced(Jid resource, Jid room) {
        Room known = byAddress.get(room.bare());
        if (known != null) {
            known.gone(resource);
        }
    }

    /** A resource is gone. */
    public void gone(Jid resource) {
        rooms().forEach(room -> room.gone(resource));
    }

    // How the links are.

    /** The user is logged in to the network. */
    public void networkReached() {
        online = true;
        rooms().forEach(Room::enter);
    }

    /** The network is away; the user will be logged in again. */
    public void networkLost() {
        online = false;
        rooms().forEach(Room::networkLost);
    }

    /** The user is logged out, or the transport stops. */
    public void close(StanzaError reason) {
        online = false;
        closing = true;
        rooms().forEach(room -> room.close(reason));
        byName.clear();
        byAddress.clear();
        missed.values().forEach(history -> RoomTalk.count(context, history.unheard()));
        missed.clear();
        closing = false;
    }

    /** The link to XMPP is lost: what happens in rooms is not seen. */
    public void xmppLost() {
        byName.values().forEach(Room::xmppLost);
    }

    /** A resource is there still, and may have missed something. */
    public void refresh(Jid resource) {
        byName.values().forEach(room -> room.refresh(resource));
    }

    /** Whoever is still there has been {@linkplain #refresh told}. */
    public void xmppBack() {
        byName.values().forEach(Room::xmppBack);
    }

    private List<Room> rooms() {
        return List.copyOf(byName.values());
    }

    // From the network.

    public void participant(Wire.Participant report) {
        Room room = named(report.getRoom());
        if (room != null) {
            room.participant(report);
        }
    }

    public void nicknameChanged(Wire.Room change) {
        Room room = named(change.getRoom());
        if (room != null) {
            room.nicknameChanged(change.getNickname());
        }
    }

    /** The rooms that this user can enter. */
    public void listed(Wire.RoomList reported) {
        ownList = directory.listOf(reported);
    }

    public void subjectChanged(Wire.ConversationMessage change) {
        Room room = named(change.getBuddyName());
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
                ? new Whisper(named(message.getBuddyName()), message.getNickname())
                : whisperOf(message.getBuddyName());
        if (whisper != null) {
            context.metrics().increment(Counter.MESSAGES_TO_XMPP);
            for (List<Element> content : context.incoming().parts(message)) {
                if (whisper.room() == null) {
                    whisperedFromOutside(message.getBuddyName(), whisper.nickname(), content);
                } else {
                    whisper.room().talk().whispered(whisper.nickname(), content);
                }
            }
            return true;
        }
        Room room = named(message.getBuddyName());
        if (room != null) {
            room.heard();
            room.talk().said(message);
            return true;
        }
        if (message.getNickname().isEmpty()) {
            return false;
        }
        keep(message);
        return true;
    }

    /** The user is not in the room of somebody who has something to say all the same. */
    private void whisperedFromOutside(String roomName, String nickname, List<Element> content) {
        Jid from = RoomAddresses.occupant(RoomAddresses.listed(roomName, context.transport()), nickname);
        context.out()
                .accept(new Message(
                        from, context.user(), Message.Type.CHAT, context.ids().next(), null, content));
    }

    /** Somebody speaks in a room that the user is not in: kept until the user is. */
    private void keep(Wire.ConversationMessage message) {
        RoomHistory history = missed.computeIfAbsent(message.getBuddyName(), name -> new RoomHistory());
        int forgotten = 0;
        for (List<Element> content : RoomTalk.content(context, message)) {
            forgotten += history.addUnheard(
                    RoomTalk.line(message.getNickname(), context.ids().next(), content, context));
        }
        if (missed.size() > MOST_MISSED) {
            String eldest = missed.keySet().iterator().next();
            forgotten += Objects.requireNonNull(missed.remove(eldest)).unheard();
        }
        RoomTalk.count(context, forgotten);
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
        return whisper != null || byName.containsKey(buddy.getBuddyName());
    }

    /** A receipt, if it is of a room or of somebody in one; returns whether it is. */
    public boolean delivered(Wire.ConversationMessage receipt) {
        Whisper whisper = whisperOf(receipt.getBuddyName());
        if (whisper != null && whisper.room() != null && !receipt.getId().isEmpty()) {
            whisper.room()
                    .talk()
                    .whisperedFleetingly(whisper.nickname(), List.of(IncomingMessages.received(receipt.getId())));
        }
        return whisper != null || byName.containsKey(receipt.getBuddyName());
    }

    /**
     * A message or presence as a network that speaks XMPP wrote it, if it is from a room that the user is in.
     *
     * @return whether it is, and was sent to all resources that are in the room
     */
    public boolean relay(Stanza stanza) {
        Jid from = stanza.from();
        Room room =
                stanza instanceof Iq || from == null || from.local() == null ? null : byName.get(nameOf(from.bare()));
        if (room == null) {
            return false;
        }
        room.relay(stanza);
        return true;
    }

    /** Somebody in a room, or who was in one that the user has left. */
    private record Whisper(@Nullable Room room, String nickname) {}

    /** The occupant that a name like {@code room/nick} stands for, if the user is in such a room. */
    private @Nullable Whisper whisperOf(String name) {
        int slash = name.indexOf('/');
        while (slash > 0) {
            Room room = byName.get(name.substring(0, slash));
            if (room != null && slash < name.length() - 1) {
                return new Whisper(room, name.substring(slash + 1));
            }
            slash = name.indexOf('/', slash + 1);
        }
        return null;
    }

    /** Networks that do not mind case may write a name otherwise than the user did. */
    private @Nullable Room named(String name) {
        Room exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        for (Room room : byName.values()) {
            if (room.name().equalsIgnoreCase(name)) {
                return room;
            }
        }
        return null;
    }
}
