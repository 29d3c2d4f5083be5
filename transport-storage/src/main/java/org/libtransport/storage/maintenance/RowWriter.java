package org.libtransport.storage.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseType;

/** Writes rows into a database, in a transaction of the caller's; {@link #finish} before it is committed. */
final class RowWriter implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 1_000;

    private final Database database;
    private final Connection connection;
    private @Nullable UserTable table;
    private @Nullable PreparedStatement insert;
    private int waiting;

    RowWriter(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** Removes all rows there are. */
    void clear() throws SQLException {
        for (UserTable each : UserTable.values()) {
            execute("DELETE FROM " + each.in(database));
        }
    }

    void write(StoredRow row) throws SQLException {
        PreparedStatement statement = insertInto(row.table());
        List<UserTable.Column> columns = row.table().columns();
        for (int i = 0; i < columns.size(); i++) {
            bind(statement, i + 1, columns.get(i).kind(), row.values().get(i));
        }
        statement.addBatch();
        if (++waiting == ROWS_AT_ONCE) {
            flush();
        }
    }

    private static void bind(PreparedStatement statement, int index, UserTable.Kind kind, @Nullable String value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
            return;
        }
        switch (kind) {
            case NUMBER -> statement.setLong(index, Long.parseLong(value));
            case SWITCH -> statement.setBoolean(index, value.equals("1"));
            case TEXT, TIME, SUBSCRIPTION -> statement.setString(index, value);
        }
    }

    private PreparedStatement insertInto(UserTable next) throws SQLException {
        PreparedStatement current = insert;
        if (current == null || table != next) {
            flush();
            close();
            current = connection.prepareStatement(next.insert(database));
            insert = current;
            table = next;
        }
        return current;
    }

    private void flush() throws SQLException {
        if (insert == null || waiting == 0) {
            return;
        }
        try {
            insert.executeBatch();
            waiting = 0;
        } catch (SQLException e) {
            StorageException failure = database.failure(e);
            if (failure.isTemporary()) {
                throw failure;
            }
            throw new StorageException(
                    "A row of table " + (table == null ? "" : table.word()) + " is refused: " + failure.getMessage()
                            + ". \"transport db check --repair\" where it comes from may help",
                    e);
        }
    }

    /** Writes what waits, and sees to it that new rows get numbers that are free. */
    void finish() throws SQLException {
        flush();
        if (database.settings().type() == DatabaseType.POSTGRESQL) {
            for (UserTable each : UserTable.values()) {
                if (each.isNumbered()) {
                    execute("SELECT setval(pg_get_serial_sequence('" + each.in(database) + "', 'id'), MAX(id)) FROM "
                            + each.in(database) + " HAVING MAX(id) IS NOT NULL");
                }
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        if (insert != null) {
            insert.close();
            insert = null;
        }
    }
}
