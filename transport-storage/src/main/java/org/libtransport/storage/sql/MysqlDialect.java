package org.libtransport.storage.sql;

import java.sql.Connection;

/** MySQL and MariaDB. */
final class MysqlDialect extends ServerDialect {

    /** @param description the database in words for people */
    MysqlDialect(String description) {
        super(description);
    }

    @Override
    ServerTables tables(Connection connection, Tables tables) {
        return new MysqlTables(connection, tables);
    }

    @Override
    public String tableQuery() {
        return "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?";
    }

    @Override
    public String groups() {
        return "`groups`";
    }

    @Override
    public String putUser(Tables tables) {
        return "INSERT INTO " + tables.users()
                + " (jid, uin, password, language, last_login) VALUES (?, ?, ?, ?, NOW())"
                + " ON DUPLICATE KEY UPDATE uin = VALUES(uin), password = VALUES(password),"
                + " language = VALUES(language), last_login = VALUES(last_login)";
    }

    @Override
    public String putBuddy(Tables tables) {
        return "INSERT INTO " + tables.buddies() + " (user_id, uin, subscription, nickname, `groups`, flags)"
                + " SELECT ?, ?, ?, ?, ?, ? FROM DUAL WHERE EXISTS (SELECT 1 FROM " + tables.users()
                + " WHERE id = ?) ON DUPLICATE KEY UPDATE subscription = VALUES(subscription),"
                + " nickname = VALUES(nickname), `groups` = VALUES(`groups`), flags = VALUES(flags)";
    }

    @Override
    public String putIconHash(Tables tables) {
        return "INSERT INTO " + tables.buddiesSettings() + " (user_id, buddy_id, var, type, value)"
                + " SELECT user_id, id, 'icon_hash', " + Statements.TYPE_STRING + ", ? FROM " + tables.buddies()
                + " WHERE user_id = ? AND uin = ? ON DUPLICATE KEY UPDATE"
                + " user_id = VALUES(user_id), type = VALUES(type), value = VALUES(value)";
    }

    @Override
    public String putSetting(Tables tables) {
        return "INSERT INTO " + tables.usersSettings() + " (user_id, var, type, value)"
                + " SELECT ?, ?, ?, ? FROM DUAL WHERE EXISTS (SELECT 1 FROM " + tables.users() + " WHERE id = ?)"
                + " ON DUPLICATE KEY UPDATE value = VALUES(value)";
    }
}
