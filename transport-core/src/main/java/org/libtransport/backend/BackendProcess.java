package org.libtransport.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendLauncher.Launched;
import org.libtransport.concurrent.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One backend that was launched, from its start to its end. Used on the pool's loop. */
final class BackendProcess {

    private static final Logger log = LoggerFactory.getLogger(BackendProcess.class);

    private final int logId;
    private final int generation;
    private final Launched launched;
    private final Loop loop;
    private final BackendSettings.Times times;
    private @Nullable BackendLink link;
    private Loop.@Nullable Timer startTimer;
    private boolean asked;
    private boolean killing;
    private boolean gone;

    /**
     * Creates it.
     *
     * @param generation see {@link StartPauses#generation}
     */
    BackendProcess(int logId, int generation, Launched launched, Loop loop, BackendSettings.Times times) {
        this.logId = logId;
        this.generation = generation;
        this.launched = launched;
        this.loop = loop;
        this.times = times;
    }

    int logId() {
        return logId;
    }

    int generation() {
        return generation;
    }

    /** See {@link Launched#pid}. */
    long pid() {
        return launched.pid();
    }

    /** For the log. */
    String name() {
        return link == null ? "backend " + logId : link.name();
    }

    /** Its connection, the last one if it has several. */
    @Nullable
    BackendLink link() {
        return link;
    }

    /** It is ready, by this connection. */
    void join(BackendLink its) {
        stopTimer();
        link = its;
    }

    /** It was taken for another one. */
    void part() {
        link = null;
    }

    /** Ends it unless it is joined in time. */
    void limitStart() {
        startTimer = loop.schedule(times.startTimeout(), () -> {
            if (!gone && !asked) {
                log.warn(
                        "Backend {} did not connect and answer within {} s; ending it",
                        logId,
                        times.startTimeout().toSeconds());
                killNow();
            }
        });
    }

    private void stopTimer() {
        if (startTimer != null) {
            startTimer.cancel();
            startTimer = null;
        }
    }

    /** It is told to end, and expected to. */
    void ask() {
        asked = true;
        launched.ending();
    }

    /** Its last connection is closed: it has nothing to live for. */
    void abandon() {
        launched.ending();
        endSlowly();
    }

    /** The transport stops. One without a connection, on which it could be told, is asked at once. */
    void stop() {
        stopTimer();
        asked = true;
        if (link == null) {
            killNow();
        } else {
            abandon();
        }
    }

    /** Whether it was told to end. */
    boolean wasAsked() {
        return asked;
    }

    /** Lets it end by itself, then asks, then forces it. */
    private void endSlowly() {
        if (!killing) {
            killing = true;
            later(times.stopGrace(), () -> {
                launched.kill(false);
                later(times.stopGrace(), () -> launched.kill(true));
            });
        }
    }

    /** Asks it, then forces it. */
    private void killNow() {
        launched.ending();
        launched.kill(false);
        if (!killing) {
            killing = true;
            later(times.stopGrace(), () -> launched.kill(true));
        }
    }

    private void later(Duration time, Runnable task) {
        loop.schedule(time, () -> {
            if (!gone) {
                task.run();
            }
        });
    }

    /** It has ended. */
    void gone() {
        stopTimer();
        gone = true;
    }
}
