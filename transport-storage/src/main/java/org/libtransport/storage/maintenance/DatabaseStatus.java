package org.libtransport.storage.maintenance;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.SchemaState;
import org.libtransport.storage.sql.SecretColumn;
import org.libtransport.storage.sql.Tables;

/**
 * What a database is and how much it holds. Counts are those of one moment each.
 *
 * @param database in words for people
 * @param engine the word of the option {@code database.type}
 * @param server the program that serves it, with its version
 * @param schema its tables
 * @param counts rows by what they are; empty if there are no tables
 * @param bytes what it takes on the disk of its machine
 * @param passwords how many users have their password in which form; encrypted ones by key
 * @param inUse whether a transport runs with it
 */
public record DatabaseStatus(
        String database,
        String engine,
        String server,
        SchemaState schema,
        Map<String, Long> counts,
        long bytes,
        Map<String, Long> passwords,
        boolean inUse) {

    private static final int ROWS_AT_ONCE = 1_000;

    /** Looks; nothing is changed. A transport may run meanwhile. */
    public static DatabaseStatus of(Database database) {
        try {
            SchemaState schema = database.schema();
            DatabaseMetaData server = database.connection().getMetaData();
            return new DatabaseStatus(
                    database.describe(),
                    database.settings().type().word(),
                    server.getDatabaseProductName() + ' ' + server.getDatabaseProductVersion(),
                    schema,
                    schema.exists() ? counts(database) : Map.of(),
                    schema.exists() ? bytes(database) : 0,
                    schema.exists() ? passwords(database) : Map.of(),
                    database.isInUse());
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static Map<String, Long> counts(Database database) throws SQLException {
        Tables tables = database.tables();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("users", count(database, "SELECT COUNT(*) FROM " + tables.users()));
        counts.put("online", online(database));
        counts.put("contacts", count(database, "SELECT COUNT(*) FROM " + tables.buddies()));
        counts.put("settings", count(database, "SELECT COUNT(*) FROM " + tables.usersSettings()));
        counts.put("contact_settings", count(database, "SELECT COUNT(*) FROM " + tables.buddiesSettings()));
        return counts;
    }

    private static long online(Database database) throws SQLException {
        try (PreparedStatement query = database.connection()
                .prepareStatement("SELECT COUNT(*) FROM " + database.tables().users() + " WHERE online = ?")) {
            query.setBoolean(1, true);
            return number(query.executeQuery());
        }
    }

    private static long bytes(Database database) throws SQLException {
        return switch (database.settings().type()) {
            case NONE -> 0;
            case SQLITE3 ->
                count(database, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
            case MYSQL ->
                ofTables(
                        database,
                        "SELECT SUM(data_length + index_length) FROM information_schema.tables"
                                + " WHERE table_schema = DATABASE() AND table_name = ?");
            case POSTGRESQL -> ofTables(database, "SELECT pg_total_relation_size(to_regclass(?))");
        };
    }

    private static long ofTables(Database database, String query) throws SQLException {
        Tables tables = database.tables();
        long bytes = 0;
        try (PreparedStatement statement = database.connection().prepareStatement(query)) {
            for (String table :
                    List.of(tables.users(), tables.usersSettings(), tables.buddies(), tables.buddiesSettings())) {
                statement.setString(1, table);
                bytes += number(statement.executeQuery());
            }
        }
        return bytes;
    }

    private static Map<String, Long> passwords(Database database) {
        Map<String, Long> forms = new TreeMap<>();
        SecretColumn column = new SecretColumn(database.settings());
        return database.reading(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet row = statement.executeQuery(
                        "SELECT password FROM " + database.tables().users())) {
                    while (row.next()) {
                        String stored = String.valueOf(row.getString(1));
                        forms.merge(SecretForm.describe(stored, column), 1L, Long::sum);
                    }
                }
            }
            return forms;
        });
    }

    private static long count(Database database, String query) throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            return number(statement.executeQuery(query));
        }
    }

    private static long number(ResultSet row) throws SQLException {
        try (row) {
            if (!row.next()) {
                throw new StorageException("A count has no row");
            }
            return row.getLong(1);
        }
    }
}
