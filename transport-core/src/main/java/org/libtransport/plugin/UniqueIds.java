package org.libtransport.plugin;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for messages and requests of a network that wants them and does not give them itself. No two are the same, neither
 * from one instance nor, for all practical purposes, from two of them or from the process before: a number that begins at 1
 * with each start would be one that the network has seen. They are no secrets: whoever knows one can guess the next.
 *
 * <p>Safe from any thread.
 *
 * <pre>{@code
 * String id = ids.next();
 * unconfirmed.put(id, message);
 * network.send(id, message.to(), message.body());
 * }</pre>
 */
public final class UniqueIds {

    private final String prefix = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX) + '-';
    private final AtomicLong last = new AtomicLong();

    /** The next one: up to 27 letters, digits and hyphens. */
    public String next() {
        return prefix + Long.toString(last.incrementAndGet(), Character.MAX_RADIX);
    }
}
