package org.libtransport.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.UserRecord;

/** What the rows of the queries in {@link Statements} mean. Columns are read by number, which is quicker than by name. */
final class Rows {

    private static final String BOTH = "both";
    private static final String ASK = "ask";

    private Rows() {}

    static UserRecord user(ResultSet row, StoredSecrets secrets) throws SQLException {
        String jid = text(row, 2);
        Secret secret = secrets.read(row.getLong(1), jid, text(row, 4));
        return new UserRecord(
                row.getLong(1),
                jid,
                text(row, 3),
                secret.password(),
                text(row, 5),
                text(row, 6),
                row.getBoolean(7),
                row.getBoolean(8),
                secret.token());
    }

    static BuddyRecord buddy(ResultSet row) throws SQLException {
        return new BuddyRecord(
                text(row, 2),
                BOTH.equals(row.getString(3)),
                text(row, 4),
                groups(text(row, 5)),
                row.getInt(6),
                text(row, 7));
    }

    static String subscription(BuddyRecord buddy) {
        return buddy.mutual() ? BOTH : ASK;
    }

    static String groups(BuddyRecord buddy) {
        return buddy.groups().size() == 1 ? buddy.groups().get(0) : String.join("\n", buddy.groups());
    }

    /** The text of a column; empty where an old database has nothing. */
    static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static List<String> groups(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return text.indexOf('\n') < 0 ? List.of(text) : List.of(text.split("\n"));
    }
}
