package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The predecessor's tables on PostgreSQL. */
final class PostgresTables implements ServerTables {

    /** Its type for the words of a subscription, which has no prefix. */
    static final String SUBSCRIPTION = "Subscription";

    private final Connection connection;
    private final Tables tables;

    PostgresTables(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    @Override
    public Map<String, List<String>> creation() throws SQLException {
        Map<String, List<String>> creation = new LinkedHashMap<>();
        creation.put(
                tables.buddiesSettings(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.buddiesSettings() + " (user_id integer NOT NULL, "
                        + "buddy_id integer NOT NULL, var varchar(50) NOT NULL, type smallint NOT NULL, "
                        + "value varchar(255) NOT NULL, PRIMARY KEY (buddy_id, var))"));
        List<String> buddies = new ArrayList<>();
        if (!hasType()) {
            buddies.add("CREATE TYPE " + SUBSCRIPTION + " AS ENUM ('to', 'from', 'both', 'ask', 'none')");
        }
        buddies.add("CREATE TABLE IF NOT EXISTS " + tables.buddies() + " (id SERIAL, user_id integer NOT NULL, "
                + "uin varchar(255) NOT NULL, subscription " + SUBSCRIPTION + " NOT NULL, "
                + "nickname varchar(255) NOT NULL, groups varchar(255) NOT NULL, "
                + "flags smallint NOT NULL DEFAULT '0', PRIMARY KEY (id), UNIQUE (user_id, uin))");
        creation.put(tables.buddies(), buddies);
        creation.put(
                tables.users(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.users() + " (id SERIAL, jid varchar(255) NOT NULL, "
                        + "uin varchar(4095) NOT NULL, password varchar(255) NOT NULL, language varchar(25) NOT NULL, "
                        + "encoding varchar(50) NOT NULL DEFAULT 'utf8', last_login timestamp, "
                        + "vip boolean NOT NULL DEFAULT 'false', online boolean NOT NULL DEFAULT 'false', "
                        + "PRIMARY KEY (id), UNIQUE (jid))"));
        creation.put(
                tables.usersSettings(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.usersSettings() + " (user_id integer NOT NULL, "
                        + "var varchar(50) NOT NULL, type smallint NOT NULL, value varchar(255) NOT NULL, "
                        + "PRIMARY KEY (user_id, var))"));
        creation.put(
                tables.dbVersion(),
                List.of("CREATE TABLE IF NOT EXISTS " + tables.dbVersion()
                        + " (ver integer NOT NULL DEFAULT '1', UNIQUE (ver))"));
        return creation;
    }

    private boolean hasType() throws SQLException {
        String query = "SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                + " WHERE t.typname = LOWER('" + SUBSCRIPTION + "') AND n.nspname = ANY (current_schemas(false))";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<SchemaStep> steps() {
        return List.of(new SchemaStep(
                1,
                "long settings, passwords, names and groups",
                List.of(
                        "ALTER TABLE " + tables.users() + " ALTER COLUMN password TYPE text",
                        "ALTER TABLE " + tables.usersSettings() + " ALTER COLUMN value TYPE text",
                        "ALTER TABLE " + tables.buddies()
                                + " ALTER COLUMN nickname TYPE text, ALTER COLUMN groups TYPE text")));
    }

    @Override
    public String inThisSchema() {
        return "table_schema = ANY (current_schemas(false))";
    }

    @Override
    public boolean transactional() {
        return true;
    }
}
