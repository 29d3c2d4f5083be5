package org.libtransport.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.FrameDecoder;
import org.libtransport.tls.ServerKey;

/**
 * How backends are listened for and shared among users.
 *
 * @param host IP address or name to listen on. On one that is not loopback, TLS is spoken and the token is asked of
 *     everybody, so that {@link Access} must have both; backends that are started here then connect to a loopback port of
 *     its own
 * @param port 0 for a free one
 * @param access who may connect
 * @param usersPerBackend how many users one backend takes; with 1, a backend is not used again after its user left
 * @param reuseOldBackends false lets a backend that was full once take nobody any more
 * @param loginDelay the least time between two users getting a backend
 */
public record BackendSettings(
        String host,
        int port,
        Access access,
        int usersPerBackend,
        boolean reuseOldBackends,
        Duration loginDelay,
        Limits limits,
        Times times,
        Upkeep upkeep) {

    /** Loopback, a free port, 100 users on each backend. */
    public static final BackendSettings DEFAULT = new BackendSettings(
            "127.0.0.1", 0, Access.DEFAULT, 100, true, Duration.ZERO, Limits.DEFAULT, Times.DEFAULT, Upkeep.NONE);

    /** Checks what would make the pool useless. */
    public BackendSettings {
        if (usersPerBackend < 1) {
            throw new IllegalArgumentException("a backend must take at least one user: " + usersPerBackend);
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** The same on another address. */
    public BackendSettings withAddress(String newHost, int newPort) {
        return new BackendSettings(
                newHost, newPort, access, usersPerBackend, reuseOldBackends, loginDelay, limits, times, upkeep);
    }

    /** The same for others. */
    public BackendSettings withAccess(Access other) {
        return new BackendSettings(
                host, port, other, usersPerBackend, reuseOldBackends, loginDelay, limits, times, upkeep);
    }

    /** The same with another number of users on each backend. */
    public BackendSettings withUsersPerBackend(int users) {
        return new BackendSettings(host, port, access, users, reuseOldBackends, loginDelay, limits, times, upkeep);
    }

    /** The same, but whether a backend that was full once is used again is as told. */
    public BackendSettings withReuseOldBackends(boolean reuse) {
        return new BackendSettings(host, port, access, usersPerBackend, reuse, loginDelay, limits, times, upkeep);
    }

    /** The same with another pause between log-ins. */
    public BackendSettings withLoginDelay(Duration delay) {
        return new BackendSettings(host, port, access, usersPerBackend, reuseOldBackends, delay, limits, times, upkeep);
    }

    /** The same with other bounds. */
    public BackendSettings withLimits(Limits newLimits) {
        return new BackendSettings(
                host, port, access, usersPerBackend, reuseOldBackends, loginDelay, newLimits, times, upkeep);
    }

    /** The same with other times. */
    public BackendSettings withTimes(Times newTimes) {
        return new BackendSettings(
                host, port, access, usersPerBackend, reuseOldBackends, loginDelay, limits, newTimes, upkeep);
    }

    /** The same with other upkeep. */
    public BackendSettings withUpkeep(Upkeep newUpkeep) {
        return new BackendSettings(
                host, port, access, usersPerBackend, reuseOldBackends, loginDelay, limits, times, newUpkeep);
    }

    /**
     * Who may connect besides processes that this transport started, and those of the same user and of root.
     *
     * @param token whoever presents it may be a backend; null for a random one, which only backends that are started here
     *     are given
     * @param key for TLS on an address that is not loopback
     */
    public record Access(@Nullable String token, @Nullable ServerKey key) {

        /** Nobody else. */
        public static final Access DEFAULT = new Access(null, null);

        /** Without the token. */
        @Override
        public String toString() {
            return token == null ? "random token" : "configured token";
        }
    }

    /**
     * What is bounded.
     *
     * @param frameBytes a longer frame ends its link
     * @param connections open at a time, of backends and of programs that query; more are closed at once
     * @param waitingUsers for a backend; more are refused
     * @param startingBackends processes started and not ready yet
     * @param eventsInFlight from one link to the users' loops; beyond, the link is not read
     * @param queuedFrames for one link and not taken by its socket yet; beyond, no more are taken
     * @param queuedBytes the same in bytes
     */
    public record Limits(
            int frameBytes,
            int connections,
            int waitingUsers,
            int startingBackends,
            int eventsInFlight,
            int queuedFrames,
            int queuedBytes) {

        public static final Limits DEFAULT =
                new Limits(FrameDecoder.DEFAULT_LIMIT, 1000, 100_000, 8, 1_000, 10_000, 4 * 1024 * 1024);

        /** The same with other bounds for what waits for one link. */
        public Limits withQueue(int frames, int bytes) {
            return new Limits(frameBytes, connections, waitingUsers, startingBackends, eventsInFlight, frames, bytes);
        }
    }

    /**
     * What happens when.
     *
     * @param pingInterval between two PINGs; a backend that said nothing at all from one to the next is dropped
     * @param startTimeout within which a new backend must be ready: connect, and answer its first PING
     * @param waitTimeout after which a user who waits for a backend is refused
     * @param idleTimeout after which a backend without users is dropped, unless it is the only one
     * @param stopGrace for a backend to end by itself after EXIT, and again after having been asked by signal
     */
    public record Times(
            Duration pingInterval,
            Duration startTimeout,
            Duration waitTimeout,
            Duration idleTimeout,
            Duration stopGrace) {

        public static final Times DEFAULT = new Times(
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2));
    }

    /**
     * What keeps backends in shape, all of it off unless told.
     *
     * @param idleReconnect after which a user without messages moves to a backend for long sessions; zero is never
     * @param memoryCollection between two looks for the largest backend, which then takes nobody any more; zero is never
     * @param restartsPerMinute how many backends are started in place of failed ones; 0 is no limit
     */
    public record Upkeep(Duration idleReconnect, Duration memoryCollection, int restartsPerMinute) {

        public static final Upkeep NONE = new Upkeep(Duration.ZERO, Duration.ZERO, 0);
    }
}
