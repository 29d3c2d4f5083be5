package org.libtransport.storage.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;

/**
 * Changes sorted by statement, each of which is then executed once for all of them. Statements run in the order of
 * their first use.
 */
final class ChangeBatch {

    private final Handle handle;
    private final Statements statements;
    private final Map<String, PreparedBatch> batches = new LinkedHashMap<>();

    ChangeBatch(Handle handle, Statements statements) {
        this.handle = handle;
        this.statements = statements;
    }

    void putUser(Registration user, long idsAbove) {
        batch(statements.putUser)
                .bind(0, idsAbove)
                .bind(1, user.jid())
                .bind(2, user.uin())
                .bind(3, user.password())
                .bind(4, user.language())
                .add();
    }

    void removeUser(long id) {
        batch(statements.removeUser).bind(0, id).add();
        batch(statements.removeUserSettings).bind(0, id).add();
        batch(statements.removeAllBuddies).bind(0, id).add();
        batch(statements.removeAllBuddiesSettings).bind(0, id).add();
    }

    void add(Change change) {
        if (change instanceof Change.PutBuddy put) {
            putBuddy(put.userId(), put.buddy());
        } else if (change instanceof Change.RemoveBuddy remove) {
            bindBuddy(statements.removeBuddySettings, remove.userId(), remove.name());
            bindBuddy(statements.removeBuddy, remove.userId(), remove.name());
        } else if (change instanceof Change.PutSetting put) {
            batch(statements.putSetting)
                    .bind(0, put.userId())
                    .bind(1, put.setting().key())
                    .bind(2, put.setting().type())
                    .bind(3, put.value())
                    .bind(4, put.userId())
                    .add();
        } else if (change instanceof Change.SetOnline set) {
            batch(statements.setOnline)
                    .bind(0, set.online())
                    .bind(1, set.userId())
                    .add();
        }
    }

    void execute() {
        batches.values().forEach(PreparedBatch::execute);
    }

    private void putBuddy(long userId, BuddyRecord buddy) {
        batch(statements.putBuddy)
                .bind(0, userId)
                .bind(1, buddy.name())
                .bind(2, Rows.subscription(buddy))
                .bind(3, buddy.alias())
                .bind(4, Rows.groups(buddy))
                .bind(5, buddy.flags())
                .bind(6, userId)
                .add();
        if (buddy.iconHash().isEmpty()) {
            bindBuddy(statements.removeIconHash, userId, buddy.name());
        } else {
            batch(statements.putIconHash)
                    .bind(0, buddy.iconHash())
                    .bind(1, userId)
                    .bind(2, buddy.name())
                    .add();
        }
    }

    private void bindBuddy(String statement, long userId, String name) {
        batch(statement).bind(0, userId).bind(1, name).add();
    }

    private PreparedBatch batch(String statement) {
        return batches.computeIfAbsent(statement, handle::prepareBatch);
    }
}
