package org.libtransport.user;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;

/** Does tasks one at a time with a pause between, so that what they send does not come as a flood. Belongs to its loop. */
final class Trickle {

    private final Loop loop;
    private final Duration pause;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Loop.@Nullable Timer timer;
    private boolean held;

    Trickle(Loop loop, Duration pause) {
        this.loop = loop;
        this.pause = pause;
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

    private void next() {
        Runnable task = held || timer != null ? null : tasks.poll();
        if (task != null) {
            timer = loop.schedule(pause, () -> {
                timer = null;
                next();
            });
            task.run();
        }
    }
}
