package org.libtransport.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.room.ListedRoom;
import org.libtransport.room.RoomDirectory;
import org.libtransport.roster.ContactAddresses;
import org.libtransport.xmpp.feature.muc.RoomService;
import org.libtransport.xmpp.jid.Jid;

/** Requests about rooms, answered from those of the user who asks and those for all. Called on the user's loop. */
public final class UserRooms implements RoomService {

    private final UserManager users;
    private final RoomDirectory directory;

    public UserRooms(UserManager users, RoomDirectory directory) {
        this.users = users;
        this.directory = directory;
    }

    @Override
    public List<Item> rooms(Jid user) {
        Map<Jid, Item> items = new LinkedHashMap<>();
        directory.all().forEach(room -> items.put(room.address(), item(room)));
        User loggedIn = users.onCurrentLoop(user);
        if (loggedIn != null) {
            loggedIn.rooms().listed().forEach(room -> items.put(room.address(), item(room)));
        }
        return List.copyOf(items.values());
    }

    @Override
    public @Nullable Item room(Jid user, Jid address) {
        User loggedIn = users.onCurrentLoop(user);
        ListedRoom listed =
                loggedIn == null ? directory.find(address) : loggedIn.rooms().find(address);
        if (listed != null) {
            return item(listed);
        }
        String title = RoomDirectory.titleOf(address);
        boolean room = loggedIn == null
                ? RoomDirectory.canOnlyBeRoom(address)
                : loggedIn.rooms().isRoom(address);
        return room ? new Item(address, title) : null;
    }

    @Override
    public boolean isOccupant(Jid user, Jid address) {
        return address.local() != null
                && address.resource() != null
                && (!address.resource().equals(ContactAddresses.RESOURCE) || room(user, address.bare()) != null);
    }

    @Override
    public boolean isInside(Jid resource, Jid occupant) {
        User loggedIn = users.onCurrentLoop(resource);
        return loggedIn != null && loggedIn.rooms().isInside(resource, occupant);
    }

    private static Item item(ListedRoom room) {
        return new Item(room.address(), room.title());
    }
}
