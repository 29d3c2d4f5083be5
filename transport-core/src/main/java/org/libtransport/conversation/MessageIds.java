package org.libtransport.conversation;

import java.util.random.RandomGenerator;

/**
 * Gives the messages that one user gets their ids: different from those of earlier sessions, which clients remember. Not
 * thread-safe: belongs to the user's loop.
 */
public final class MessageIds {

    private final String prefix;
    private long next;

    public MessageIds(RandomGenerator random) {
        this.prefix = Long.toString(random.nextLong(1L << 40), Character.MAX_RADIX) + '-';
    }

    public String next() {
        return prefix + Long.toString(next++, Character.MAX_RADIX);
    }
}
