package org.libtransport.storage.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that a database server keeps for a connection: it is gone with the connection. A connection that is lost, because
 * the server restarts, is made anew, and the lock taken again; a transport that runs goes on in between.
 */
final class ServerLock implements DatabaseLock {

    private static final Logger log = LoggerFactory.getLogger(ServerLock.class);

    private static final int ANSWER_SECONDS = 5;

    /** A server takes a moment to notice that a process is gone which was killed. */
    private static final int TRIES = 10;

    private static final long PAUSE_NANOS = 300_000_000;

    private final DataSource source;
    private final Words words;
    private final String name;
    private final String database;
    private final ScheduledExecutorService watch;
    private @Nullable Connection connection;
    private boolean lost;

    /**
     * What differs between servers. Both statements have the lock's name, or its number, as their only parameter.
     *
     * @param begin makes the server forget a connection soon whose other end is gone without a word
     * @param take has one row, whose first column is 1 or true if the lock is ours now
     * @param release gives it back
     * @param holder has a row with the address of the one who has it, or none
     * @param numbered whether locks have numbers in place of names
     */
    record Words(List<String> begin, String take, String release, String holder, boolean numbered) {

        static final Words MYSQL = new Words(
                List.of("SET SESSION wait_timeout = 60"),
                "SELECT GET_LOCK(?, 0)",
                "DO RELEASE_LOCK(?)",
                "SELECT host FROM information_schema.processlist WHERE id = IS_USED_LOCK(?)",
                false);

        static final Words POSTGRESQL = new Words(
                List.of(
                        "SET tcp_keepalives_idle = 20",
                        "SET tcp_keepalives_interval = 10",
                        "SET tcp_keepalives_count = 3"),
                "SELECT pg_try_advisory_lock(?)",
                "SELECT pg_advisory_unlock(?)",
                "SELECT COALESCE(host(a.client_addr), 'this machine') FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                        + " WHERE l.locktype = 'advisory' AND l.granted"
                        + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                        + " AND (l.classid::bigint << 32) + l.objid::bigint = ?",
                true);
    }

    private ServerLock(DataSource source, Words words, String name, String database) {
        this.source = source;
        this.words = words;
        this.name = name;
        this.database = database;
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "database-lock");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes the lock.
     *
     * @param tables database and prefix, which two transports must not share
     * @param database in words for people
     * @param check how often is looked whether the connection still is there
     * @throws StorageException if another has it
     */
    static ServerLock take(DataSource source, Words words, String tables, String database, Duration check)
            throws SQLException {
        ServerLock lock = new ServerLock(source, words, "libtransport " + digest(tables), database);
        try {
            Connection connection = lock.connect();
            lock.connection = connection;
            boolean ours = lock.tryTake(connection);
            for (int tried = 1; !ours && tried < TRIES; tried++) {
                LockSupport.parkNanos(PAUSE_NANOS);
                ours = lock.tryTake(connection);
            }
            if (!ours) {
                throw DatabaseLock.refusal(database, lock.holder(connection));
            }
        } catch (SQLException | StorageException e) {
            lock.close();
            throw e;
        }
        lock.watch.scheduleWithFixedDelay(lock::look, check.toMillis(), check.toMillis(), TimeUnit.MILLISECONDS);
        return lock;
    }

    /** Short enough for any server, whatever the names are. */
    private static String digest(String tables) {
        return UUID.nameUUIDFromBytes(tables.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Connection connect() throws SQLException {
        Connection fresh = source.getConnection();
        try (Statement statement = fresh.createStatement()) {
            for (String sql : words.begin()) {
                statement.execute(sql);
            }
            return fresh;
        } catch (SQLException e) {
            closeQuietly(fresh);
            throw e;
        }
    }

    private boolean tryTake(Connection on) throws SQLException {
        try (PreparedStatement statement = on.prepareStatement(words.take())) {
            bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private String holder(Connection on) {
        try (PreparedStatement statement = on.prepareStatement(words.holder())) {
            bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? ", from " + row.getString(1) : "";
            }
        } catch (SQLException e) {
            log.debug("Who has the lock cannot be told", e);
            return "";
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        if (words.numbered()) {
            statement.setLong(
                    1,
                    UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                    .getMostSignificantBits()
                            & Long.MAX_VALUE);
        } else {
            statement.setString(1, name);
        }
    }

    private synchronized void look() {
        try {
            Connection now = connection;
            if (now != null && now.isValid(ANSWER_SECONDS)) {
                return;
            }
            if (now != null) {
                connection = null;
                closeQuietly(now);
            }
            Connection fresh = connect();
            if (tryTake(fresh)) {
                connection = fresh;
                if (lost) {
                    lost = false;
                    log.info("The tables of {} are this transport's own again", database);
                }
            } else {
                if (!lost) {
                    lost = true;
                    log.error(
                            "While {} was away another transport took its tables{}: users of both may be logged in twice",
                            database,
                            holder(fresh));
                }
                closeQuietly(fresh);
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("{} cannot be locked now", database, e);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection did not close", e);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        synchronized (this) {
            Connection now = connection;
            connection = null;
            if (now != null) {
                release(now);
                closeQuietly(now);
            }
        }
    }

    /** The end of the connection would do as well, but the server may notice it only after the next has asked. */
    private void release(Connection held) {
        try (PreparedStatement statement = held.prepareStatement(words.release())) {
            bind(statement);
            statement.execute();
        } catch (SQLException e) {
            log.debug("The lock goes with its connection", e);
        }
    }
}
