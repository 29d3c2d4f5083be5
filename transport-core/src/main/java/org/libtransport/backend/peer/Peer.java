package org.libtransport.backend.peer;

/**
 * The process at the other end of a connection, as far as it could be found out.
 *
 * @param uid the user it runs as, -1 if unknown
 * @param trusted whether that user is our own or root
 * @param spawned the id of the process that was spawned here and has the connection, or whose descendant has it;
 *     {@link #NONE} if it is none of those, {@link #UNKNOWN_PROCESS} if nobody can tell
 */
public record Peer(long uid, boolean trusted, long spawned) {

    /** It is of no process that was spawned here. */
    public static final long NONE = 0;

    /** It may be of one that was. */
    public static final long UNKNOWN_PROCESS = -1;

    /** Nothing could be found out. */
    public static final Peer UNKNOWN = new Peer(-1, false, UNKNOWN_PROCESS);

    /** Somebody on another machine, or who could be. */
    public static final Peer ELSEWHERE = new Peer(-1, false, NONE);

    /** Whether the user is known. */
    public boolean isKnown() {
        return uid >= 0;
    }
}
