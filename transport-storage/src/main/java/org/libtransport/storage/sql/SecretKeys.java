package org.libtransport.storage.sql;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.secret.KeyRing;
import org.libtransport.storage.secret.SealedSecret;
import org.libtransport.storage.secret.StorageKey;

/**
 * The table of the keys that a database has secrets of, with the one that new secrets are written with. It is what says
 * whether a database is encrypted, and all that work with it at a time go by it. No key is in it: each row has a value
 * by which the right key is recognised.
 */
final class SecretKeys {

    private static final String CHECKED = "libtransport";
    private static final String CHECK_COLUMN = "check_value";

    private final Tables tables;
    private final SqlDialect dialect;

    SecretKeys(Tables tables, SqlDialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /** One key. The one with the highest place above 0 writes; with 0, it reads only. */
    record Row(String keyId, String checkValue, int place) {}

    /** Whether anything about keys was ever decided for this database. */
    boolean exist(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(dialect.tableQuery())) {
            query.setString(1, tables.secretKeys());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** All, by place. */
    List<Row> read(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        if (exist(connection)) {
            String query = "SELECT key_id, check_value, place FROM " + tables.secretKeys() + " ORDER BY place";
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    rows.add(new Row(row.getString(1), row.getString(2), row.getInt(3)));
                }
            }
        }
        return rows;
    }

    /** The id of the key that writes; empty if secrets are written as the predecessor would. */
    static Optional<String> writing(List<Row> rows) {
        return rows.isEmpty() || rows.get(rows.size() - 1).place() <= 0
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).keyId());
    }

    /** Lets this key write from now on. */
    void write(Connection connection, StorageKey key) throws SQLException {
        make(connection);
        List<Row> rows = read(connection);
        int place = rows.isEmpty() ? 1 : Math.max(0, rows.get(rows.size() - 1).place()) + 1;
        boolean known = rows.stream().anyMatch(row -> row.keyId().equals(key.id()));
        String sql = known
                ? "UPDATE " + tables.secretKeys() + " SET place = ? WHERE key_id = ?"
                : "INSERT INTO " + tables.secretKeys() + " (place, key_id, check_value) VALUES (?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, place);
            statement.setString(2, key.id());
            if (!known) {
                statement.setString(
                        3,
                        SealedSecret.seal(key, new SecureRandom(), key.id(), CHECK_COLUMN, CHECKED)
                                .text());
            }
            statement.executeUpdate();
        }
    }

    /** Lets no key write from now on; all go on reading. */
    void stopWriting(Connection connection) throws SQLException {
        make(connection);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE " + tables.secretKeys() + " SET place = 0");
        }
    }

    /** Drops keys of which no secret is left. */
    void forget(Connection connection, List<String> keyIds) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + tables.secretKeys() + " WHERE key_id = ?")) {
            for (String id : keyIds) {
                statement.setString(1, id);
                statement.executeUpdate();
            }
        }
    }

    /**
     * Makes sure that there is every key which the database needs.
     *
     * @throws StorageException if one is missing or is not the one
     */
    static void check(List<Row> rows, KeyRing ring, String database, String source) {
        for (Row row : rows) {
            StorageKey key = ring.find(row.keyId())
                    .orElseThrow(() -> new StorageException("The passwords in " + database + " are encrypted with key "
                            + row.keyId() + ", which is not in " + source
                            + ". Put the right key back (database.encryption_key_file); nothing was changed"));
            boolean right = SealedSecret.parse(row.checkValue())
                    .filter(box -> CHECKED.equals(box.open(key, key.id(), CHECK_COLUMN)))
                    .isPresent();
            if (!right) {
                throw new StorageException(
                        "Key " + row.keyId() + " in " + source + " is not the one that the passwords in " + database
                                + " are encrypted with; nothing was changed");
            }
        }
    }

    private void make(Connection connection) throws SQLException {
        if (!exist(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + tables.secretKeys()
                        + " (key_id varchar(32) NOT NULL PRIMARY KEY, check_value varchar(255) NOT NULL,"
                        + " place integer NOT NULL)");
            }
        }
    }
}
