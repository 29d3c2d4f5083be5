package org.libtransport.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One thread that owns state: tasks run in the order they were given, never two at a time.
 *
 * <p>Everything of one user lives on one loop, so that no user code needs a lock. A task must not block. A task that
 * throws is logged and ends nothing but itself.
 */
public interface Loop extends Executor {

    /** Runs the task after all that were given before it. May be called from any thread. */
    @Override
    void execute(Runnable task);

    /** Runs the task once, after the delay. May be called from any thread. */
    Timer schedule(Duration delay, Runnable task);

    /** Tells whether the caller is running on this loop. */
    boolean isCurrent();

    /** A monotonic clock in nanoseconds, comparable only with itself. Virtual in tests. */
    long nanoTime();

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Stops the task from running, if it has not begun. Safe to call twice. */
        void cancel();
    }
}
