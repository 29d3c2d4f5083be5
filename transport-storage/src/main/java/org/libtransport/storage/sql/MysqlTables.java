package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The predecessor's tables on MySQL and MariaDB. A table that is changed is committed at once there. */
final class MysqlTables implements ServerTables {

    private static final String END = ") ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_bin";

    private final Connection connection;
    private final Tables tables;

    MysqlTables(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    @Override
    public Map<String, List<String>> creation() {
        Map<String, List<String>> creation = new LinkedHashMap<>();
        creation.put(
                tables.buddies(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.buddies()
                        + " (id int(10) unsigned NOT NULL auto_increment, "
                        + "user_id int(10) unsigned NOT NULL, uin varchar(255) NOT NULL, "
                        + "subscription enum('to','from','both','ask','none') NOT NULL, "
                        + "nickname varchar(255) NOT NULL, `groups` varchar(255) NOT NULL, "
                        + "flags smallint(4) NOT NULL DEFAULT '0', PRIMARY KEY (id), "
                        + "UNIQUE KEY user_id (user_id, uin)" + END));
        creation.put(
                tables.buddiesSettings(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.buddiesSettings()
                        + " (user_id int(10) unsigned NOT NULL, "
                        + "buddy_id int(10) unsigned NOT NULL, var varchar(50) NOT NULL, "
                        + "type smallint(4) unsigned NOT NULL, value varchar(255) NOT NULL, "
                        + "PRIMARY KEY (buddy_id, var), KEY user_id (user_id)" + END));
        creation.put(
                tables.users(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.users()
                        + " (id int(10) unsigned NOT NULL auto_increment, "
                        + "jid varchar(255) NOT NULL, uin varchar(4095) NOT NULL, password varchar(255) NOT NULL, "
                        + "language varchar(25) NOT NULL, encoding varchar(50) NOT NULL DEFAULT 'utf8', "
                        + "last_login datetime, vip tinyint(1) NOT NULL DEFAULT '0', "
                        + "online tinyint(1) NOT NULL DEFAULT '0', PRIMARY KEY (id), UNIQUE KEY jid (jid)" + END));
        creation.put(
                tables.usersSettings(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.usersSettings() + " (user_id int(10) unsigned NOT NULL, "
                        + "var varchar(50) NOT NULL, type smallint(4) unsigned NOT NULL, "
                        + "value varchar(255) NOT NULL, PRIMARY KEY (user_id, var), KEY user_id (user_id)" + END));
        creation.put(
                tables.dbVersion(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.dbVersion()
                        + " (ver int(10) unsigned NOT NULL DEFAULT '1', UNIQUE KEY ver (ver)" + END));
        return creation;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<SchemaStep> steps() throws SQLException {
        String collation = collation();
        List<String> characters = new ArrayList<>();
        for (String table : tables.columns().keySet()) {
            characters.add("ALTER TABLE " + table + " CONVERT TO CHARACTER SET utf8mb4 COLLATE " + collation);
        }
        return List.of(
                new SchemaStep(1, "all characters of Unicode, and names that differ by a blank at the end", characters),
                new SchemaStep(
                        2,
                        "long settings, passwords, names and groups",
                        List.of(
                                "ALTER TABLE " + tables.users() + " MODIFY password varchar(4095) NOT NULL",
                                "ALTER TABLE " + tables.usersSettings() + " MODIFY value mediumtext NOT NULL",
                                "ALTER TABLE " + tables.buddies() + " MODIFY nickname text NOT NULL, "
                                        + "MODIFY `groups` text NOT NULL")));
    }

    /** By bytes and with blanks at the end, where the server has it; each of the two families by its own name. */
    private String collation() throws SQLException {
        for (String name : List.of("utf8mb4_nopad_bin", "utf8mb4_0900_bin")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW COLLATION LIKE '" + name + "'")) {
                if (row.next()) {
                    return row.getString(1).toLowerCase(Locale.ROOT);
                }
            }
        }
        return "utf8mb4_bin";
    }

    @Override
    public String inThisSchema() {
        return "table_schema = DATABASE()";
    }

    @Override
    public boolean transactional() {
        return false;
    }
}
