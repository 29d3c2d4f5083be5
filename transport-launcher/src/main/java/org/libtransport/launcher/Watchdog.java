package org.libtransport.launcher;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.libtransport.launcher.os.ServiceManager;

/** Tells systemd that the transport is all right for as long as each of its threads still answers. */
final class Watchdog {

    private Watchdog() {}

    /**
     * Begins, if systemd asked for it.
     *
     * @param heartbeat completes when every part that must not hang has answered
     */
    static void start(ServiceManager systemd, Supplier<CompletionStage<Void>> heartbeat) {
        systemd.watchdog().ifPresent(limit -> {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "watchdog");
                thread.setDaemon(true);
                return thread;
            });
            Duration pause = limit.dividedBy(3);
            timer.scheduleAtFixedRate(
                    () -> heartbeat.get().thenRun(systemd::alive), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        });
    }
}
