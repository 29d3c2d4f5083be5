package org.libtransport.storage.maintenance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Consumer;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.SecretColumn;

/** Looks in a database for what should not be there: rows of nobody, names that are there twice, values out of range. */
public final class DatabaseCheck {

    private static final int ROWS_AT_ONCE = 1_000;

    private final Database database;

    public DatabaseCheck(Database database) {
        this.database = database;
    }

    /**
     * Something that was found.
     *
     * @param kind a word for programs
     * @param table where
     * @param text a sentence for people; has names and numbers, never a secret
     * @param remedy what was done about it; empty if nothing
     */
    public record Finding(String kind, String table, String text, String remedy) {}

    /**
     * How much was found.
     *
     * @param left how much of it still is there
     */
    public record Result(long found, long left) {}

    /**
     * Tells everything that is wrong, and changes nothing. A transport may run meanwhile.
     *
     * @param findings told as they are found, in the order of the rules; from the calling thread
     */
    public Result look(Consumer<Finding> findings) {
        database.requireTables();
        return database.reading(connection -> run(connection, findings, false));
    }

    /**
     * The same, and mends what can be mended without loss, in one transaction: no user is ever removed. No transport may
     * run meanwhile.
     *
     * @param findings told before the transaction is done: if this method throws, nothing of what was told was mended
     */
    public Result repair(Consumer<Finding> findings) {
        database.requireTables();
        return database.writing(connection -> run(connection, findings, true));
    }

    private Result run(Connection connection, Consumer<Finding> findings, boolean repair) throws SQLException {
        long found = 0;
        long left = 0;
        for (CheckRule rule : CheckRule.all(database.settings().type(), database.tables())) {
            String statement = repair ? rule.repair() : null;
            long here = tell(connection, rule, statement == null ? "" : rule.remedy(), findings);
            found += here;
            if (statement == null) {
                left += here;
            } else if (here > 0) {
                try (Statement mending = connection.createStatement()) {
                    mending.executeUpdate(statement);
                }
            }
        }
        long unreadable = secrets(connection, findings);
        return new Result(found + unreadable, left + unreadable);
    }

    /** No repair: the right key may come back, and if not the user registers again. */
    private long secrets(Connection connection, Consumer<Finding> findings) throws SQLException {
        SecretColumn column = new SecretColumn(database.settings());
        String users = database.tables().users();
        long count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = statement.executeQuery("SELECT jid, password FROM " + users + " ORDER BY id")) {
                while (row.next()) {
                    Optional<String> problem =
                            column.problem(String.valueOf(row.getString(1)), String.valueOf(row.getString(2)));
                    if (problem.isPresent()) {
                        findings.accept(new Finding("secret", users, Printable.text(problem.get()), ""));
                        count++;
                    }
                }
            }
        }
        return count;
    }

    private static long tell(Connection connection, CheckRule rule, String remedy, Consumer<Finding> findings)
            throws SQLException {
        long count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = statement.executeQuery(rule.query())) {
                Object[] columns = new Object[row.getMetaData().getColumnCount()];
                while (row.next()) {
                    for (int i = 0; i < columns.length; i++) {
                        columns[i] = Printable.text(row.getString(i + 1));
                    }
                    findings.accept(new Finding(
                            rule.kind(), rule.table(), rule.sentence().formatted(columns), remedy));
                    count++;
                }
            }
        }
        return count;
    }
}
