package org.libtransport.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.libtransport.metrics.Metrics;
import org.libtransport.storage.InMemoryStore;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.WriteBehindStorage;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens databases. */
public final class SqlStores {

    /** How long another program may hold the file before what we wanted fails. */
    static final Duration LOCK_PATIENCE = Duration.ofMillis(1500);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CONNECTION_LIFETIME = Duration.ofMinutes(30);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);
    private static final Duration LOCK_CHECK = Duration.ofSeconds(5);
    private static final int CACHE_KIBIBYTES = 8192;

    private SqlStores() {}

    /**
     * Opens the database, with its tables made if they are not there. Blocks.
     *
     * @throws StorageException with a sentence that tells the administrator why it cannot be used
     */
    public static Store open(DatabaseSettings settings) {
        return switch (settings.type()) {
            case NONE -> new InMemoryStore();
            case SQLITE3 -> sqlite(settings);
            case MYSQL -> atServer(settings, ServerConnections.mysql(settings));
            case POSTGRESQL -> atServer(settings, ServerConnections.postgresql(settings));
        };
    }

    /** {@linkplain #open Opens} the database and starts the thread that works with it. */
    public static WriteBehindStorage start(DatabaseSettings settings, Metrics metrics) {
        WriteBehindStorage storage = WriteBehindStorage.start(open(settings), metrics);
        // What the thread loads at its first use it can load while the caller goes on.
        storage.load("");
        return storage;
    }

    private static Store atServer(DatabaseSettings settings, DataSource source) {
        SqlDialect dialect = SqlDialect.of(settings);
        DatabaseLock lock = lock(settings);
        HikariConfig config = pool(source);
        // Before a server or a firewall between forgets a connection that rests.
        config.setMaxLifetime(CONNECTION_LIFETIME.toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        return locked(lock, () -> new SqlStore(open(config, dialect), dialect, settings, lock));
    }

    /** Keeps others away from the tables, unless they are shared on purpose. */
    static DatabaseLock lock(DatabaseSettings settings) {
        if (settings.shared()) {
            return DatabaseLock.NONE;
        }
        return switch (settings.type()) {
            case NONE -> DatabaseLock.NONE;
            case SQLITE3 -> FileLock.take(Path.of(settings.database()).toAbsolutePath(), settings.prefix());
            case MYSQL -> lock(settings, ServerConnections.mysql(settings), ServerLock.Words.MYSQL);
            case POSTGRESQL -> lock(settings, ServerConnections.postgresql(settings), ServerLock.Words.POSTGRESQL);
        };
    }

    private static DatabaseLock lock(DatabaseSettings settings, DataSource source, ServerLock.Words words) {
        SqlDialect dialect = SqlDialect.of(settings);
        try {
            String tables = settings.database() + '/' + settings.prefix();
            return ServerLock.take(source, words, tables, dialect.describe(), LOCK_CHECK);
        } catch (SQLException e) {
            throw SqlStore.failure(dialect, e);
        }
    }

    private static Store locked(DatabaseLock lock, Supplier<Store> opening) {
        try {
            return opening.get();
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Store sqlite(DatabaseSettings settings) {
        Path file = Path.of(settings.database()).toAbsolutePath();
        makeFile(file);
        SQLiteConfig config = new SQLiteConfig();
        // With a log beside the file, reading goes on while another program writes, and a commit is one append and one
        // sync. Synced in full, because a registration is acknowledged; commits are shared, so that this is cheap.
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) LOCK_PATIENCE.toMillis());
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-CACHE_KIBIBYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        SqlDialect dialect = SqlDialect.of(settings);
        DatabaseLock lock = lock(settings);
        return locked(lock, () -> new SqlStore(open(pool(source), dialect), dialect, settings, lock));
    }

    /** Passwords are in there: a file that we make is nobody else's. */
    static void makeFile(Path file) {
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new StorageException(
                    "The SQLite database " + file + " cannot be used: the directory " + directory + " does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new StorageException("The SQLite database " + file + " cannot be used: it is a directory");
        }
        try {
            boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
            if (posix) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            // The usual case.
        } catch (IOException e) {
            throw new StorageException(
                    "The SQLite database " + file + " cannot be made: the directory " + directory
                            + " may not be written",
                    e);
        }
    }

    private static HikariConfig pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("storage");
        config.setDataSource(source);
        // One thread works with the database, and SQLite has one writer anyway.
        config.setMaximumPoolSize(1);
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        config.setConnectionTimeout(CONNECT_PATIENCE.toMillis());
        return config;
    }

    private static HikariDataSource open(HikariConfig config, SqlDialect dialect) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw SqlStore.failure(dialect, e);
        }
    }
}
