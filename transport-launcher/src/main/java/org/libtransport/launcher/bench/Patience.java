package org.libtransport.launcher.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits that end when nothing happens any more. */
final class Patience {

    private static final Duration LOOK = Duration.ofMillis(100);

    private Patience() {}

    /** Waits for the future, and fails when the component is gone or has sent nothing for so long. */
    static void await(Future<?> future, FakeXmppServer server, Duration silence)
            throws IOException, InterruptedException {
        await(future, server, () -> true, silence);
    }

    /** As {@link #await(Future, FakeXmppServer, Duration)}, and fails too when the process ended. */
    static void await(Future<?> future, FakeXmppServer server, BooleanSupplier alive, Duration silence)
            throws IOException, InterruptedException {
        long bytes = server.bytesReceived();
        long lastChange = System.nanoTime();
        while (true) {
            try {
                future.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                throw new IOException(cause == null ? "unknown" : cause.getMessage(), cause);
            } catch (TimeoutException e) {
                lastChange = checkProgress(server, bytes, lastChange, silence);
                bytes = server.bytesReceived();
                if (!alive.getAsBoolean()) {
                    throw new IOException("The process ended.");
                }
            }
        }
    }

    /** Lets so much time pass, and fails as soon as the component is gone. */
    static void pass(Duration time, FakeXmppServer server) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK.toNanos()));
            checkFailure(server);
            left = end - System.nanoTime();
        }
    }

    private static void checkFailure(FakeXmppServer server) throws IOException {
        Throwable failure = server.failure();
        if (failure != null) {
            throw new IOException(String.valueOf(failure.getMessage()), failure);
        }
    }

    private static long checkProgress(FakeXmppServer server, long bytes, long lastChange, Duration silence)
            throws IOException {
        checkFailure(server);
        long now = System.nanoTime();
        if (server.bytesReceived() != bytes) {
            return now;
        }
        if (now - lastChange > silence.toNanos()) {
            throw new IOException("Nothing came for " + silence.toSeconds() + " s.");
        }
        return lastChange;
    }

    /** Waits until the component has sent nothing for {@code silence}; false if it still sends after {@code atMost}. */
    static boolean awaitQuiet(FakeXmppServer server, Duration silence, Duration atMost) throws InterruptedException {
        long begin = System.nanoTime();
        long lastChange = begin;
        long bytes = server.bytesReceived();
        while (System.nanoTime() - lastChange < silence.toNanos()) {
            if (System.nanoTime() - begin > atMost.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK.toMillis());
            if (server.bytesReceived() != bytes) {
                bytes = server.bytesReceived();
                lastChange = System.nanoTime();
            }
        }
        return true;
    }
}
