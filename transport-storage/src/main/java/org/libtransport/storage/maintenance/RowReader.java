package org.libtransport.storage.maintenance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.sql.Database;

/** Reads all rows of a database, in a transaction of the caller's and with a few of them in memory. */
final class RowReader {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d)(\\.\\d*)?");
    private static final String NO_TIME = "0000-00-00";

    private final Database database;

    RowReader(Database database) {
        this.database = database;
    }

    void read(Connection connection, StoredRow.Sink sink) throws SQLException {
        for (UserTable table : UserTable.values()) {
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet row = statement.executeQuery(table.select(database))) {
                    while (row.next()) {
                        sink.accept(row(table, row));
                    }
                }
            }
        }
    }

    /** How many there are, for the progress of reading them. */
    long count(Connection connection) throws SQLException {
        long count = 0;
        for (UserTable table : UserTable.values()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table.in(database))) {
                count += row.next() ? row.getLong(1) : 0;
            }
        }
        return count;
    }

    private static StoredRow row(UserTable table, ResultSet row) throws SQLException {
        List<@Nullable String> values = new ArrayList<>(table.columns().size());
        for (int i = 1; i <= table.columns().size(); i++) {
            values.add(
                    switch (table.columns().get(i - 1).kind()) {
                        case NUMBER -> Long.toString(row.getLong(i));
                        case SWITCH -> row.getBoolean(i) ? "1" : "0";
                        case TIME -> time(row.getString(i));
                        case TEXT, SUBSCRIPTION -> text(row.getString(i));
                    });
        }
        return new StoredRow(table, values);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** To the second, which is all that every database has; what is no time is left to the next database to refuse. */
    private static @Nullable String time(@Nullable String text) {
        if (text == null || text.startsWith(NO_TIME)) {
            return null;
        }
        Matcher time = TIME.matcher(text);
        return time.matches() ? time.group(1).replace('T', ' ') : text;
    }
}
