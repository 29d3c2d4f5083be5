package org.libtransport.plugin;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How long to wait before an author's own connection to the network is opened again: each pause is twice the last, up to a
 * limit, and drawn between half and the whole of that, so that all users of a network that failed do not come back in the
 * same second. The pauses begin anew only after a connection that held for a while: one that breaks as soon as it is open is
 * no success.
 *
 * <p>Needed only for connections that the plugin opens by itself. A session that reports {@link
 * ConnectionFailure#NETWORK_ERROR} is opened again by the transport, with pauses of its own.
 *
 * <p>Used by one thread at a time.
 *
 * <pre>{@code
 * while (!stopped) {
 *     try (Connection connection = network.open()) {
 *         pauses.connected();
 *         connection.readUntilItBreaks();
 *     } catch (IOException e) {
 *         log.info("The network is gone: {}", e.getMessage());
 *     }
 *     Thread.sleep(pauses.next().toMillis());
 * }
 * }</pre>
 */
public final class ReconnectPauses {

    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Duration first;
    private final Duration limit;
    private final LongSupplier nanos;
    private final DoubleSupplier random;
    private Duration next;
    private long connectedAt;
    private boolean connected;

    /** Pauses from one second to five minutes. */
    public ReconnectPauses() {
        this(Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /**
     * Creates the pauses of one connection.
     *
     * @throws IllegalArgumentException if the first is not positive or longer than the limit
     */
    public ReconnectPauses(Duration first, Duration limit) {
        this(first, limit, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
    }

    ReconnectPauses(Duration first, Duration limit, LongSupplier nanos, DoubleSupplier random) {
        if (first.isNegative() || first.isZero() || first.compareTo(limit) > 0) {
            throw new IllegalArgumentException("not the bounds of a pause: " + first + " and " + limit);
        }
        this.first = first;
        this.limit = limit;
        this.nanos = nanos;
        this.random = random;
        this.next = first;
    }

    /** The connection is open. */
    public void connected() {
        connectedAt = nanos.getAsLong();
        connected = true;
    }

    /** The connection broke, or could not be opened: so long to wait. */
    public Duration next() {
        if (connected && nanos.getAsLong() - connectedAt >= STEADY.toNanos()) {
            next = first;
        }
        connected = false;
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(limit) > 0 ? limit : doubled;
        return Duration.ofNanos((long) (pause.toNanos() * (0.5 + random.getAsDouble() / 2)));
    }
}
