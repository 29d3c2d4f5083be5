package org.libtransport.roster;

import org.libtransport.storage.BuddyRecord;

/** Where the contacts of one user are kept. Must not block. */
public interface RosterStore {

    void put(BuddyRecord buddy);

    void remove(String name);
}
