package org.libtransport.storage.maintenance;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.Tables;

/** The tables that hold what a transport knows of its users, in the order in which they are written. */
enum UserTable {
    USERS(
            "users",
            Tables::users,
            "id",
            new Column("id", Kind.NUMBER),
            new Column("jid", Kind.TEXT),
            new Column("uin", Kind.TEXT),
            new Column("password", Kind.TEXT),
            new Column("language", Kind.TEXT),
            new Column("encoding", Kind.TEXT),
            new Column("last_login", Kind.TIME),
            new Column("vip", Kind.SWITCH),
            new Column("online", Kind.SWITCH)),
    USERS_SETTINGS(
            "users_settings",
            Tables::usersSettings,
            "user_id, var",
            new Column("user_id", Kind.NUMBER),
            new Column("var", Kind.TEXT),
            new Column("type", Kind.NUMBER),
            new Column("value", Kind.TEXT)),
    BUDDIES(
            "buddies",
            Tables::buddies,
            "id",
            new Column("id", Kind.NUMBER),
            new Column("user_id", Kind.NUMBER),
            new Column("uin", Kind.TEXT),
            new Column("subscription", Kind.SUBSCRIPTION),
            new Column("nickname", Kind.TEXT),
            new Column("groups", Kind.TEXT),
            new Column("flags", Kind.NUMBER)),
    BUDDIES_SETTINGS(
            "buddies_settings",
            Tables::buddiesSettings,
            "buddy_id, var",
            new Column("user_id", Kind.NUMBER),
            new Column("buddy_id", Kind.NUMBER),
            new Column("var", Kind.TEXT),
            new Column("type", Kind.NUMBER),
            new Column("value", Kind.TEXT));

    static final int PASSWORD = 3;

    private final String word;
    private final Function<Tables, String> name;
    private final String order;
    private final List<Column> columns;

    UserTable(String word, Function<Tables, String> name, String order, Column... columns) {
        this.word = word;
        this.name = name;
        this.order = order;
        this.columns = List.of(columns);
    }

    /** What a column has; all databases have each kind in a type of their own. */
    enum Kind {
        NUMBER,
        TEXT,
        SWITCH,
        TIME,
        SUBSCRIPTION
    }

    record Column(String name, Kind kind) {

        private String in(Database database) {
            return name.equals("groups") ? database.groups() : name;
        }
    }

    /** The name without prefix, as it stands in backups. */
    String word() {
        return word;
    }

    List<Column> columns() {
        return columns;
    }

    /** The name in a database. */
    String in(Database database) {
        return name.apply(database.tables());
    }

    /** Whether rows are numbered by the database. */
    boolean isNumbered() {
        return columns.get(0).name().equals("id");
    }

    /** All columns of all rows. */
    String select(Database database) {
        return "SELECT " + names(database) + " FROM " + in(database) + " ORDER BY " + order;
    }

    /** One row, with a parameter for each column. */
    String insert(Database database) {
        return "INSERT INTO " + in(database) + " (" + names(database) + ") VALUES ("
                + columns.stream()
                        .map(column -> database.parameter(column.name()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private String names(Database database) {
        return columns.stream().map(column -> column.in(database)).collect(Collectors.joining(", "));
    }
}
