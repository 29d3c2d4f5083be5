package org.libtransport.plugin.internal;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One user's place on this link: the serial queue of calls, and the session that is open now. It outlives a session until
 * its last call is made, so that the next session of the same user waits for it. Belongs to the event loop.
 */
final class UserSeat {

    /** So many calls wait for a user before the link stops reading. */
    static final int BOUND = 1000;

    private final SerialCalls calls;
    private final Consumer<UserSeat> relieved;
    private volatile boolean full;
    private @Nullable SessionLink session;
    private int logins;

    /**
     * Creates a place without a session.
     *
     * @param relieved called on any thread when a full queue has half emptied
     */
    UserSeat(Executor executor, Consumer<UserSeat> relieved) {
        this.relieved = relieved;
        this.calls = new SerialCalls(executor, this::drained);
    }

    @Nullable
    SessionLink session() {
        return session;
    }

    void sit(SessionLink next) {
        session = next;
        logins++;
    }

    void leave() {
        session = null;
    }

    /** Grows with every log-in. */
    int logins() {
        return logins;
    }

    /**
     * Adds a call.
     *
     * @return true if the queue is full now and was not before
     */
    boolean call(Runnable call) {
        calls.add(call);
        if (full || calls.size() < BOUND) {
            return false;
        }
        full = true;
        // the queue may have emptied before anybody saw that it is full
        drained();
        return true;
    }

    /** Ends the fullness, if the queue is half empty. */
    boolean relieve() {
        if (full && calls.size() <= BOUND / 2) {
            full = false;
            return true;
        }
        return false;
    }

    private void drained() {
        if (full && calls.size() <= BOUND / 2) {
            relieved.accept(this);
        }
    }
}
