package org.libtransport.plugin;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps a session within what its network allows: so many messages at once, and from then on one each so often. Like a
 * bucket that holds {@code burst} tokens and gets a new one every {@code interval}, each message taking one.
 *
 * <p>Either the author waits for a token, which holds up this user only; or, when the transport can keep the message, gives
 * it back:
 *
 * <pre>{@code
 * if (!message.acknowledged()) {
 *     limit.acquire();
 * } else if (!limit.tryAcquire()) {
 *     throw new TryLaterException(limit.untilNext(), "You write faster than the network allows.");
 * }
 * network.send(message.to(), message.body());
 * }</pre>
 *
 * <p>Safe from any thread; those who wait are served in the order they came. Holds no thread, no timer and nothing to close.
 */
public final class RateLimit {

    private final long interval;
    private final long tolerance;
    private final LongSupplier nanos;
    private final Sleeper sleeper;

    /** When the bucket was or will be full, in the clock's nanoseconds. */
    private final AtomicLong fullAt;

    /**
     * Creates a limit with a full bucket.
     *
     * @param burst how many may go at once, at least 1
     * @param interval between two of them in the long run
     */
    public RateLimit(int burst, Duration interval) {
        this(burst, interval, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    RateLimit(int burst, Duration interval, LongSupplier nanos, Sleeper sleeper) {
        if (burst < 1 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("not a limit: " + burst + " at once, one each " + interval);
        }
        this.interval = interval.toNanos();
        this.tolerance = Math.multiplyExact(this.interval, (long) burst - 1);
        this.nanos = nanos;
        this.sleeper = sleeper;
        this.fullAt = new AtomicLong(nanos.getAsLong());
    }

    /** Takes a token if there is one. Never waits. */
    public boolean tryAcquire() {
        while (true) {
            long now = nanos.getAsLong();
            long full = fullAt.get();
            long from = later(full, now);
            if (from - now > tolerance) {
                return false;
            }
            if (fullAt.compareAndSet(full, from + interval)) {
                return true;
            }
        }
    }

    /**
     * Takes a token and waits until it is there. Only where blocking is allowed, as it is in all methods of a session.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; the token is taken nevertheless
     */
    public void acquire() throws InterruptedException {
        while (true) {
            long now = nanos.getAsLong();
            long full = fullAt.get();
            long from = later(full, now);
            if (fullAt.compareAndSet(full, from + interval)) {
                long wait = from - now - tolerance;
                if (wait > 0) {
                    sleeper.sleep(wait);
                }
                return;
            }
        }
    }

    /** How long until {@link #tryAcquire} has a token again if nobody takes one before; zero if it has one now. */
    public Duration untilNext() {
        long now = nanos.getAsLong();
        return Duration.ofNanos(Math.max(0, later(fullAt.get(), now) - now - tolerance));
    }

    /** The clock may run over; only differences mean something. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** Waits; a test need not. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }
}
