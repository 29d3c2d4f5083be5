package org.libtransport.room;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;

/** The rooms that one user is in or on the way into, by name and by address. Not thread-safe. */
final class KnownRooms {

    private final Map<String, Room> byName = new LinkedHashMap<>(2);
    /** Also by each address with which a resource joined: two may stand for one name. */
    private final Map<Jid, Room> byAddress = new HashMap<>(2);

    void put(Room room) {
        byName.put(room.name(), room);
    }

    /** This bare address stands for the room, maybe besides others. */
    void putAddress(Jid address, Room room) {
        byAddress.put(address, room);
    }

    void remove(Room room) {
        byName.remove(room.name(), room);
        byAddress.values().removeIf(other -> other == room);
    }

    void clear() {
        byName.clear();
        byAddress.clear();
    }

    int size() {
        return byName.size();
    }

    /** A copy, longest known first. */
    List<Room> all() {
        return List.copyOf(byName.values());
    }

    /** The room of this address or of somebody in it. */
    @Nullable
    Room at(Jid address) {
        return byAddress.get(address.bare());
    }

    /** The room of exactly this name. */
    @Nullable
    Room named(String name) {
        return byName.get(name);
    }

    /** Networks that do not mind case may write a name otherwise than the user did. */
    @Nullable
    Room namedLike(String name) {
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
