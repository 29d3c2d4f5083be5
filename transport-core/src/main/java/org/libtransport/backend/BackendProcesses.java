package org.libtransport.backend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendLauncher.End;
import org.libtransport.backend.BackendLauncher.Launched;
import org.libtransport.concurrent.Backoff;
import org.libtransport.concurrent.Loop;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backends that were launched: how many are on their way, which link belongs to which, pauses after failures, and
 * that none is left behind. Used on the pool's loop.
 *
 * <p>Where the kernel does not tell which process a connection comes from, it is taken for the one that was launched first
 * of those that are on their way; the process id in STATS corrects that.
 */
final class BackendProcesses {

    private static final Logger log = LoggerFactory.getLogger(BackendProcesses.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final BackendLauncher launcher;
    private final Loop loop;
    private final BackendSettings settings;
    private final Metrics metrics;
    private final Runnable changed;
    private final Backoff backoff;
    private final Set<Running> all = new LinkedHashSet<>();
    private final Deque<Running> starting = new ArrayDeque<>();
    private final Map<BackendLink, Running> byLink = new IdentityHashMap<>();
    private final BitSet logIds = new BitSet();
    private final RestartLimit restarts;
    private boolean pausing;
    private boolean failing;
    private boolean stopping;
    private @Nullable CompletableFuture<Void> stopped;

    /**
     * Creates the collection.
     *
     * @param changed run when more may be started than before
     */
    BackendProcesses(
            BackendLauncher launcher,
            Loop loop,
            BackendSettings settings,
            Metrics metrics,
            RandomGenerator random,
            Runnable changed) {
        this.launcher = launcher;
        this.loop = loop;
        this.settings = settings;
        this.metrics = metrics;
        this.changed = changed;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.restarts = new RestartLimit(loop, settings.upkeep().restartsPerMinute(), changed);
        logIds.set(0);
    }

    /** Sees to it that this many are on their way, as far as the bounds and a pause after a failure allow. */
    void provide(int wanted, BackendAddress address) {
        if (stopping || pausing || !launcher.launches()) {
            return;
        }
        int most = failing ? 1 : settings.limits().startingBackends();
        while (starting.size() < Math.min(wanted, most) && restarts.mayLaunch()) {
            restarts.launched();
            launch(address);
        }
    }

    private void launch(BackendAddress address) {
        int logId = logIds.nextClearBit(1);
        logIds.set(logId);
        Running process = new Running(logId, launcher.launch(logId, address));
        all.add(process);
        starting.add(process);
        limitStart(process);
        process.launched
                .ended()
                .whenComplete((end, failure) -> loop.execute(
                        () -> ended(process, end != null ? end : new End(false, String.valueOf(failure)))));
    }

    private void limitStart(Running process) {
        process.startTimer = loop.schedule(settings.times().startTimeout(), () -> startedTooSlowly(process));
    }

    /**
     * A backend connected and answered.
     *
     * @param processId as it told in STATS, empty if it did not yet
     */
    void linkReady(BackendLink link, String processId) {
        long known = link.admission().process();
        Running process = find(known == Admission.UNKNOWN ? processId : Long.toString(known));
        if (process == null && known == Admission.UNKNOWN) {
            process = starting.peek();
        }
        if (process != null) {
            join(process, link);
        }
        failing = false;
    }

    /** A backend that was ready before told its process id. */
    void linkIdentified(BackendLink link, String processId) {
        Running guessed = byLink.get(link);
        Running real = link.admission().process() == Admission.UNKNOWN ? find(processId) : null;
        if (real == null || real == guessed) {
            return;
        }
        BackendLink other = real.link;
        join(real, link);
        if (guessed != null) {
            guessed.link = null;
            if (other != null) {
                join(guessed, other);
            } else if (all.contains(guessed)) {
                starting.addFirst(guessed);
                limitStart(guessed);
            }
        }
    }

    private @Nullable Running find(String processId) {
        for (Running process : all) {
            if (processId.equals(Long.toString(process.launched.pid()))) {
                return process;
            }
        }
        return null;
    }

    private void join(Running process, BackendLink link) {
        starting.remove(process);
        process.stopTimer();
        process.link = link;
        byLink.put(link, process);
    }

    /** Whether a process was started for this link. */
    boolean has(BackendLink link) {
        return byLink.containsKey(link);
    }

    /** The process that was started for this link, or -1. */
    long pidOf(BackendLink link) {
        Running process = byLink.get(link);
        return process == null ? -1 : process.launched.pid();
    }

    /** The link will be told to end: its process is expected to. */
    void linkEnding(BackendLink link) {
        Running process = byLink.get(link);
        if (process != null) {
            process.asked = true;
            process.launched.ending();
        }
    }

    /** A link that was ready for a while proves that backends work. */
    void linkSteady() {
        backoff.reset();
    }

    /**
     * The connection is closed, so the process has nothing to live for.
     *
     * @param crashed whether it was not meant to
     * @param crashedEarly whether its users are better not moved to a new one in a hurry
     */
    void linkClosed(BackendLink link, boolean crashed, boolean crashedEarly) {
        Running process = byLink.remove(link);
        if (crashed) {
            restarts.failed();
        }
        if (process == null) {
            return;
        }
        if (all.contains(process) && !byLink.containsValue(process)) {
            process.launched.ending();
            endSlowly(process);
        }
        if (crashedEarly) {
            pause();
        }
    }

    private void startedTooSlowly(Running process) {
        if (starting.contains(process) && !process.asked) {
            log.warn(
                    "Backend {} did not connect and answer within {} s; ending it",
                    process.logId,
                    settings.times().startTimeout().toSeconds());
            process.launched.ending();
            process.launched.kill(false);
            process.killing = true;
            killLater(process);
        }
    }

    /** Lets it end by itself, then asks, then forces it. */
    private void endSlowly(Running process) {
        if (process.killing) {
            return;
        }
        process.killing = true;
        loop.schedule(settings.times().stopGrace(), () -> {
            if (all.contains(process)) {
                process.launched.kill(false);
                killLater(process);
            }
        });
    }

    private void killLater(Running process) {
        loop.schedule(settings.times().stopGrace(), () -> {
            if (all.contains(process)) {
                process.launched.kill(true);
            }
        });
    }

    private void ended(Running process, End end) {
        process.stopTimer();
        all.remove(process);
        logIds.clear(process.logId);
        boolean wasStarting = starting.remove(process);
        if (stopping) {
            completeStop();
            return;
        }
        if (wasStarting) {
            if (!end.clean()) {
                metrics.increment(Counter.BACKENDS_CRASHED);
            }
            log.warn("Backend {} ended before it was ready: {}", process.logId, end.reason());
            restarts.failed();
            pause();
        } else if (process.asked || end.clean()) {
            log.debug("The process of {} is gone: {}", process.name(), end.reason());
        } else {
            log.warn("The process of {} is gone: {}", process.name(), end.reason());
        }
        changed.run();
    }

    private void pause() {
        failing = true;
        if (!pausing && !stopping) {
            pausing = true;
            Duration pause = backoff.next();
            log.info("The next backend is started in {} s", pause.toMillis() / 1000.0);
            loop.schedule(pause, () -> {
                pausing = false;
                changed.run();
            });
        }
    }

    /** Ends everything: completes when nothing runs any more, or when nothing helps. */
    CompletableFuture<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stopped = done;
        stopping = true;
        for (Running process : all) {
            process.stopTimer();
            process.asked = true;
            process.launched.ending();
            if (process.link == null) {
                // It has no connection on which it could be told to exit.
                process.launched.kill(false);
            }
            endSlowly(process);
        }
        Duration last = settings.times().stopGrace().multipliedBy(3);
        loop.schedule(last, () -> {
            if (!all.isEmpty()) {
                log.error("These backends cannot be ended: {}", describe());
                all.clear();
                completeStop();
            }
        });
        completeStop();
        return done;
    }

    private void completeStop() {
        CompletableFuture<Void> done = stopped;
        if (done != null && all.isEmpty() && done.complete(null)) {
            launcher.close();
        }
    }

    private List<String> describe() {
        List<String> names = new ArrayList<>();
        all.forEach(process -> names.add("process " + process.launched.pid()));
        return names;
    }

    private static final class Running {

        private final int logId;
        private final Launched launched;
        private @Nullable BackendLink link;
        private Loop.@Nullable Timer startTimer;
        private boolean asked;
        private boolean killing;

        Running(int logId, Launched launched) {
            this.logId = logId;
            this.launched = launched;
        }

        String name() {
            return link == null ? "backend " + logId : link.name();
        }

        void stopTimer() {
            if (startTimer != null) {
                startTimer.cancel();
                startTimer = null;
            }
        }
    }
}
