package org.libtransport.backend;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.libtransport.concurrent.Backoff;
import org.libtransport.concurrent.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When no backend is started because the last ones failed: after each that never got ready, and where backends crash early
 * one after the other; longer each time. What crashes after it has worked is replaced at once, and so is the first that
 * crashes early: its users wait. Used on the pool's loop.
 */
final class StartPauses {

    private static final Logger log = LoggerFactory.getLogger(StartPauses.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Loop loop;
    private final Backoff backoff;
    private final Runnable over;
    private int generation;
    private boolean pausing;
    private boolean failing;

    /**
     * Creates the pauses.
     *
     * @param over run after each
     */
    StartPauses(Loop loop, RandomGenerator random, Runnable over) {
        this.loop = loop;
        this.backoff = new Backoff(FIRST, LONGEST, random);
        this.over = over;
    }

    boolean isPausing() {
        return pausing;
    }

    /** Whether the last one that was started failed, so that one should be tried before there are more. */
    boolean isFailing() {
        return failing;
    }

    /** Of what is started now: how many before it crashed early, each having replaced another. */
    int generation() {
        return generation;
    }

    /** One never got ready. */
    void neverReady() {
        failing = true;
        pause();
    }

    /** One can be used. */
    void ready() {
        failing = false;
    }

    /** One has worked for a while. */
    void steady() {
        generation = 0;
        backoff.reset();
    }

    /**
     * One crashed soon after it could be used.
     *
     * @param its {@link #generation} when it was started; others of the same that crash too tell nothing new
     */
    void crashedEarly(int its) {
        if (its < generation) {
            return;
        }
        generation = its + 1;
        if (its > 0) {
            failing = true;
            pause();
        }
    }

    private void pause() {
        if (pausing) {
            return;
        }
        pausing = true;
        Duration pause = backoff.next();
        log.info("The next backend is started in {} s", pause.toMillis() / 1000.0);
        loop.schedule(pause, () -> {
            pausing = false;
            over.run();
        });
    }
}
