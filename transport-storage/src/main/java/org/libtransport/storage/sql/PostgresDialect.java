package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL. */
final class PostgresDialect implements SqlDialect {

    private final String description;

    /** @param description the database in words for people */
    PostgresDialect(String description) {
        this.description = description;
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public void prepare(Connection connection, Tables tables) throws SQLException {
        new ServerSchema(connection, tables, description, new PostgresTables(connection, tables)).prepare();
    }

    @Override
    public String groups() {
        return "groups";
    }

    @Override
    public String now() {
        return "NOW()";
    }

    @Override
    public boolean numbersUsers() {
        return true;
    }

    @Override
    public String putUser(Tables tables) {
        return "INSERT INTO " + tables.users()
                + " (jid, uin, password, language, last_login) VALUES (?, ?, ?, ?, NOW())"
                + " ON CONFLICT (jid) DO UPDATE SET uin = excluded.uin, password = excluded.password,"
                + " language = excluded.language, last_login = excluded.last_login";
    }

    @Override
    public String putBuddy(Tables tables) {
        return "INSERT INTO " + tables.buddies() + " (user_id, uin, subscription, nickname, groups, flags)"
                + " SELECT ?, ?, CAST(? AS " + PostgresTables.SUBSCRIPTION + "), ?, ?, ? WHERE EXISTS (SELECT 1 FROM "
                + tables.users() + " WHERE id = ?) ON CONFLICT (user_id, uin) DO UPDATE SET"
                + " subscription = excluded.subscription, nickname = excluded.nickname,"
                + " groups = excluded.groups, flags = excluded.flags";
    }

    @Override
    public String putIconHash(Tables tables) {
        return "INSERT INTO " + tables.buddiesSettings() + " (user_id, buddy_id, var, type, value)"
                + " SELECT user_id, id, 'icon_hash', " + Statements.TYPE_STRING + ", ? FROM " + tables.buddies()
                + " WHERE user_id = ? AND uin = ? ON CONFLICT (buddy_id, var) DO UPDATE SET"
                + " user_id = excluded.user_id, type = excluded.type, value = excluded.value";
    }

    @Override
    public String putSetting(Tables tables) {
        return "INSERT INTO " + tables.usersSettings() + " (user_id, var, type, value)"
                + " SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM " + tables.users() + " WHERE id = ?)"
                + " ON CONFLICT (user_id, var) DO UPDATE SET value = excluded.value";
    }

    @Override
    public boolean isTemporary(SQLException failure) {
        return ServerFailures.isTemporary(failure);
    }

    @Override
    public String explain(SQLException failure) {
        return ServerFailures.explain(failure);
    }
}
