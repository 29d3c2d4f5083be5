package org.libtransport.launcher.peer;

import org.libtransport.protocol.Frame;

/** What comes out of a link, in the order in which it came. */
public sealed interface Arrival {

    /** A frame of a type that the protocol has. */
    record Arrived(Frame frame) implements Arrival {}

    /** Bytes that a transport would skip, in words. */
    record Unreadable(String what) implements Arrival {}

    /** The connection ended; nothing follows. */
    record Closed(String why) implements Arrival {}
}
