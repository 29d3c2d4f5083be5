package org.libtransport.room;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.jid.Jid;

/**
 * The rooms that are open to all users, as a backend reported them last (ROOM_LIST without a user). Kept for those who log
 * in later. Safe on any thread: readers see the list of before or the new one, never a part.
 */
public final class RoomDirectory {

    private final Jid transport;
    private final int most;
    private volatile RoomList rooms = RoomList.EMPTY;

    /** @param most how many rooms a list has at most; those beyond are left out */
    public RoomDirectory(Jid transport, int most) {
        this.transport = transport;
        this.most = most;
    }

    /** A backend reports what there is now. */
    public void replace(Wire.RoomList reported) {
        rooms = listOf(reported);
    }

    /** The rooms, in the order of the report. */
    public Collection<ListedRoom> all() {
        return rooms.all();
    }

    /** The room with this bare address, or null. */
    public @Nullable ListedRoom find(Jid address) {
        return rooms.find(address);
    }

    /** Whether a local part like this is that of a room, be it listed or not. */
    public static boolean canOnlyBeRoom(Jid address) {
        return RoomAddresses.hasRoomSign(address);
    }

    /** What to show for a room that is not listed: its name. */
    public static String titleOf(Jid room) {
        return RoomAddresses.nameOf(room);
    }

    RoomList listOf(Wire.RoomList reported) {
        return RoomList.of(reported, transport, most);
    }
}
