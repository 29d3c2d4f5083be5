package org.libtransport.room;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.xml.Element;

/** A resource of the user that joined a room. Belongs to the user's loop. */
final class Guest {

    private final Jid resource;
    private final Jid joinAddress;
    private final Presence join;
    private final @Nullable Element history;
    private boolean inside;

    Guest(Jid resource, Jid joinAddress, Presence join) {
        this.resource = resource;
        this.joinAddress = joinAddress;
        this.join = join;
        Element x = join.payload("x", RoomAddresses.MUC);
        this.history = x == null ? null : x.child("history", RoomAddresses.MUC);
    }

    Jid resource() {
        return resource;
    }

    /** The room as this resource calls it. */
    Jid room() {
        return joinAddress.bare();
    }

    /** The room with the nickname that was wanted. */
    Jid joinAddress() {
        return joinAddress;
    }

    @Nullable
    String joinId() {
        return join.id();
    }

    /** The presence that asked for it. */
    Presence join() {
        return join;
    }

    /** How much of what was said before is wanted (XEP-0045 section 7.2.14), or null if nothing was said of it. */
    @Nullable
    Element history() {
        return history;
    }

    /** Whether the resource has been told that it is in the room. */
    boolean isInside() {
        return inside;
    }

    void setInside() {
        inside = true;
    }
}
