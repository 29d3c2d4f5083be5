package org.libtransport.storage.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.libtransport.storage.StorageException;

/**
 * What differs between databases. Statements have positional parameters, in the order each method names.
 *
 * <p>Statements that write something of a user must do nothing if there is no such user.
 */
interface SqlDialect {

    /** The dialect of a database; not for {@link DatabaseType#NONE}, which has none. */
    static SqlDialect of(DatabaseSettings settings) {
        return switch (settings.type()) {
            case NONE -> throw new StorageException("database.type is none: there is no database");
            case SQLITE3 ->
                new SqliteDialect(Path.of(settings.database()).toAbsolutePath().toString());
            case MYSQL -> new MysqlDialect(ServerDialect.describe("the MySQL database ", settings));
            case POSTGRESQL -> new PostgresDialect(ServerDialect.describe("the PostgreSQL database ", settings));
        };
    }

    /** The database in words for people, for example with the file's name. */
    String describe();

    /** Makes the tables that are not there; throws if those that are there cannot be used. */
    void prepare(Connection connection, Tables tables) throws SQLException;

    /** A query that has a row if there is a table with this name, its parameter. */
    String tableQuery();

    /** What {@link #prepare} would do; nothing is changed. */
    SchemaState schema(Connection connection, Tables tables) throws SQLException;

    /** How the column {@code groups}, a reserved word in places, is written. */
    String groups();

    /** How a text becomes a value of this column of the predecessor's tables: a parameter, perhaps with a cast. */
    default String parameter(String column) {
        return "?";
    }

    /** What follows {@code IN} to find rows by the numbers of that many users, each a parameter. */
    default String userIds(int count) {
        return "(" + "?,".repeat(count - 1) + "?)";
    }

    /** The present time as the column {@code last_login} has it. */
    String now();

    /** Whether the database never gives the number of a removed user to another one. */
    boolean numbersUsers();

    /**
     * Adds a user or changes its uin, password, language and last_login: jid, uin, password, language, and, unless the
     * database {@linkplain #numbersUsers numbers users}, a number that the new id must be greater than.
     */
    String putUser(Tables tables);

    /** Adds a contact or changes all but its id: user_id, uin, subscription, nickname, groups, flags, user_id. */
    String putBuddy(Tables tables);

    /** Sets the icon hash of a contact: value, user_id, uin. */
    default String putIconHash(Tables tables) {
        return "INSERT INTO " + tables.buddiesSettings() + " (user_id, buddy_id, var, type, value)"
                + " SELECT user_id, id, 'icon_hash', " + Statements.TYPE_STRING + ", ? FROM " + tables.buddies()
                + " WHERE user_id = ? AND uin = ? ON CONFLICT (buddy_id, var) DO UPDATE SET"
                + " user_id = excluded.user_id, type = excluded.type, value = excluded.value";
    }

    /** Adds a setting or changes its value: user_id, var, type, value, user_id. */
    default String putSetting(Tables tables) {
        return "INSERT INTO " + tables.usersSettings() + " (user_id, var, type, value)"
                + " SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM " + tables.users() + " WHERE id = ?)"
                + " ON CONFLICT (user_id, var) DO UPDATE SET value = excluded.value";
    }

    /** Whether the same may succeed later, because the failure has nothing to do with what was asked. */
    boolean isTemporary(SQLException failure);

    /** The failure in a sentence for people, without values. */
    String explain(SQLException failure);
}
