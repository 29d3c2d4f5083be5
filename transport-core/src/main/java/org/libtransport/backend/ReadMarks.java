package org.libtransport.backend;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many messages the socket of one link has taken that the peer is not known to have read. A peer reads in order, so a
 * PONG proves that it read what was written before the PING; nothing else does, where messages are not acknowledged.
 *
 * <p>Used on the link's event loop.
 */
final class ReadMarks {

    /** A peer that leaves as many PINGs unanswered is not kept, so more are never there. */
    private static final int MOST_PINGS = 16;

    private final Deque<Long> writtenBeforePing = new ArrayDeque<>();
    private long written;
    private long read;

    void messagesWritten(int count) {
        written += count;
    }

    void pingWritten() {
        if (writtenBeforePing.size() < MOST_PINGS) {
            writtenBeforePing.add(written);
        }
    }

    void pongRead() {
        Long before = writtenBeforePing.poll();
        if (before != null) {
            read = before;
        }
    }

    /** The most that are lost if the peer is. */
    long inDoubt() {
        return written - read;
    }
}
