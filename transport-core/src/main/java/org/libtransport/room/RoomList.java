package org.libtransport.room;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Wire;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;

/** The rooms that a backend reported, with their addresses. Immutable and safe on any thread. */
final class RoomList {

    static final RoomList EMPTY = new RoomList(Map.of());

    private final Map<Jid, ListedRoom> byAddress;

    private RoomList(Map<Jid, ListedRoom> byAddress) {
        this.byAddress = byAddress;
    }

    /** The first so many of a report. A room without title is shown by its name; one that has no address is left out. */
    static RoomList of(Wire.RoomList wire, Jid transport, int most) {
        Map<Jid, ListedRoom> rooms = new LinkedHashMap<>();
        int reported = Math.min(wire.getRoomCount(), wire.getNameCount());
        for (int i = 0; i < reported && rooms.size() < most; i++) {
            String name = wire.getRoom(i);
            String title = wire.getName(i);
            try {
                Jid address = RoomAddresses.listed(name, transport);
                rooms.putIfAbsent(address, new ListedRoom(address, name, title.isEmpty() ? name : title));
            } catch (InvalidJidException e) {
                // Nobody could enter it.
            }
        }
        return rooms.isEmpty() ? EMPTY : new RoomList(Collections.unmodifiableMap(rooms));
    }

    @Nullable
    ListedRoom find(Jid address) {
        return byAddress.get(address);
    }

    Collection<ListedRoom> all() {
        return byAddress.values();
    }
}
