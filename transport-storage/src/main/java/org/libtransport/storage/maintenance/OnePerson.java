package org.libtransport.storage.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseType;
import org.libtransport.storage.sql.SecretColumn;
import org.libtransport.storage.sql.Tables;

/** What a database knows of one person: told, or erased. */
public final class OnePerson {

    /** Settings of the predecessor's front ends that let their owner in somewhere. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(token|password|secret).*");

    private final Database database;
    private final Tables tables;
    private final String jid;

    /** @param jid bare JID, as the database has it */
    public OnePerson(Database database, String jid) {
        this.database = database;
        this.tables = database.tables();
        this.jid = jid;
    }

    /** All that is known, at one moment; empty if there is no such user. A transport may run meanwhile. */
    public Optional<PersonalData> known() {
        database.requireTables();
        return database.reading(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT id, uin, password, language, encoding, last_login, vip, online FROM " + tables.users()
                            + " WHERE jid = ?")) {
                query.setString(1, jid);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(known(connection, row)) : Optional.empty();
                }
            }
        });
    }

    private PersonalData known(Connection connection, ResultSet user) throws SQLException {
        long id = user.getLong(1);
        return new PersonalData(
                jid,
                text(user, 2),
                SecretForm.of(text(user, 3), new SecretColumn(database.settings())),
                text(user, 4),
                text(user, 5),
                user.getString(6),
                user.getBoolean(7),
                user.getBoolean(8),
                settings(connection, id),
                contacts(connection, id));
    }

    private List<PersonalData.Setting> settings(Connection connection, long user) throws SQLException {
        List<PersonalData.Setting> settings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT var, type, value FROM " + tables.usersSettings() + " WHERE user_id = ? ORDER BY var")) {
            query.setLong(1, user);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String name = text(row, 1);
                    boolean secret = SECRET.matcher(name).matches();
                    settings.add(new PersonalData.Setting(name, row.getLong(2), secret ? null : text(row, 3)));
                }
            }
        }
        return settings;
    }

    private List<PersonalData.Contact> contacts(Connection connection, long user) throws SQLException {
        Map<Long, Map<String, String>> settings = contactSettings(connection, user);
        List<PersonalData.Contact> contacts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT id, uin, subscription, nickname, "
                + database.groups() + ", flags FROM " + tables.buddies() + " WHERE user_id = ? ORDER BY id")) {
            query.setLong(1, user);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    contacts.add(new PersonalData.Contact(
                            text(row, 2),
                            text(row, 3),
                            text(row, 4),
                            text(row, 5).lines().toList(),
                            row.getLong(6),
                            settings.getOrDefault(row.getLong(1), Map.of())));
                }
            }
        }
        return contacts;
    }

    private Map<Long, Map<String, String>> contactSettings(Connection connection, long user) throws SQLException {
        Map<Long, Map<String, String>> settings = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT buddy_id, var, value FROM "
                + tables.buddiesSettings() + " WHERE user_id = ? ORDER BY buddy_id, var")) {
            query.setLong(1, user);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    settings.computeIfAbsent(row.getLong(1), id -> new LinkedHashMap<>())
                            .put(text(row, 2), text(row, 3));
                }
            }
        }
        return settings;
    }

    /**
     * Removes the user with all contacts and settings, in one transaction. A transport may run meanwhile, unless the user
     * is logged in to it: then it would write some of this again.
     *
     * @param running whether a transport runs with this database
     * @return the rows that were removed; empty if there is no such user
     * @throws StorageException if the user is logged in to a transport that runs
     */
    public Optional<Moved> erase(boolean running) {
        database.requireTables();
        Optional<Moved> erased = database.writing(connection -> erase(connection, running));
        if (erased.isPresent() && database.settings().type() == DatabaseType.SQLITE3) {
            emptyLog();
        }
        return erased;
    }

    private Optional<Moved> erase(Connection connection, boolean running) throws SQLException {
        Map<Long, Boolean> users = new LinkedHashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id, online FROM " + tables.users() + " WHERE jid = ?")) {
            query.setString(1, jid);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    users.put(row.getLong(1), row.getBoolean(2));
                }
            }
        }
        if (running && users.containsValue(true)) {
            throw new StorageException(jid + " is logged in to the transport that runs: stop it first");
        }
        Map<String, Long> rows = new LinkedHashMap<>();
        for (long id : users.keySet()) {
            remove(connection, rows, "buddies_settings", tables.buddiesSettings(), "user_id", id);
            remove(connection, rows, "buddies", tables.buddies(), "user_id", id);
            remove(connection, rows, "users_settings", tables.usersSettings(), "user_id", id);
            remove(connection, rows, "users", tables.users(), "id", id);
        }
        return users.isEmpty() ? Optional.empty() : Optional.of(new Moved(rows));
    }

    private static void remove(
            Connection connection, Map<String, Long> rows, String word, String table, String column, long id)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table + " WHERE " + column + " = ?")) {
            statement.setLong(1, id);
            rows.merge(word, (long) statement.executeUpdate(), Long::sum);
        }
    }

    /** The log beside the file still has pages from before. A transport that runs does the same sooner or later. */
    private void emptyLog() {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
