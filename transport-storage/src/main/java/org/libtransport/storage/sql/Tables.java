package org.libtransport.storage.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names of the tables. */
public record Tables(String prefix) {

    public String users() {
        return prefix + "users";
    }

    public String usersSettings() {
        return prefix + "users_settings";
    }

    public String buddies() {
        return prefix + "buddies";
    }

    public String buddiesSettings() {
        return prefix + "buddies_settings";
    }

    public String dbVersion() {
        return prefix + "db_version";
    }

    /** Of our own: the {@link SchemaStep steps} that were done. */
    String schemaSteps() {
        return prefix + "schema_steps";
    }

    /** Of our own, and only where secrets are or were encrypted: the keys that do it. */
    public String secretKeys() {
        return prefix + "secret_keys";
    }

    /** The columns that each table of the predecessor has, but for the version. */
    Map<String, Set<String>> columns() {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        columns.put(
                users(), Set.of("id", "jid", "uin", "password", "language", "encoding", "last_login", "vip", "online"));
        columns.put(usersSettings(), Set.of("user_id", "var", "type", "value"));
        columns.put(buddies(), Set.of("id", "user_id", "uin", "subscription", "nickname", "groups", "flags"));
        columns.put(buddiesSettings(), Set.of("user_id", "buddy_id", "var", "type", "value"));
        return columns;
    }
}
