package org.libtransport.xmpp.feature.muc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;

/** Who knows the rooms. Called on the loop of the user who asks. */
public interface RoomService {

    /** The namespace of rooms, by which clients find out that there are some. */
    String NAMESPACE = "http://jabber.org/protocol/muc";

    /**
     * A room that can be found.
     *
     * @param title what to show
     */
    record Item(Jid address, String title) {}

    /** The rooms that are listed for this user, those for all users among them. */
    List<Item> rooms(Jid user);

    /** The room that has this bare address as far as this user is concerned, or null if it is none. */
    @Nullable
    Item room(Jid user, Jid address);

    /** Whether the full address can only be that of an occupant of a room. */
    boolean isOccupant(Jid user, Jid address);

    /** Whether this resource is in the room of the occupant's address, and there is such an occupant. */
    boolean isInside(Jid resource, Jid occupant);
}
