package org.libtransport.backend;

import org.jspecify.annotations.Nullable;
import org.libtransport.backend.peer.Peer;

/**
 * Why a connection was let in, and with that what it may be used for. Immutable.
 *
 * @param process the id of the process that this transport started and that has the connection, or whose child has it;
 *     {@link #NONE} if it is none of those, {@link #UNKNOWN} if nobody can tell
 * @param mayTakeUsers false for a connection that is only allowed to be there, like that of a program that queries
 */
record Admission(Reason reason, long process, boolean mayTakeUsers, AccessToken token) {

    /** The connection is of no process that was started here. */
    static final long NONE = Peer.NONE;

    /** It may be of one. */
    static final long UNKNOWN = Peer.UNKNOWN_PROCESS;

    enum Reason {
        /** A plugin in this JVM. */
        SAME_JVM,
        /** A process that this transport started. */
        SPAWNED,
        /** It presented the token. */
        TOKEN,
        /** A process of the same user, or of root. */
        NEIGHBOUR
    }

    static Admission sameJvm(AccessToken token) {
        return new Admission(Reason.SAME_JVM, UNKNOWN, true, token);
    }

    static Admission spawned(long process, AccessToken token) {
        return new Admission(Reason.SPAWNED, process, true, token);
    }

    /**
     * Lets in who presented the token.
     *
     * @param process {@link #NONE} or {@link #UNKNOWN}
     */
    static Admission byToken(long process, AccessToken token) {
        return new Admission(Reason.TOKEN, process, true, token);
    }

    /**
     * Lets in a process of the same user.
     *
     * @param process {@link #NONE} or {@link #UNKNOWN}
     * @param external whether backends are started by others
     */
    static Admission neighbour(long process, boolean external, AccessToken token) {
        return new Admission(Reason.NEIGHBOUR, process, external, token);
    }

    /** The same after the connection presented a token, null if it is a wrong one. */
    @Nullable
    Admission presenting(String presented) {
        if (reason == Reason.SAME_JVM) {
            return this;
        }
        if (!token.matches(presented)) {
            return null;
        }
        return new Admission(reason == Reason.SPAWNED ? reason : Reason.TOKEN, process, true, token);
    }
}
