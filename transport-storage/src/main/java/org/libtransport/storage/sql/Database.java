package org.libtransport.storage.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.libtransport.storage.StorageException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * A database as the commands of an administrator have it: one connection, by which nothing is made or changed unless it
 * is asked for. Methods block and throw {@link StorageException}; one thread at a time.
 */
public final class Database implements AutoCloseable {

    /** Longer than a server takes for one statement over a whole table, or to commit it. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(30);

    /** For a command somebody waits for, a file may be locked longer than for a transport. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    private final DatabaseSettings settings;
    private final SqlDialect dialect;
    private final Tables tables;
    private final Connection connection;
    private DatabaseLock lock = DatabaseLock.NONE;

    private Database(DatabaseSettings settings, SqlDialect dialect, Connection connection) {
        this.settings = settings;
        this.dialect = dialect;
        this.connection = connection;
        this.tables = new Tables(settings.prefix());
    }

    /** Connects to a database that must be there; its tables need not. */
    public static Database connect(DatabaseSettings settings) {
        SqlDialect dialect = SqlDialect.of(settings);
        try {
            return new Database(settings, dialect, connection(settings));
        } catch (SQLException e) {
            throw SqlStore.failure(dialect, e);
        }
    }

    /** The same; an SQLite file that is not there is made, readable for nobody else. */
    public static Database connectOrMake(DatabaseSettings settings) {
        if (settings.type() == DatabaseType.SQLITE3) {
            SqlStores.makeFile(Path.of(settings.database()).toAbsolutePath());
        }
        return connect(settings);
    }

    private static Connection connection(DatabaseSettings settings) throws SQLException {
        if (settings.type() == DatabaseType.SQLITE3) {
            return file(Path.of(settings.database()).toAbsolutePath());
        }
        Connection connection = (settings.type() == DatabaseType.MYSQL
                        ? ServerConnections.mysql(settings)
                        : ServerConnections.postgresql(settings))
                .getConnection();
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
        return connection;
    }

    private static Connection file(Path file) throws SQLException {
        if (!Files.isRegularFile(file)) {
            throw new StorageException("The SQLite database " + file + " cannot be used: there is no such file");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) LOCK_PATIENCE.toMillis());
        // Passwords do not stay behind in pages that are free.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    /**
     * Keeps transports away until this is closed.
     *
     * @throws StorageException if one runs, on whatever machine
     */
    public void keepOthersAway() {
        lock = SqlStores.lock(settings);
    }

    /** Whether a transport runs with these tables, on whatever machine; not known of one that shares them. */
    public boolean isInUse() {
        if (settings.type() == DatabaseType.SQLITE3
                && !FileLock.exists(Path.of(settings.database()).toAbsolutePath(), settings.prefix())) {
            return false;
        }
        try {
            SqlStores.lock(settings).close();
            return false;
        } catch (DatabaseInUseException e) {
            return true;
        }
    }

    public DatabaseSettings settings() {
        return settings;
    }

    /** The database in words for people, for example with the file's name. */
    public String describe() {
        return dialect.describe();
    }

    public Tables tables() {
        return tables;
    }

    /** How the column {@code groups}, a reserved word in places, is written in a statement. */
    public String groups() {
        return dialect.groups();
    }

    /** How a text becomes a value of this column in a statement. */
    public String parameter(String column) {
        return dialect.parameter(column);
    }

    public Connection connection() {
        return connection;
    }

    /**
     * Refuses to go on without tables, however old.
     *
     * @throws StorageException that tells which is missing
     */
    public void requireTables() {
        for (String table : tables.columns().keySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1 FROM " + table + " WHERE 1 = 0");
            } catch (SQLException e) {
                throw dialect.isTemporary(e)
                        ? failure(e)
                        : new StorageException(SqlStore.sentence(describe()) + " has no table " + table, e);
            }
        }
    }

    /** Whether there is no row of users, contacts and settings; without tables there is none. */
    public boolean isEmpty() {
        for (String table : tables.columns().keySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
                if (row.next()) {
                    return false;
                }
            } catch (SQLException e) {
                if (dialect.isTemporary(e)) {
                    throw failure(e);
                }
            }
        }
        return true;
    }

    /** The tables as they are. */
    public SchemaState schema() {
        try {
            return dialect.schema(connection, tables);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Makes and changes tables until nothing is {@linkplain SchemaState#pending pending}. */
    public void upgrade() {
        try {
            dialect.prepare(connection, tables);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Reads all from one moment, however long it takes, whatever others write meanwhile. */
    public <T> T reading(Work<T> work) {
        return inTransaction(false, work);
    }

    /** Writes all or nothing: after an exception, or the death of the process, nothing was changed. */
    public <T> T writing(Work<T> work) {
        return inTransaction(true, work);
    }

    private <T> T inTransaction(boolean write, Work<T> work) {
        try {
            begin(write);
            try {
                T result = work.run(connection);
                if (write) {
                    connection.commit();
                }
                return result;
            } finally {
                // Nothing is left of a transaction that was committed.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void begin(boolean write) throws SQLException {
        if (connection instanceof SQLiteConnection sqlite) {
            // One that begins with reading could not go on to write if another wrote in between.
            sqlite.setCurrentTransactionMode(
                    write ? SQLiteConfig.TransactionMode.IMMEDIATE : SQLiteConfig.TransactionMode.DEFERRED);
        } else {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        connection.setAutoCommit(false);
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** What went wrong, in a sentence without values. */
    public StorageException failure(Exception e) {
        return SqlStore.failure(dialect, e);
    }

    @Override
    public void close() {
        try (DatabaseLock held = lock) {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
