package org.libtransport.backend;

import java.util.concurrent.CompletionStage;
import org.libtransport.backend.peer.Spawned;

/**
 * Starts backends: as processes, inside this JVM, or not at all. What it starts connects to the address by itself.
 *
 * <p>Called on the pool's loop; nothing may block.
 */
public interface BackendLauncher {

    /**
     * Begins to start a backend. A failure is no exception but the {@link Launched#ended end} of what was launched.
     *
     * @param logId the number in the name of the backend's log, from 1 up, used again after its backend ended
     */
    Launched launch(int logId, BackendAddress address);

    /** False if backends come by themselves and {@link #launch} must not be called. */
    default boolean launches() {
        return true;
    }

    /** The processes that it started, by which their connections are known. May be called from any thread. */
    default Spawned spawned() {
        return Spawned.NONE;
    }

    /** Frees what the launcher holds, after everything it launched has ended. */
    default void close() {}

    /** Backends are started by somebody else, maybe on another machine. */
    static BackendLauncher external() {
        return new BackendLauncher() {
            @Override
            public Launched launch(int logId, BackendAddress address) {
                throw new IllegalStateException("backends are started by somebody else");
            }

            @Override
            public boolean launches() {
                return false;
            }
        };
    }

    /** One backend that was started. All methods may be called from any thread, also after its end. */
    interface Launched {

        /** Completes when it has ended or could not be started; never exceptionally. */
        CompletionStage<End> ended();

        /** The process id that it will tell in STATS, or -1 as long as there is none. */
        long pid();

        /** It was told to end: what it leaves behind then is ended too. */
        void ending();

        /** Ends it and everything it started itself. */
        void kill(boolean forcibly);
    }

    /**
     * How a backend ended.
     *
     * @param reason for the log, like "exit code 1"
     */
    record End(boolean clean, String reason) {}
}
