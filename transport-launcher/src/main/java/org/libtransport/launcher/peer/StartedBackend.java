package org.libtransport.launcher.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libtransport.backend.BackendLauncher.End;
import org.libtransport.backend.BackendLauncher.Launched;

/** A backend that was started and is connected. */
public final class StartedBackend implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Launched launched;
    private final PeerLink link;
    private final LastLines output;

    StartedBackend(Launched launched, PeerLink link, LastLines output) {
        this.launched = launched;
        this.link = link;
        this.output = output;
    }

    public PeerLink link() {
        return link;
    }

    /** Its process id, or -1 for a plugin in this JVM. */
    public long pid() {
        return launched.pid();
    }

    /** Waits for its end. */
    public Optional<End> awaitEnd(Duration atMost) throws InterruptedException {
        return awaitEnd(launched, atMost);
    }

    /** Its last lines, after a colon; empty if it printed nothing. */
    public String lastWords() {
        return output.told();
    }

    /** Closes the connection, and ends what does not end by that within 2 s. */
    @Override
    public void close() throws InterruptedException {
        launched.ending();
        link.close();
        if (awaitEnd(GRACE).isEmpty()) {
            end(launched);
        }
    }

    /** Ends it and all that it started, by force if need be. */
    static void end(Launched launched) throws InterruptedException {
        launched.kill(false);
        if (awaitEnd(launched, GRACE).isEmpty()) {
            launched.kill(true);
            awaitEnd(launched, GRACE);
        }
    }

    private static Optional<End> awaitEnd(Launched launched, Duration atMost) throws InterruptedException {
        CompletableFuture<End> ended = launched.ended().toCompletableFuture();
        try {
            return Optional.of(ended.get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        }
    }
}
