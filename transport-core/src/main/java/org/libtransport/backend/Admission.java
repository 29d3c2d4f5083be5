package org.libtransport.backend;

import org.jspecify.annotations.Nullable;

/**
 * Why a connection was let in, and with that what it may be used for. Immutable.
 *
 * @param process the id of the process that this transport started and that the connection belongs to, or its child's; -1
 *     if it is not known to be of one
 * @param mayTakeUsers false for a connection that is only allowed to be there, like that of a program that queries
 */
record Admission(Reason reason, long process, boolean mayTakeUsers, AccessToken token) {

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
        return new Admission(Reason.SAME_JVM, -1, true, token);
    }

    static Admission spawned(long process, AccessToken token) {
        return new Admission(Reason.SPAWNED, process, true, token);
    }

    static Admission byToken(AccessToken token) {
        return new Admission(Reason.TOKEN, -1, true, token);
    }

    /**
     * Lets in a process of the same user.
     *
     * @param external whether backends are started by others
     */
    static Admission neighbour(boolean external, AccessToken token) {
        return new Admission(Reason.NEIGHBOUR, -1, external, token);
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
