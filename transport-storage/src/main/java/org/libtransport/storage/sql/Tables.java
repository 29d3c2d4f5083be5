package org.libtransport.storage.sql;

/** The names of the tables. */
record Tables(String prefix) {

    String users() {
        return prefix + "users";
    }

    String usersSettings() {
        return prefix + "users_settings";
    }

    String buddies() {
        return prefix + "buddies";
    }

    String buddiesSettings() {
        return prefix + "buddies_settings";
    }

    String dbVersion() {
        return prefix + "db_version";
    }
}
