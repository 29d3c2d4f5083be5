package org.libtransport.storage;

import java.util.List;

/**
 * A contact as it is stored.
 *
 * @param name at the other network, in its original case; the key among one user's contacts
 * @param mutual whether the user's XMPP roster has it (subscription "both"), else it still has to be offered ("ask")
 * @param alias the name to show; empty if none
 * @param groups copied; a line break inside a name becomes a space and empty names are left out, because the database
 *     has one name a line
 * @param flags bits of {@link #FLAG_JID_ESCAPING} and {@link #FLAG_BLOCKED}; others are kept as they are
 * @param iconHash hash of the avatar; empty if none
 */
public record BuddyRecord(String name, boolean mutual, String alias, List<String> groups, int flags, String iconHash) {

    public static final int FLAG_JID_ESCAPING = 2;
    public static final int FLAG_BLOCKED = 8;

    public BuddyRecord {
        boolean storable = true;
        for (String group : groups) {
            storable &= !group.isEmpty() && group.indexOf('\n') < 0;
        }
        groups = storable
                ? List.copyOf(groups)
                : groups.stream()
                        .map(group -> group.replace('\n', ' '))
                        .filter(group -> !group.isEmpty())
                        .toList();
    }
}
