package org.libtransport.backend;

/** Gives users a backend. All methods may be called from any thread. */
public interface Backends {

    /**
     * Asks for a backend for this user. The answer is {@link BackendEvents#backendReady} as soon as one has room, or
     * {@link BackendEvents#backendUnavailable}; both on the user's loop. Users are served in the order they asked.
     *
     * @return the place in the queue; cancelling it after the answer has no effect
     */
    Request request(BackendUser user);

    /** What the backends announced. */
    BackendFeatures features();

    /** A user's place in the queue for a backend. */
    @FunctionalInterface
    interface Request {
        void cancel();
    }
}
