package org.libtransport.backend;

import org.libtransport.failure.Failure;

/** A user who asked for a backend. */
final class PoolRequest implements Backends.Request {

    private final BackendUser user;
    private final BackendPool pool;
    private volatile boolean cancelled;

    PoolRequest(BackendUser user, BackendPool pool) {
        this.user = user;
        this.pool = pool;
    }

    BackendUser user() {
        return user;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void refuse(Failure failure) {
        user.loop().execute(() -> {
            if (!cancelled) {
                user.events().backendUnavailable(failure);
            }
        });
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            pool.withdraw(this);
        }
    }
}
