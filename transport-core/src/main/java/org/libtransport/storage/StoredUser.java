package org.libtransport.storage;

import java.util.List;
import java.util.Map;

/** All that is stored of one user. */
public record StoredUser(UserRecord user, List<BuddyRecord> buddies, Map<String, String> settings) {

    /** Leaves out contacts and settings, which may hold tokens that the predecessor put there. */
    @Override
    public String toString() {
        return "StoredUser[" + user + ", " + buddies.size() + " contacts, " + settings.size() + " settings]";
    }
}
