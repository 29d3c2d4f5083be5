package org.libtransport.room;

import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.jid.LegacyNames;
import org.libtransport.xmpp.stanza.Presence;

/**
 * How rooms and occupants are addressed: {@code #room%server@transport/nick}, or escaped by XEP-0106 as the
 * room list has them. What is sent to a resource comes from the very address with which it joined, so that only the way
 * from an address to a name must be known, and the way there for lists. Stateless.
 */
final class RoomAddresses {

    static final String MUC = "http://jabber.org/protocol/muc";

    /** By this a local part is that of a room, whatever else is known of it. */
    private static final String ROOM_SIGN = "#";

    private static final String UNPRINTABLE = "\\p{Cntrl}|\\p{Cs}|\\p{Cn}";

    private RoomAddresses() {}

    /**
     * The address under which a room is listed: always escaped, whatever contacts do.
     *
     * @throws InvalidJidException if the name cannot be put into an address
     */
    static Jid listed(String name, Jid transport) {
        return Jid.of(LegacyNames.escape(name), transport.domain(), null);
    }

    /** The name of the room behind an address that is on no list. The address has a local part. */
    static String nameOf(Jid room) {
        String local = room.local();
        return local == null ? "" : LegacyNames.toName(local);
    }

    static boolean hasRoomSign(Jid address) {
        return address.local() != null && address.local().startsWith(ROOM_SIGN);
    }

    /** Whether the presence enters a room: says so (XEP-0045 7.2.1), or is for what can only be a room (7.2.2). */
    static boolean isJoin(Presence presence) {
        Jid to = presence.to();
        return presence.type() == Presence.Type.AVAILABLE
                && to != null
                && to.local() != null
                && (hasRoomSign(to) || presence.payload("x", MUC) != null);
    }

    /** The address of an occupant; a name that no address can have is changed until one can. */
    static Jid occupant(Jid room, String shownName) {
        try {
            return room.withResource(shownName);
        } catch (InvalidJidException e) {
            return changed(room, shownName);
        }
    }

    private static Jid changed(Jid room, String shownName) {
        String printable = shownName.replaceAll(UNPRINTABLE, "_").strip();
        try {
            return room.withResource(printable.length() > 200 ? printable.substring(0, 200) : printable);
        } catch (InvalidJidException e) {
            return room.withResource("_" + Integer.toHexString(shownName.hashCode()));
        }
    }
}
