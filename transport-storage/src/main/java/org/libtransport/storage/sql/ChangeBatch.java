package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;

/**
 * Changes sorted by statement, each of which is then executed once for all of them. Statements run in the order of
 * their first use. Plain JDBC, because binding the values is what most of the storage's time goes into.
 */
final class ChangeBatch implements AutoCloseable {

    private final Connection connection;
    private final Statements statements;
    private final StoredSecrets secrets;
    private final Map<String, PreparedStatement> batches = new LinkedHashMap<>();

    ChangeBatch(Connection connection, Statements statements, StoredSecrets secrets) {
        this.secrets = secrets;
        this.connection = connection;
        this.statements = statements;
    }

    /** @param idsAbove a new number must be greater; of no use where the database numbers users by itself */
    void putUser(Registration user, long idsAbove) throws SQLException {
        PreparedStatement put = batch(statements.putUser);
        put.setString(1, WholeText.of(user.jid()));
        put.setString(2, WholeText.of(user.uin()));
        put.setString(3, secrets.stored(user));
        put.setString(4, WholeText.of(user.language()));
        if (!statements.numbersUsers) {
            put.setLong(5, idsAbove);
        }
        put.addBatch();
    }

    void removeUser(long id) throws SQLException {
        bindUser(statements.removeUser, id);
        bindUser(statements.removeUserSettings, id);
        bindUser(statements.removeAllBuddies, id);
        bindUser(statements.removeAllBuddiesSettings, id);
    }

    void add(Change change) throws SQLException {
        if (change instanceof Change.PutBuddy put) {
            putBuddy(put.userId(), put.buddy());
        } else if (change instanceof Change.RemoveBuddy remove) {
            bindBuddy(statements.removeBuddySettings, remove.userId(), remove.name());
            bindBuddy(statements.removeBuddy, remove.userId(), remove.name());
        } else if (change instanceof Change.PutSetting put) {
            PreparedStatement setting = batch(statements.putSetting);
            setting.setLong(1, put.userId());
            setting.setString(2, put.setting().key());
            setting.setInt(3, put.setting().type());
            setting.setString(4, WholeText.of(put.value()));
            setting.setLong(5, put.userId());
            setting.addBatch();
        } else if (change instanceof Change.SetOnline set) {
            PreparedStatement online = batch(statements.setOnline);
            online.setBoolean(1, set.online());
            online.setLong(2, set.userId());
            online.addBatch();
        }
    }

    void execute() throws SQLException {
        for (PreparedStatement statement : batches.values()) {
            statement.executeBatch();
        }
    }

    private void putBuddy(long userId, BuddyRecord buddy) throws SQLException {
        PreparedStatement put = batch(statements.putBuddy);
        put.setLong(1, userId);
        put.setString(2, WholeText.of(buddy.name()));
        put.setString(3, Rows.subscription(buddy));
        put.setString(4, WholeText.of(buddy.alias()));
        put.setString(5, WholeText.of(Rows.groups(buddy)));
        put.setInt(6, buddy.flags());
        put.setLong(7, userId);
        put.addBatch();
        if (buddy.iconHash().isEmpty()) {
            bindBuddy(statements.removeIconHash, userId, buddy.name());
        } else {
            PreparedStatement icon = batch(statements.putIconHash);
            icon.setString(1, WholeText.of(buddy.iconHash()));
            icon.setLong(2, userId);
            icon.setString(3, WholeText.of(buddy.name()));
            icon.addBatch();
        }
    }

    private void bindUser(String statement, long id) throws SQLException {
        PreparedStatement prepared = batch(statement);
        prepared.setLong(1, id);
        prepared.addBatch();
    }

    private void bindBuddy(String statement, long userId, String name) throws SQLException {
        PreparedStatement prepared = batch(statement);
        prepared.setLong(1, userId);
        prepared.setString(2, name);
        prepared.addBatch();
    }

    private PreparedStatement batch(String statement) throws SQLException {
        PreparedStatement known = batches.get(statement);
        if (known == null) {
            known = connection.prepareStatement(statement);
            batches.put(statement, known);
        }
        return known;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : batches.values()) {
            statement.close();
        }
    }
}
