package org.libtransport.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changes that wait to be written: of each user the last one for each key. Used by one thread. */
final class PendingChanges {

    private final Map<Long, Map<Object, Change>> byUser = new LinkedHashMap<>();
    private int size;

    /** Adds a change; returns false if it took the place of another. */
    boolean put(Change change) {
        boolean added = byUser.computeIfAbsent(change.userId(), id -> new LinkedHashMap<>())
                        .put(change.key(), change)
                == null;
        if (added) {
            size++;
        }
        return added;
    }

    /** Forgets what waits for this user; returns how much that was. */
    int forget(long userId) {
        Map<Object, Change> changes = byUser.remove(userId);
        int forgotten = changes == null ? 0 : changes.size();
        size -= forgotten;
        return forgotten;
    }

    /** Those that have waited longest, user by user. */
    List<Change> oldest(int limit) {
        List<Change> oldest = new ArrayList<>(Math.min(limit, size));
        for (Map<Object, Change> changes : byUser.values()) {
            for (Change change : changes.values()) {
                if (oldest.size() == limit) {
                    return oldest;
                }
                oldest.add(change);
            }
        }
        return oldest;
    }

    /** All that waits for these users. */
    List<Change> of(Collection<Long> userIds) {
        List<Change> changes = new ArrayList<>();
        for (Long id : userIds) {
            Map<Object, Change> waiting = byUser.get(id);
            if (waiting != null) {
                changes.addAll(waiting.values());
            }
        }
        return changes;
    }

    boolean concerns(long userId) {
        return byUser.containsKey(userId);
    }

    /** Takes out what was written or given up. */
    void done(List<Change> changes) {
        for (Change change : changes) {
            Map<Object, Change> waiting = byUser.get(change.userId());
            if (waiting != null && waiting.remove(change.key()) != null) {
                size--;
                if (waiting.isEmpty()) {
                    byUser.remove(change.userId());
                }
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }
}
