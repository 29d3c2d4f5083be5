package org.libtransport.backend;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Decides which backend a user gets, and which backends are spent. */
final class SeatPolicy {

    private final int usersPerBackend;
    private final boolean reuse;

    SeatPolicy(BackendSettings settings) {
        this.usersPerBackend = settings.usersPerBackend();
        this.reuse = settings.reuseOldBackends();
    }

    /** The first that has room, in the order given (newest connection first). */
    @Nullable
    PooledBackend choose(Collection<PooledBackend> backends) {
        for (PooledBackend backend : backends) {
            if (backend.isAccepting() && backend.users() < usersPerBackend) {
                return backend;
            }
        }
        return null;
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

    /** How many backends this many users need. */
    int backendsFor(int users) {
        return (int) (((long) users + usersPerBackend - 1) / usersPerBackend);
    }
}
