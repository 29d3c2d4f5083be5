package org.libtransport.backend;

import java.time.Duration;
import org.libtransport.concurrent.Loop;

/** Keeps the least time between two users getting a backend, for networks that suspect many log-ins at once. */
final class LoginPacer {

    private final Loop loop;
    private final Duration distance;
    private final Runnable again;
    private long next;
    private boolean armed;

    /**
     * Creates a pacer.
     *
     * @param again run when the next user may come, if {@link #mayGo} said no before
     */
    LoginPacer(Loop loop, Duration distance, Runnable again) {
        this.loop = loop;
        this.distance = distance;
        this.again = again;
        this.next = loop.nanoTime();
    }

    boolean mayGo() {
        long rest = next - loop.nanoTime();
        if (distance.isZero() || rest <= 0) {
            return true;
        }
        if (!armed) {
            armed = true;
            loop.schedule(Duration.ofNanos(rest), () -> {
                armed = false;
                again.run();
            });
        }
        return false;
    }

    void went() {
        next = loop.nanoTime() + distance.toNanos();
    }
}
