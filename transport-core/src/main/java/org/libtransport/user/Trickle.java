package org.libtransport.user;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;

/**
 * Does tasks one at a time with a pause between, so that what they send does not come as a flood, nor in step with what
 * others do at the same time. Belongs to its loop.
 */
final class Trickle {

    /** The share of a pause that is left to chance. */
    private static final double SPREAD = 0.2;

    private final Loop loop;
    private final Supplier<Duration> longestPause;
    private final RandomGenerator random;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Loop.@Nullable Timer timer;
    private boolean held;

    /** @param longestPause asked each time; each pause is drawn between four fifths of it and the whole */
    Trickle(Loop loop, Supplier<Duration> longestPause, RandomGenerator random) {
        this.loop = loop;
        this.longestPause = longestPause;
        this.random = random;
    }

    void add(Collection<? extends Runnable> more) {
        tasks.addAll(more);
        next();
    }

    /** Begins no further task until {@link #goOn}. */
    void hold() {
        held = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    void goOn() {
        held = false;
        next();
    }

    /** Forgets what is not done yet. */
    void clear() {
        tasks.clear();
    }

    private Duration pause() {
        long longest = longestPause.get().toNanos();
        return Duration.ofNanos(longest - (long) (random.nextDouble() * SPREAD * longest));
    }

    private void next() {
        Runnable task = held || timer != null ? null : tasks.poll();
        if (task != null) {
            timer = loop.schedule(pause(), () -> {
                timer = null;
                next();
            });
            task.run();
        }
    }
}
