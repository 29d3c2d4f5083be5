package org.libtransport.storage;

import java.util.List;
import java.util.Map;

/** All that is stored of one user. */
public record StoredUser(UserRecord user, List<BuddyRecord> buddies, Map<String, String> settings) {}
