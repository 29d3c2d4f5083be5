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
import org.libtransport.concurrent.Loop;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backends that were launched: how many are on their way, which link belongs to which, and that none is left behind. Used on the pool's loop.
 *
 * <p>Where the kernel does not tell which process a connection comes from, it is taken for the one that was launched first
 * of those that are on their way; the process id in STATS corrects that.
 */
final class BackendProcesses {

    private static final Logger log = LoggerFactory.getLogger(BackendProcesses.class);

    private final BackendLauncher launcher;
    private final Loop loop;
    private final BackendSettings settings;
    private final Metrics metrics;
    private final Runnable changed;
    private final StartPauses pauses;
    private final Set<BackendProcess> all = new LinkedHashSet<>();
    private final Deque<BackendProcess> starting = new ArrayDeque<>();
    private final Map<BackendLink, BackendProcess> byLink = new IdentityHashMap<>();
    private final BitSet logIds = new BitSet();
    private final RestartLimit restarts;
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
        this.pauses = new StartPauses(loop, random, changed);
        this.restarts = new RestartLimit(loop, settings.upkeep().restartsPerMinute(), changed);
        logIds.set(0);
    }

    /** Sees to it that this many are on their way, as far as the bounds and a pause after a failure allow. */
    void provide(int wanted, BackendAddress address) {
        if (stopping || pauses.isPausing() || !launcher.launches()) {
            return;
        }
        int most = pauses.isFailing() ? 1 : settings.limits().startingBackends();
        while (starting.size() < Math.min(wanted, most) && restarts.mayLaunch()) {
            restarts.launched();
            launch(address);
        }
    }

    private void launch(BackendAddress address) {
        int logId = logIds.nextClearBit(1);
        logIds.set(logId);
        Launched launched = launcher.launch(logId, address);
        BackendProcess process = new BackendProcess(logId, pauses.generation(), launched, loop, settings.times());
        all.add(process);
        starting.add(process);
        process.limitStart();
        launched.ended()
                .whenComplete((end, failure) -> loop.execute(
                        () -> ended(process, end != null ? end : new End(false, String.valueOf(failure)))));
    }

    /**
     * A backend connected and answered.
     *
     * @param processId as it told in STATS, empty if it did not yet
     */
    void linkReady(BackendLink link, String processId) {
        long known = link.admission().process();
        BackendProcess process = find(known == Admission.UNKNOWN ? processId : Long.toString(known));
        if (process == null && known == Admission.UNKNOWN) {
            process = starting.peek();
        }
        if (process != null) {
            join(process, link);
        }
        pauses.ready();
    }

    /** A backend that was ready before told its process id. */
    void linkIdentified(BackendLink link, String processId) {
        BackendProcess guessed = byLink.get(link);
        BackendProcess real = link.admission().process() == Admission.UNKNOWN ? find(processId) : null;
        if (real == null || real == guessed) {
            return;
        }
        BackendLink other = real.link();
        join(real, link);
        if (guessed != null) {
            guessed.part();
            if (other != null) {
                join(guessed, other);
            } else if (all.contains(guessed)) {
                starting.addFirst(guessed);
                guessed.limitStart();
            }
        }
    }

    private @Nullable BackendProcess find(String processId) {
        for (BackendProcess process : all) {
            if (processId.equals(Long.toString(process.pid()))) {
                return process;
            }
        }
        return null;
    }

    private void join(BackendProcess process, BackendLink link) {
        starting.remove(process);
        process.join(link);
        byLink.put(link, process);
    }

    /** Whether a process was started for this link. */
    boolean has(BackendLink link) {
        return byLink.containsKey(link);
    }

    /** The process that was started for this link, or -1. */
    long pidOf(BackendLink link) {
        BackendProcess process = byLink.get(link);
        return process == null ? -1 : process.pid();
    }

    /** The link will be told to end: its process is expected to. */
    void linkEnding(BackendLink link) {
        BackendProcess process = byLink.get(link);
        if (process != null) {
            process.ask();
        }
    }

    /** A link that was ready for a while proves that backends work. */
    void linkSteady() {
        pauses.steady();
    }

    /**
     * The connection is closed, so the process has nothing to live for.
     *
     * @param crashed whether it was not meant to
     * @param crashedEarly whether it had not worked for long
     */
    void linkClosed(BackendLink link, boolean crashed, boolean crashedEarly) {
        BackendProcess process = byLink.remove(link);
        if (crashed) {
            restarts.failed();
        }
        if (process == null) {
            return;
        }
        if (all.contains(process) && !byLink.containsValue(process)) {
            process.abandon();
        }
        if (crashedEarly) {
            pauses.crashedEarly(process.generation());
        }
    }

    private void ended(BackendProcess process, End end) {
        process.gone();
        all.remove(process);
        logIds.clear(process.logId());
        boolean wasStarting = starting.remove(process);
        if (stopping) {
            completeStop();
            return;
        }
        if (wasStarting) {
            if (!end.clean()) {
                metrics.increment(Counter.BACKENDS_CRASHED);
            }
            log.warn("Backend {} ended before it was ready: {}", process.logId(), end.reason());
            restarts.failed();
            pauses.neverReady();
        } else if (process.wasAsked() || end.clean()) {
            log.debug("The process of {} is gone: {}", process.name(), end.reason());
        } else {
            log.warn("The process of {} is gone: {}", process.name(), end.reason());
        }
        changed.run();
    }

    /** Ends everything: completes when nothing runs any more, or when nothing helps. */
    CompletableFuture<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stopped = done;
        stopping = true;
        for (BackendProcess process : all) {
            process.stop();
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
        all.forEach(process -> names.add("process " + process.pid()));
        return names;
    }
}
