package org.libtransport.examples.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Does one thing after the other, prints what was done with the time it took, and keeps to a common deadline. */
final class Steps {

    private final PrintStream out;
    private final InstantSource clock;
    private final Instant deadline;
    private String current = "read the certificate";

    Steps(PrintStream out, InstantSource clock, Duration limit) {
        this.out = out;
        this.clock = clock;
        this.deadline = clock.instant().plus(limit);
    }

    /** The step that is being done, in words. */
    String current() {
        return current;
    }

    /**
     * Does a step.
     *
     * @param name what is to happen, for the message when it does not
     * @param work returns what happened, in a few words to print
     */
    void step(String name, Work work) throws Exception {
        current = name;
        Instant start = clock.instant();
        String done = work.run();
        out.printf("%6d ms  %s%n", Duration.between(start, clock.instant()).toMillis(), done);
    }

    /** Takes from the queue until something fits; fails when the deadline comes first. */
    <T> T take(BlockingQueue<T> queue, Predicate<T> wanted) throws InterruptedException, StepFailedException {
        while (true) {
            long left = Duration.between(clock.instant(), deadline).toMillis();
            @Nullable T next = queue.poll(Math.max(0, left), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new StepFailedException("did not happen in time");
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    /** One step. */
    @FunctionalInterface
    interface Work {
        String run() throws Exception;
    }

    /** A step went otherwise than it must; the message is a sentence for the user. */
    static final class StepFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        StepFailedException(String message) {
            super(message);
        }
    }
}
