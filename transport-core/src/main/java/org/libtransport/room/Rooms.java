package org.libtransport.room;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire;
import org.libtransport.text.Sentence;
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

    private static final StanzaError NOT_INSIDE = StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.NOT_IN_ROOM);
    private static final StanzaError TOO_MANY = StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.TOO_MANY_ROOMS);
    private static final StanzaError NO_NICKNAME = StanzaError.of(Condition.JID_MALFORMED, Sentence.NICKNAME_NEEDED);
    private static final StanzaError NICKNAME_FIXED = StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.OTHER_NICKNAME);

    private final RoomContext context;
    private final RoomDirectory directory;
    private final KnownRooms known = new KnownRooms();
    private final MissedTalk missed;
    private final RoomReports reports;
    private RoomList ownList = RoomList.EMPTY;
    private boolean online;
    private boolean closing;

    public Rooms(RoomContext context, RoomDirectory directory) {
        this.context = context;
        this.directory = directory;
        this.missed = new MissedTalk(context);
        this.reports = new RoomReports(context, known, missed);
    }

    /** Whether the presence enters a room: says so, or is for what can only be a room (XEP-0045 sections 7.2.1, 7.2.2). */
    public static boolean isJoin(Presence presence) {
        return RoomAddresses.isJoin(presence);
    }

    /** Whether this is the address of a room, or of somebody in one, as far as is known. */
    public boolean isRoom(Jid address) {
        return RoomAddresses.hasRoomSign(address) || known.at(address) != null || find(address.bare()) != null;
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
        Room room = known.at(occupant);
        String shown = occupant.resource();
        return room != null && room.hasGuest(resource) && shown != null && room.hasOccupant(shown);
    }

    /** Whether any resource is in the room of this bare address, or on the way in. */
    public boolean isJoined(Jid room) {
        return known.at(room) != null;
    }

    /** The presences with which resources entered the rooms that the user is in. */
    public List<Presence> joins() {
        return known.all().stream().flatMap(room -> room.joins().stream()).toList();
    }

    /** The network's name for somebody in a room that the user is in, or null if the address is of none. */
    public @Nullable String nameOfOccupant(Jid address) {
        Room room = known.at(address);
        return room == null || address.resource() == null ? null : room.nameOfOccupant(address.resource());
    }

    /** Whether this resource is in any room. */
    public boolean isAnywhere(Jid resource) {
        return known.all().stream().anyMatch(room -> room.hasGuest(resource));
    }

    // From the user.

    /** A presence of a resource to a room, or to somebody in it, that is no subscription. */
    public void presence(Presence presence) {
        Jid from = Objects.requireNonNull(presence.from());
        Jid to = Objects.requireNonNull(presence.to());
        Room room = known.at(to);
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
        Room room = known.named(name);
        boolean first = room == null;
        if (room == null) {
            if (known.size() >= MOST) {
                refuse(presence, from, to, TOO_MANY);
                return;
            }
            room = new Room(name, to, passwordOf(presence), missed.take(name), context, this::ended);
            known.put(room);
        }
        known.putAddress(to.bare(), room);
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
        Room room = known.at(address);
        if (room != null) {
            return room.name();
        }
        ListedRoom listed = find(address);
        return listed == null ? RoomAddresses.nameOf(address) : listed.name();
    }

    private void ended(Room room) {
        if (!closing) {
            known.remove(room);
        }
    }

    /** A message of a resource to a room, or to somebody in it. */
    public void message(Message message) {
        Jid from = Objects.requireNonNull(message.from());
        Jid to = Objects.requireNonNull(message.to());
        Room room = known.at(to);
        boolean toAll = message.type() == Message.Type.GROUPCHAT;
        if (room == null || !room.hasGuest(from)) {
            context.bounce().accept(message, NOT_INSIDE);
        } else if (toAll != to.isBare()) {
            context.bounce()
                    .accept(
                            message,
                            StanzaError.of(
                                    toAll ? Condition.BAD_REQUEST : Condition.FEATURE_NOT_IMPLEMENTED,
                                    Sentence.MESSAGE_TYPE_OF_ROOM));
        } else {
            room.fromGuest(message);
        }
    }

    /** A message that a resource sent to a room goes back to it, so that the network will not show it. */
    public void returned(Message message) {
        Jid to = message.to();
        Room room = to == null || message.type() != Message.Type.GROUPCHAT ? null : known.at(to);
        if (room != null && message.id() != null) {
            room.talk().unsaid(message.id());
        }
    }

    /** A stanza to a resource came back: it is not there any more, or not in the room. */
    public void bounced(Jid resource, Jid address) {
        Room room = known.at(address);
        if (room != null) {
            room.gone(resource);
        }
    }

    /** A resource is gone. */
    public void gone(Jid resource) {
        known.all().forEach(room -> room.gone(resource));
    }

    // How the links are.

    /** The user is logged in to the network. */
    public void networkReached() {
        online = true;
        known.all().forEach(Room::enter);
    }

    /** The network is away; the user will be logged in again. */
    public void networkLost() {
        online = false;
        known.all().forEach(Room::networkLost);
    }

    /** The user is logged out, or the transport stops. */
    public void close(StanzaError reason) {
        online = false;
        closing = true;
        known.all().forEach(room -> room.close(reason));
        known.clear();
        missed.close();
        closing = false;
    }

    /** The link to XMPP is lost: what happens in rooms is not seen. */
    public void xmppLost() {
        known.all().forEach(Room::xmppLost);
    }

    /** A resource is there still, and may have missed something. */
    public void refresh(Jid resource) {
        known.all().forEach(room -> room.refresh(resource));
    }

    /** Whoever is still there has been {@linkplain #refresh told}. */
    public void xmppBack() {
        known.all().forEach(Room::xmppBack);
    }

    // From the network.

    /** What the network reports of people and talk in rooms. */
    public RoomReports reports() {
        return reports;
    }

    /** The rooms that this user can enter. */
    public void listed(Wire.RoomList reported) {
        ownList = directory.listOf(reported);
    }

    /**
     * A message or presence as a network that speaks XMPP wrote it, if it is from a room that the user is in.
     *
     * @return whether it is, and was sent to all resources that are in the room
     */
    public boolean relay(Stanza stanza) {
        Jid from = stanza.from();
        Room room =
                stanza instanceof Iq || from == null || from.local() == null ? null : known.named(nameOf(from.bare()));
        if (room == null) {
            return false;
        }
        room.relay(stanza);
        return true;
    }
}
