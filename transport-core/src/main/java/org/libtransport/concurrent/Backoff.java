package org.libtransport.concurrent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses between attempts: each is twice the last up to a limit, and drawn between half and the whole of that, so
 * that many who failed together do not try again together. Not thread-safe.
 */
public final class Backoff {

    private final Duration first;
    private final Duration limit;
    private final RandomGenerator random;
    private Duration next;

    public Backoff(Duration first, Duration limit, RandomGenerator random) {
        this.first = first;
        this.limit = limit;
        this.random = random;
        this.next = first;
    }

    /** The pause before the next attempt. */
    public Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(limit) > 0 ? limit : doubled;
        long millis = pause.toMillis();
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    /** An attempt succeeded: the next pause is the first again. */
    public void reset() {
        next = first;
    }
}
