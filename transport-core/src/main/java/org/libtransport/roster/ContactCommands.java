package org.libtransport.roster;

import org.libtransport.protocol.Wire;

/** What a user does with contacts, on its way to the network. Each tells whether the backend takes it now. */
public interface ContactCommands {

    /** Adds the contact, accepts its request, or changes its name and groups (BUDDY_CHANGED). */
    boolean addOrUpdate(Wire.Buddy buddy);

    /** Removes the contact or refuses its request (BUDDY_REMOVED). */
    boolean remove(Wire.Buddy buddy);
}
