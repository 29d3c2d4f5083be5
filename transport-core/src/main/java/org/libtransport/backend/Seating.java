package org.libtransport.backend;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.libtransport.concurrent.Loop;
import org.libtransport.failure.Failure;

/**
 * Brings users to backends: those who ask, in order; those who have been idle for long, to backends of their own; and
 * those under whom backends crash, away from the others. Used on the pool's loop.
 */
final class Seating {

    /** Within which users of a crashed backend are expected back, so that new backends are ready for them. */
    private static final Duration RETURN = Duration.ofSeconds(3);

    private final Loop loop;
    private final BackendPool pool;
    private final Collection<PooledBackend> backends;
    private final SeatPolicy policy;
    private final boolean quarantine;
    private final Duration idleReconnect;
    private final WaitingUsers waiting;
    private final LoginPacer pacer;
    private final CrashRecords crashes;
    private final Map<BackendUse, Integer> returning = new EnumMap<>(BackendUse.class);
    private int idleWithoutRoom;
    private final Map<BackendUse, Integer> drainedWithoutRoom = new EnumMap<>(BackendUse.class);

    /**
     * Creates a seating.
     *
     * @param backends newest first; changed by the pool
     * @param quarantine whether backends can be had for single users
     */
    Seating(
            Loop loop,
            BackendSettings settings,
            BackendPool pool,
            Collection<PooledBackend> backends,
            SeatPolicy policy,
            boolean quarantine,
            Runnable serve) {
        this.loop = loop;
        this.pool = pool;
        this.backends = backends;
        this.policy = policy;
        this.quarantine = quarantine;
        this.idleReconnect = settings.upkeep().idleReconnect();
        this.waiting = new WaitingUsers(loop, settings);
        this.pacer = new LoginPacer(loop, settings.loginDelay(), serve);
        this.crashes = new CrashRecords(loop);
    }

    void admit(PoolRequest request) {
        String user = request.user().key();
        Failure refusal = crashes.refusal(user);
        if (refusal != null) {
            request.refuse(refusal);
            return;
        }
        BackendUse use = crashes.useFor(user);
        returning.computeIfPresent(use, (kind, count) -> count > 1 ? count - 1 : null);
        waiting.add(request, use);
    }

    void withdraw(PoolRequest request) {
        waiting.remove(request);
    }

    void refuseAll(Failure failure) {
        waiting.refuseAll(failure);
    }

    /** Gives seats to all who wait, as far as there are any. */
    void serve() {
        BackendUse use = waiting.next(kind -> policy.choose(backends, kind) != null);
        while (use != null && pacer.mayGo()) {
            PoolRequest next = waiting.poll(use);
            PooledBackend backend = policy.choose(backends, use);
            if (backend != null && !next.isCancelled()) {
                BackendLink link = backend.link();
                seat(new Seat(next, link, link.output().lane(next.user().loop()), pool), backend, use);
            }
            use = waiting.next(kind -> policy.choose(backends, kind) != null);
        }
        moveDrained();
        if (idleWithoutRoom > 0) {
            moveIdle();
        }
    }

    private void seat(Seat seat, PooledBackend backend, BackendUse use) {
        backend.link().seat(seat);
        backend.userCame(use);
        policy.seated(backend);
        pacer.went();
        seat.loop().execute(seat::offer);
    }

    /** A backend crashed under these users, who will ask for another. */
    void crashed(Collection<Seat> seats) {
        if (quarantine) {
            crashes.crashed(seats.stream().map(Seat::key).toList());
        }
        for (Seat seat : seats) {
            if (crashes.refusal(seat.key()) == null) {
                returning.merge(crashes.useFor(seat.key()), 1, Integer::sum);
            }
        }
        loop.schedule(RETURN, returning::clear);
    }

    /** What a user hears whose backend crashed. */
    Failure lossFor(Seat seat, Failure usual) {
        Failure refusal = crashes.refusal(seat.key());
        return refusal == null ? usual : refusal;
    }

    /** How many backends should be on their way. */
    int backendsWanted() {
        long wanted = 0;
        for (BackendUse use : BackendUse.values()) {
            long users = waiting.size(use) + returning.getOrDefault(use, 0) + drainedWithoutRoom.getOrDefault(use, 0);
            if (use == BackendUse.LONG_RUN) {
                users += idleWithoutRoom;
            }
            long without = users == 0 ? 0 : users - policy.room(backends, use);
            if (without > 0) {
                wanted += policy.backendsFor(use, without);
            }
        }
        if (wanted == 0 && backends.stream().noneMatch(backend -> backend.isReady() && backend.mayTakeUsers())) {
            return 1;
        }
        return (int) Math.min(Integer.MAX_VALUE, wanted);
    }

    /** Once in a while: moves idle users, and lets backends of suspects take others when nobody there is one any more. */
    void review() {
        for (PooledBackend backend : backends) {
            boolean watched = backend.use() == BackendUse.SUSPECTS || backend.use() == BackendUse.QUARANTINE;
            if (watched
                    && backend.link().seats().stream()
                            .allMatch(seat -> crashes.useFor(seat.key()) == BackendUse.ORDINARY)) {
                backend.useFor(BackendUse.ORDINARY);
            }
        }
        moveIdle();
    }

    private void moveIdle() {
        idleWithoutRoom = 0;
        if (idleReconnect.isZero()) {
            return;
        }
        for (PooledBackend backend : List.copyOf(backends)) {
            if (!backend.isReady() || backend.use() != BackendUse.ORDINARY) {
                continue;
            }
            for (Seat seat : backend.link().seats()) {
                if (seat.isIdleFor(idleReconnect) && !move(seat, BackendUse.LONG_RUN)) {
                    idleWithoutRoom++;
                }
            }
        }
    }

    /** Those who are not logged in yet are moved when they are. */
    private void moveDrained() {
        drainedWithoutRoom.clear();
        for (PooledBackend backend : List.copyOf(backends)) {
            BackendUse use = backend.use();
            if (!backend.isDraining() || use == null) {
                continue;
            }
            for (Seat seat : backend.link().seats()) {
                if (seat.isSettled() && !move(seat, use)) {
                    drainedWithoutRoom.merge(use, 1, Integer::sum);
                }
            }
        }
    }

    private boolean move(Seat seat, BackendUse use) {
        PooledBackend target = policy.choose(backends, use);
        if (target == null || !pacer.mayGo()) {
            return false;
        }
        seat(seat.successor(target.link()), target, use);
        return true;
    }
}
