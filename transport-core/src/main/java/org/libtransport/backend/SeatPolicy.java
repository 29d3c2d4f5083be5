package org.libtransport.backend;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Decides which backend a user gets, and which backends are spent. */
final class SeatPolicy {

    private final int usersPerBackend;
    private final int suspectsPerBackend;
    private final boolean reuse;

    SeatPolicy(BackendSettings settings) {
        this.usersPerBackend = settings.usersPerBackend();
        // The root halves the search for a culprit: as many groups as members in each.
        this.suspectsPerBackend = (int) Math.ceil(Math.sqrt(usersPerBackend));
        this.reuse = settings.reuseOldBackends();
    }

    /** The first that may be used so and has room, in the order given (newest connection first). */
    @Nullable
    PooledBackend choose(Collection<PooledBackend> backends, BackendUse use) {
        for (PooledBackend backend : backends) {
            if (room(backend, use) > 0) {
                return backend;
            }
        }
        return null;
    }

    /** How many more users of this kind these backends take. */
    long room(Collection<PooledBackend> backends, BackendUse use) {
        long room = 0;
        for (PooledBackend backend : backends) {
            room += room(backend, use);
        }
        return room;
    }

    private int room(PooledBackend backend, BackendUse use) {
        if (!backend.isAccepting() || !backend.mayServe(use)) {
            return 0;
        }
        return Math.max(0, capacity(use) - backend.users());
    }

    private int capacity(BackendUse use) {
        return switch (use) {
            case ORDINARY, LONG_RUN -> usersPerBackend;
            case SUSPECTS -> suspectsPerBackend;
            case QUARANTINE -> 1;
        };
    }

    /** To be called after a user got a seat. */
    void seated(PooledBackend backend) {
        if (backend.users() >= usersPerBackend && (!reuse || usersPerBackend == 1)) {
            backend.close();
        }
    }

    /** Whether a backend that nobody uses will never be used again. */
    boolean isSpent(PooledBackend backend) {
        return backend.isReady() && !backend.isAccepting() && backend.users() == 0;
    }

    /** How many backends this many users of a kind need. */
    int backendsFor(BackendUse use, long users) {
        int each = capacity(use);
        return (int) Math.min(Integer.MAX_VALUE, (users + each - 1) / each);
    }
}
