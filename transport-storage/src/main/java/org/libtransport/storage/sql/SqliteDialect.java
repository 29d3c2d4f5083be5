package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite. */
final class SqliteDialect implements SqlDialect {

    /** Everything else may pass: locked, full, read-only, no memory, a disk that fails. */
    private static final Set<SQLiteErrorCode> LASTING = Set.of(
            SQLiteErrorCode.SQLITE_ERROR,
            SQLiteErrorCode.SQLITE_TOOBIG,
            SQLiteErrorCode.SQLITE_CONSTRAINT,
            SQLiteErrorCode.SQLITE_MISMATCH,
            SQLiteErrorCode.SQLITE_RANGE);

    private static final int PRIMARY_CODE = 0xff;

    private final String file;

    SqliteDialect(String file) {
        this.file = file;
    }

    @Override
    public String describe() {
        return "the SQLite database " + file;
    }

    @Override
    public void prepare(Connection connection, Tables tables) throws SQLException {
        new SqliteSchema(connection, tables, describe()).prepare();
    }

    @Override
    public SchemaState schema(Connection connection, Tables tables) throws SQLException {
        return new SqliteSchema(connection, tables, describe()).state();
    }

    @Override
    public String tableQuery() {
        return "SELECT 1 FROM sqlite_master WHERE type = 'table' AND LOWER(name) = LOWER(?)";
    }

    @Override
    public String groups() {
        return "groups";
    }

    @Override
    public String now() {
        return "DATETIME('NOW')";
    }

    /** SQLite gives the number of a deleted last row to the next one, and with it changes that come late: we choose. */
    @Override
    public boolean numbersUsers() {
        return false;
    }

    @Override
    public String putUser(Tables tables) {
        return "INSERT INTO " + tables.users() + " (id, jid, uin, password, language, last_login) VALUES"
                + " (1 + MAX(?5, COALESCE((SELECT MAX(id) FROM " + tables.users() + "), 0)), ?1, ?2, ?3, ?4, " + now()
                + ")"
                + " ON CONFLICT (jid) DO UPDATE SET uin = excluded.uin, password = excluded.password,"
                + " language = excluded.language, last_login = excluded.last_login";
    }

    @Override
    public String putBuddy(Tables tables) {
        return "INSERT INTO " + tables.buddies() + " (user_id, uin, subscription, nickname, groups, flags)"
                + " SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM " + tables.users() + " WHERE id = ?)"
                + " ON CONFLICT (user_id, uin) DO UPDATE SET subscription = excluded.subscription,"
                + " nickname = excluded.nickname, groups = excluded.groups, flags = excluded.flags";
    }

    @Override
    public boolean isTemporary(SQLException failure) {
        return !LASTING.contains(primaryCode(failure));
    }

    @Override
    public String explain(SQLException failure) {
        return switch (primaryCode(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "another program keeps it locked";
            case SQLITE_READONLY, SQLITE_PERM -> "it may not be written";
            case SQLITE_CANTOPEN -> "the file cannot be opened or made";
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_NOTADB -> "the file is not an SQLite database";
            case SQLITE_CORRUPT -> "the file is damaged";
            case SQLITE_IOERR -> "the disk fails";
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** The code without the detail that its higher bits have. */
    private static SQLiteErrorCode primaryCode(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE)
                : SQLiteErrorCode.SQLITE_INTERNAL;
    }
}
