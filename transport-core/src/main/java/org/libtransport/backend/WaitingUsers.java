package org.libtransport.backend;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.failure.Failure;
import org.libtransport.text.Sentence;

/**
 * Users who wait for a backend, in the order they asked: bounded in number and in time. Those who need one of a special
 * kind hold up nobody else. Used on the pool's loop.
 */
final class WaitingUsers {

    private final Loop loop;
    private final int limit;
    private final Duration timeout;
    private final Map<BackendUse, Map<PoolRequest, Long>> deadlines = new EnumMap<>(BackendUse.class);
    private Loop.@Nullable Timer timer;

    WaitingUsers(Loop loop, BackendSettings settings) {
        this.loop = loop;
        this.limit = settings.limits().waitingUsers();
        this.timeout = settings.times().waitTimeout();
    }

    int size(BackendUse use) {
        Map<PoolRequest, Long> queue = deadlines.get(use);
        return queue == null ? 0 : queue.size();
    }

    private int size() {
        return deadlines.values().stream().mapToInt(Map::size).sum();
    }

    /** Lets a user wait for a backend of this kind, or refuses. */
    void add(PoolRequest request, BackendUse use) {
        if (size() >= limit) {
            request.refuse(Failure.of(Failure.Kind.OVERLOAD, Sentence.TOO_MANY_LOGINS));
            return;
        }
        deadlines.computeIfAbsent(use, kind -> new LinkedHashMap<>()).put(request, loop.nanoTime() + timeout.toNanos());
        if (timer == null) {
            timer = loop.schedule(timeout, this::expire);
        }
    }

    void remove(PoolRequest request) {
        deadlines.values().forEach(queue -> queue.remove(request));
    }

    /** Of the kinds that can be served, the one somebody waits longest for; null if nobody can be served. */
    @Nullable
    BackendUse next(Predicate<BackendUse> servable) {
        BackendUse next = null;
        long earliest = 0;
        for (Map.Entry<BackendUse, Map<PoolRequest, Long>> queue : deadlines.entrySet()) {
            Iterator<Long> first = queue.getValue().values().iterator();
            if (first.hasNext() && servable.test(queue.getKey())) {
                long deadline = first.next();
                if (next == null || deadline - earliest < 0) {
                    next = queue.getKey();
                    earliest = deadline;
                }
            }
        }
        return next;
    }

    /** Takes out the one who waits longest for this kind; there must be one. */
    PoolRequest poll(BackendUse use) {
        Iterator<PoolRequest> all =
                deadlines.getOrDefault(use, Map.of()).keySet().iterator();
        PoolRequest first = all.next();
        all.remove();
        return first;
    }

    void refuseAll(Failure failure) {
        deadlines.values().stream()
                .map(Map::keySet)
                .flatMap(Collection::stream)
                .forEach(request -> request.refuse(failure));
        deadlines.clear();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void expire() {
        timer = null;
        Failure late = Failure.of(Failure.Kind.NO_BACKEND, Sentence.NETWORK_UNREACHABLE);
        long now = loop.nanoTime();
        long shortest = Long.MAX_VALUE;
        for (Map<PoolRequest, Long> queue : deadlines.values()) {
            Iterator<Map.Entry<PoolRequest, Long>> all = queue.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<PoolRequest, Long> next = all.next();
                long rest = next.getValue() - now;
                if (rest > 0) {
                    shortest = Math.min(shortest, rest);
                    break;
                }
                all.remove();
                next.getKey().refuse(late);
            }
        }
        if (shortest < Long.MAX_VALUE) {
            timer = loop.schedule(Duration.ofNanos(shortest), this::expire);
        }
    }
}
