package org.libtransport.backend.peer;

/**
 * The process at the other end of a connection, as far as it could be found out.
 *
 * @param uid the user it runs as, -1 if unknown
 * @param child the process id of the child of this JVM that has the connection or whose descendant has it; -1 if none
 */
public record Peer(long uid, long child) {

    /** Nothing could be found out. */
    public static final Peer UNKNOWN = new Peer(-1, -1);

    public boolean isKnown() {
        return uid >= 0;
    }
}
