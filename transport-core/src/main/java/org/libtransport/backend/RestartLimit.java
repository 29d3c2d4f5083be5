package org.libtransport.backend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.libtransport.concurrent.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bounds how many backends are started in place of failed ones within a minute. Used on the pool's loop. */
final class RestartLimit {

    private static final Logger log = LoggerFactory.getLogger(RestartLimit.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Loop loop;
    private final int limit;
    private final Runnable again;
    private final Deque<Long> restarts = new ArrayDeque<>();
    private int toReplace;
    private boolean waiting;

    /**
     * Creates a limit.
     *
     * @param limit 0 if there is none
     * @param again run when the next may be started, if {@link #mayLaunch} said no before
     */
    RestartLimit(Loop loop, int limit, Runnable again) {
        this.loop = loop;
        this.limit = limit;
        this.again = again;
    }

    /** A backend crashed, or could not be started: the next takes its place. */
    void failed() {
        toReplace = Math.min(toReplace + 1, limit);
    }

    boolean mayLaunch() {
        long now = loop.nanoTime();
        while (!restarts.isEmpty() && now - restarts.getFirst() >= WINDOW.toNanos()) {
            restarts.removeFirst();
        }
        if (toReplace == 0 || restarts.size() < limit) {
            return true;
        }
        if (!waiting) {
            waiting = true;
            Duration pause = WINDOW.minusNanos(now - restarts.getFirst());
            log.warn(
                    "{} backends were replaced within a minute, which is the limit; the next is started in {} s",
                    limit,
                    pause.toMillis() / 1000.0);
            loop.schedule(pause, () -> {
                waiting = false;
                again.run();
            });
        }
        return false;
    }

    /** A backend is started now. */
    void launched() {
        if (toReplace > 0) {
            toReplace--;
            restarts.addLast(loop.nanoTime());
        }
    }
}
