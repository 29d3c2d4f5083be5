package org.libtransport.storage.sql;

import java.sql.Connection;

/** PostgreSQL. */
final class PostgresDialect extends ServerDialect {

    /** @param description the database in words for people */
    PostgresDialect(String description) {
        super(description);
    }

    @Override
    ServerTables tables(Connection connection, Tables tables) {
        return new PostgresTables(connection, tables);
    }

    @Override
    public String tableQuery() {
        return "SELECT 1 FROM information_schema.tables WHERE table_schema = ANY (current_schemas(false)) AND table_name = LOWER(?)";
    }

    @Override
    public String groups() {
        return "groups";
    }

    @Override
    public String parameter(String column) {
        return switch (column) {
            case "subscription" -> "CAST(? AS " + PostgresTables.SUBSCRIPTION + ")";
            case "last_login" -> "CAST(? AS timestamp)";
            default -> "?";
        };
    }

    /** As a table, which is joined by hash: a list would be compared one by one with each row while there are no statistics. */
    @Override
    public String userIds(int count) {
        return "(VALUES " + "(CAST(? AS integer)),".repeat(count - 1) + "(CAST(? AS integer)))";
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
}
