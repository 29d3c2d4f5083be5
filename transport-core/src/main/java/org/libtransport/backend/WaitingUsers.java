package org.libtransport.backend;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.failure.Failure;

/** Users who wait for a backend, in the order they asked: bounded in number and in time. Used on the pool's loop. */
final class WaitingUsers {

    private final Loop loop;
    private final int limit;
    private final Duration timeout;
    private final Map<PoolRequest, Long> deadlines = new LinkedHashMap<>();
    private Loop.@Nullable Timer timer;

    WaitingUsers(Loop loop, BackendSettings settings) {
        this.loop = loop;
        this.limit = settings.limits().waitingUsers();
        this.timeout = settings.times().waitTimeout();
    }

    boolean isEmpty() {
        return deadlines.isEmpty();
    }

    int size() {
        return deadlines.size();
    }

    /** Lets a user wait, or refuses. */
    void add(PoolRequest request) {
        if (deadlines.size() >= limit) {
            request.refuse(Failure.of(
                    Failure.Kind.OVERLOAD, "Too many users are waiting to log in. Please try again in some minutes."));
            return;
        }
        deadlines.put(request, loop.nanoTime() + timeout.toNanos());
        if (timer == null) {
            timer = loop.schedule(timeout, this::expire);
        }
    }

    void remove(PoolRequest request) {
        deadlines.remove(request);
    }

    /** Takes out the one who waits longest. */
    PoolRequest poll() {
        Iterator<PoolRequest> all = deadlines.keySet().iterator();
        PoolRequest first = all.next();
        all.remove();
        return first;
    }

    void refuseAll(Failure failure) {
        drain(request -> request.refuse(failure));
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void drain(Consumer<PoolRequest> each) {
        while (!deadlines.isEmpty()) {
            each.accept(poll());
        }
    }

    private void expire() {
        timer = null;
        Failure late = Failure.of(
                Failure.Kind.NO_BACKEND, "The other network cannot be reached at the moment. Please try again later.");
        Iterator<Map.Entry<PoolRequest, Long>> all = deadlines.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<PoolRequest, Long> next = all.next();
            long rest = next.getValue() - loop.nanoTime();
            if (rest > 0) {
                timer = loop.schedule(Duration.ofNanos(rest), this::expire);
                return;
            }
            all.remove();
            next.getKey().refuse(late);
        }
    }
}
