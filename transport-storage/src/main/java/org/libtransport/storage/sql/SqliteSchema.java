package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.libtransport.storage.StorageException;

/**
 * The tables in an SQLite file: exactly those of the predecessor, so that it could open the file again.
 *
 * <p>Its index names have no prefix, so that of two transports in one file only the first had its unique indexes. Here an
 * index is looked for by what it covers, and a missing one is made under a name that is free.
 */
final class SqliteSchema {

    /** The number in {@code db_version}; the predecessor writes it and never looks. */
    private static final int VERSION = 3;

    private final Connection connection;
    private final Tables tables;
    private final String database;
    private final List<String> executed = new ArrayList<>();

    SqliteSchema(Connection connection, Tables tables, String database) {
        this.connection = connection;
        this.tables = tables;
        this.database = database;
    }

    /** Leaves all tables and indexes in place, or throws and leaves everything as it was. */
    void prepare() throws SQLException {
        // At once a writing transaction: a file that cannot be written is to be found out now and not at the first
        // user.
        execute("BEGIN IMMEDIATE");
        try {
            refuseNewer();
            createTables();
            checkColumns();
            createIndexes();
            execute("COMMIT");
        } catch (SQLException | StorageException e) {
            rollback(e);
            throw e;
        }
    }

    /**
     * What is there, and what {@link #prepare} would do. It is done and taken back, because what is missing depends on
     * what was made before; a file that has everything is only read.
     */
    SchemaState state() throws SQLException {
        execute("BEGIN");
        executed.clear();
        try {
            refuseNewer();
            boolean users = !columns(tables.users()).isEmpty();
            int version = version();
            createTables();
            checkColumns();
            createIndexes();
            List<SchemaState.Pending> pending =
                    executed.isEmpty() ? List.of() : List.of(SchemaState.Pending.ofMissing(executed));
            return new SchemaState(users, version, VERSION, 0, pending);
        } finally {
            execute("ROLLBACK");
        }
    }

    private int version() throws SQLException {
        return columns(tables.dbVersion()).contains("ver")
                ? number("SELECT MAX(CAST(ver AS INTEGER)) FROM " + tables.dbVersion())
                : 0;
    }

    private void rollback(Exception failure) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void refuseNewer() throws SQLException {
        int version = version();
        if (version > VERSION) {
            throw new StorageException("Version " + version + " of " + database
                    + " was made by a newer release; this one knows versions up to " + VERSION);
        }
    }

    private void createTables() throws SQLException {
        create(
                tables.users(),
                "id INTEGER PRIMARY KEY NOT NULL, jid varchar(255) NOT NULL, uin varchar(4095) NOT NULL, "
                        + "password varchar(255) NOT NULL, language varchar(25) NOT NULL, "
                        + "encoding varchar(50) NOT NULL DEFAULT 'utf8', last_login datetime, "
                        + "vip int(1) NOT NULL DEFAULT '0', online int(1) NOT NULL DEFAULT '0'");
        create(
                tables.usersSettings(),
                "user_id int(10) NOT NULL, var varchar(50) NOT NULL, type int(4) NOT NULL, "
                        + "value varchar(4095) NOT NULL, PRIMARY KEY (user_id, var)");
        create(
                tables.buddies(),
                "id INTEGER PRIMARY KEY NOT NULL, user_id int(10) NOT NULL, uin varchar(255) NOT NULL, "
                        + "subscription varchar(20) NOT NULL, nickname varchar(255) NOT NULL, "
                        + "groups varchar(255) NOT NULL, flags int(4) NOT NULL DEFAULT '0'");
        create(
                tables.buddiesSettings(),
                "user_id int(10) NOT NULL, buddy_id int(10) NOT NULL, var varchar(50) NOT NULL, "
                        + "type int(4) NOT NULL, value varchar(255) NOT NULL, PRIMARY KEY (buddy_id, var)");
        create(tables.dbVersion(), "ver INTEGER NOT NULL DEFAULT '3'");
        if (number("SELECT COUNT(*) FROM " + tables.dbVersion()) == 0) {
            execute("INSERT INTO " + tables.dbVersion() + " (ver) VALUES (" + VERSION + ")");
        }
    }

    private void create(String table, String columns) throws SQLException {
        if (columns(table).isEmpty()) {
            execute("CREATE TABLE " + table + " (" + columns + ")");
        }
    }

    private void checkColumns() throws SQLException {
        for (Map.Entry<String, Set<String>> table : tables.columns().entrySet()) {
            Set<String> missing = new TreeSet<>(table.getValue());
            missing.removeAll(columns(table.getKey()));
            if (!missing.isEmpty()) {
                throw new StorageException("Table " + table.getKey() + " of " + database
                        + " is not ours: it has no column " + String.join(", ", missing));
            }
        }
    }

    private Set<String> columns(String table) throws SQLException {
        return new HashSet<>(texts("SELECT LOWER(name) FROM pragma_table_info(?)", table));
    }

    private void createIndexes() throws SQLException {
        ensureUnique(tables.users(), "jid", "jid");
        ensureUnique(tables.buddies(), "user_id", "user_id, uin");
        ensureUnique(tables.usersSettings(), "user_id_var", "user_id, var");
        ensureUnique(tables.buddiesSettings(), "buddy_id_var", "buddy_id, var");
        ensure(tables.buddiesSettings(), "user_id02", "user_id");
        ensure(tables.usersSettings(), "user_id03", "user_id");
    }

    private void ensureUnique(String table, String name, String columns) throws SQLException {
        if (isIndexed(table, columns, true)) {
            return;
        }
        boolean repeated = number("SELECT COUNT(*) FROM (SELECT 1 FROM " + table + " GROUP BY " + columns
                        + " HAVING COUNT(*) > 1 LIMIT 1)")
                > 0;
        if (repeated) {
            throw new StorageException("Table " + table + " of " + database + " has rows with the same " + columns
                    + ", which has to be unique; remove the superfluous ones");
        }
        execute("CREATE UNIQUE INDEX " + freeName(table, name) + " ON " + table + " (" + columns + ")");
    }

    private void ensure(String table, String name, String columns) throws SQLException {
        if (!isIndexed(table, columns, false)) {
            execute("CREATE INDEX " + freeName(table, name) + " ON " + table + " (" + columns + ")");
        }
    }

    private boolean isIndexed(String table, String columns, boolean unique) throws SQLException {
        String indexes =
                "SELECT name FROM pragma_index_list(?) WHERE partial = 0" + (unique ? " AND \"unique\" = 1" : "");
        for (String index : texts(indexes, table)) {
            List<String> covered = texts("SELECT LOWER(name) FROM pragma_index_info(?) ORDER BY seqno", index);
            if (String.join(", ", covered).equals(columns)) {
                return true;
            }
        }
        return false;
    }

    private String freeName(String table, String name) throws SQLException {
        String wanted = tables.prefix() + name;
        boolean taken = !texts("SELECT name FROM sqlite_master WHERE LOWER(name) = LOWER(?)", wanted)
                .isEmpty();
        return taken ? table + "_" + name : wanted;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            executed.add(sql);
        }
    }

    private int number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private List<String> texts(String query, String parameter) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    texts.add(String.valueOf(row.getString(1)));
                }
            }
        }
        return texts;
    }
}
