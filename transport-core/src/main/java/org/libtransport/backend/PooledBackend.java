package org.libtransport.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.protocol.Wire;

/** What the pool knows of one link. Belongs to the pool's loop. */
final class PooledBackend {

    private final BackendLink link;
    private final long openedAt;
    private long readyAt;
    private long emptySince;
    private int users;
    private @Nullable BackendUse use;
    private boolean ready;
    private boolean leaving;
    private boolean full;
    private boolean onlyAsks;
    private boolean draining;
    private Wire.@Nullable Stats stats;
    private Loop.@Nullable Timer startTimer;

    PooledBackend(BackendLink link, long now) {
        this.link = link;
        this.openedAt = now;
    }

    BackendLink link() {
        return link;
    }

    void startTimer(Loop.Timer timer) {
        startTimer = timer;
    }

    void stopStartTimer() {
        if (startTimer != null) {
            startTimer.cancel();
            startTimer = null;
        }
    }

    void becomeReady(long now) {
        stopStartTimer();
        ready = true;
        readyAt = now;
        emptySince = now;
    }

    boolean isReady() {
        return ready && !leaving;
    }

    /** Whether it ever was, also when it is on its way out. */
    boolean wasReady() {
        return ready;
    }

    /** It is on its way out: gets nobody any more. */
    void leave() {
        stopStartTimer();
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** It takes nobody any more, but those on it stay. */
    void close() {
        full = true;
    }

    /** Its users go to others, as these have room. */
    void drain() {
        close();
        draining = true;
    }

    boolean isDraining() {
        return draining && isReady();
    }

    boolean isAccepting() {
        return isServing() && !full;
    }

    /** False for a connection that is only allowed to be there, whatever it answers. */
    boolean mayTakeUsers() {
        return !onlyAsks && link.admission().mayTakeUsers();
    }

    /** Whether it is used as a backend: it answered, and may have users. */
    boolean isServing() {
        return isReady() && mayTakeUsers();
    }

    /** Whether somebody loses something when it goes. */
    boolean wasServing() {
        return ready && (mayTakeUsers() || users > 0);
    }

    /** It turned out to be a program that queries: it gets nobody. */
    void onlyAsks() {
        onlyAsks = true;
    }

    /** What it is used for, or null if it can be used for anything. */
    @Nullable
    BackendUse use() {
        return use;
    }

    boolean mayServe(BackendUse wanted) {
        return use == null || use == wanted;
    }

    /** From now on it is for these users. */
    void useFor(BackendUse now) {
        use = now;
    }

    void userCame(BackendUse as) {
        users++;
        use = as;
    }

    void userWent(long now) {
        users--;
        if (users == 0) {
            if (use == BackendUse.QUARANTINE) {
                close();
            }
            use = null;
            emptySince = now;
        }
    }

    int users() {
        return users;
    }

    boolean isIdleFor(Duration time, long now) {
        return users == 0 && now - emptySince >= time.toNanos();
    }

    boolean wasReadyFor(Duration time, long now) {
        return ready && now - readyAt >= time.toNanos();
    }

    void statsReceived(Wire.Stats received) {
        stats = received;
    }

    /** As its last STATS told, or empty. */
    String processId() {
        return stats == null ? "" : stats.getId();
    }

    /** As its last STATS told, or 0. */
    int residentKib() {
        return stats == null ? 0 : stats.getRes();
    }

    BackendStatus status(long now, long pid) {
        Duration age = Duration.ofNanos(now - openedAt);
        Wire.Stats told = stats == null ? Wire.Stats.getDefaultInstance() : stats;
        return new BackendStatus(
                link.name(),
                isReady(),
                isAccepting(),
                use == null ? BackendUse.ORDINARY : use,
                users,
                age,
                link.greeting().software(),
                pid,
                told.getId(),
                told.getRes(),
                told.getInitRes(),
                told.getShared());
    }
}
