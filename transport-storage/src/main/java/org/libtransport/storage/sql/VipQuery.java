package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.libtransport.storage.StorageException;

/**
 * The administrator's own query of who is a VIP: a user is one if it has a row. Where it says {@code $barejid}, with quotes around
 * or without, the user's JID is bound; it never becomes part of the statement.
 */
final class VipQuery {

    private static final Pattern JID = Pattern.compile("(['\"]?)\\$barejid\\1");

    /** Of nobody: the query is tried with it. */
    private static final String NOBODY = "nobody@invalid";

    private final String sql;
    private final int parameters;

    /** @param statement the option {@code database.vip_statement} */
    VipQuery(String statement) {
        this.sql = JID.matcher(statement).replaceAll("?");
        this.parameters = (int) JID.matcher(statement).results().count();
    }

    /**
     * Runs it once.
     *
     * @throws StorageException if the database does not understand it
     */
    void tryOut(Connection connection, SqlDialect dialect) {
        try {
            isVip(connection, NOBODY);
        } catch (SQLException e) {
            throw new StorageException("database.vip_statement cannot be used: " + dialect.explain(e), e);
        }
    }

    boolean isVip(Connection connection, String jid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= parameters; i++) {
                statement.setString(i, jid);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
