package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.secret.KeyRing;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.StorageKey;

/**
 * Changes the form of all stored secrets, in small transactions, while the transport runs or not. First the database says
 * in which form secrets are written from now on, which a running transport obeys at its next registration; then what has
 * another form is rewritten. After an interruption at any moment the database can be used, and the same call again does
 * the rest. Methods block and throw {@link StorageException}; one thread.
 *
 * <p>A running transport must be able to find a new key: it does if keys are in a file. Where they are in the value of
 * the option it has to be started with both keys first.
 */
public final class SecretMigration {

    private static final int BATCH = 200;

    /** Each pass finds less: a next one is only for what was registered during the last. */
    private static final int PASSES = 10;

    private final Database database;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final KeySource source;
    private final SecretKeys table;
    private final SecretForms forms;
    private KeyRing ring;

    /**
     * What came of it.
     *
     * @param changed secrets that have a new form
     * @param unreadable JIDs of users whose secret cannot be decrypted, and so stays as it is
     * @param complete whether nothing is left to do; false after a stop, or if something is unreadable
     */
    public record Outcome(long changed, List<String> unreadable, boolean complete) {

        public Outcome {
            unreadable = List.copyOf(unreadable);
        }
    }

    /**
     * Checks the keys.
     *
     * @param database with its tables made; stays open
     * @param progress told how many users were looked at, of how many there were at the beginning
     * @param stop asked between transactions; once it is true the method that runs returns
     */
    public SecretMigration(Database database, Progress progress, BooleanSupplier stop) {
        this.database = database;
        this.progress = progress;
        this.stop = stop;
        this.source = database.settings().secrets().keys();
        this.table = new SecretKeys(database.tables(), SqlDialect.of(database.settings()));
        this.ring = source.load();
        this.forms = new SecretForms(
                ShiftedPasswords.of(database.settings()),
                (id, jid) -> ring.find(id)
                        .orElseThrow(() -> new StorageException("The password of " + jid + " is encrypted with key "
                                + id + ", which is not in " + source.describe())));
        guarded(connection -> {
            SecretKeys.check(table.read(connection), ring, database.describe(), source.describe());
            return true;
        });
    }

    /** Encrypts all secrets with the key that writes already, or else with the newest there is, or a new one. */
    public Outcome encrypt() {
        return guarded(connection -> {
            Optional<String> id = SecretKeys.writing(table.read(connection));
            if (id.isEmpty()) {
                ring = StoredSecrets.newest(ring, source);
            }
            StorageKey key = (id.isPresent() ? ring.find(id.get()) : ring.newest()).orElseThrow();
            if (id.isEmpty()) {
                table.write(connection, key);
            }
            return rewrite(connection, key);
        });
    }

    /**
     * Encrypts all secrets with the newest key; if that is the one that writes already, with a new one. A rotation that
     * was interrupted goes on with its own key.
     */
    public Outcome rotate() {
        return guarded(connection -> {
            List<SecretKeys.Row> rows = table.read(connection);
            String id = SecretKeys.writing(rows)
                    .orElseThrow(() -> new StorageException("The passwords in " + database.describe()
                            + " are not encrypted: there is no key to rotate"));
            boolean interrupted = rows.size() > 1;
            boolean newest = ring.newest().filter(key -> key.id().equals(id)).isPresent();
            if (newest && !interrupted) {
                ring = source.add()
                        .orElseThrow(() -> new StorageException("The newest key of " + source.describe()
                                + " is in use already. Add a new one at its end, start the transport anew, so that it has"
                                + " both, and repeat this"));
            }
            StorageKey key = (interrupted && newest ? ring.find(id) : ring.newest()).orElseThrow();
            if (!key.id().equals(id)) {
                table.write(connection, key);
            }
            return rewrite(connection, key);
        });
    }

    /** Gives all secrets the form that the predecessor reads, and lets new ones have it. */
    public Outcome decrypt() {
        if (database.settings().secrets().upgrade()) {
            throw new StorageException(
                    "database.upgrade_passwords=1 would encrypt again what is decrypted now: take it out first");
        }
        return guarded(connection -> {
            table.stopWriting(connection);
            return rewrite(connection, null);
        });
    }

    private Outcome rewrite(Connection connection, @Nullable StorageKey key) throws SQLException {
        long total =
                number(connection, "SELECT COUNT(*) FROM " + database.tables().users());
        long changed = 0;
        Pass pass = new Pass(connection, key, total);
        for (int i = 0; i < PASSES; i++) {
            pass = new Pass(connection, key, total);
            boolean ended = pass.run();
            changed += pass.changed;
            if (!ended) {
                return new Outcome(changed, pass.unreadable, false);
            }
            if (pass.changed == 0 && pass.lost == 0) {
                break;
            }
        }
        boolean complete = pass.changed == 0 && pass.lost == 0 && pass.unreadable.isEmpty();
        if (complete) {
            List<String> unused = table.read(connection).stream()
                    .map(SecretKeys.Row::keyId)
                    .filter(id -> key == null || !id.equals(key.id()))
                    .toList();
            table.forget(connection, unused);
        }
        return new Outcome(changed, pass.unreadable, complete);
    }

    /** Once through all users, in the order of their numbers. */
    private final class Pass {

        private final Connection connection;
        private final @Nullable StorageKey key;
        private final long total;
        private final List<String> unreadable = new ArrayList<>();
        private long changed;
        private long lost;
        private long done;
        private long lastId = Long.MIN_VALUE;

        Pass(Connection connection, @Nullable StorageKey key, long total) {
            this.connection = connection;
            this.key = key;
            this.total = total;
        }

        /** Returns false if it was stopped. */
        boolean run() throws SQLException {
            boolean more = true;
            while (more) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                more = batch();
                progress.rows(Math.min(done, total), total);
            }
            return true;
        }

        private boolean batch() throws SQLException {
            String query = "SELECT id, jid, password FROM " + database.tables().users() + " WHERE id > ? ORDER BY id"
                    + " LIMIT " + BATCH;
            int rows = 0;
            List<Change> changes = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setLong(1, lastId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows++;
                        lastId = row.getLong(1);
                        plan(lastId, Rows.text(row, 2), Rows.text(row, 3), changes);
                    }
                }
            }
            done += rows;
            if (!changes.isEmpty()) {
                apply(changes);
            }
            return rows == BATCH;
        }

        private void plan(long id, String jid, String stored, List<Change> changes) {
            String has = SecretForms.keyId(stored);
            boolean right = key == null ? has == null : key.id().equals(has);
            if (stored.isEmpty() || right) {
                return;
            }
            try {
                changes.add(new Change(id, stored, forms.write(jid, forms.read(jid, stored), key)));
            } catch (StorageException e) {
                unreadable.add(jid);
            }
        }

        private void apply(List<Change> changes) throws SQLException {
            connection.setAutoCommit(false);
            try (PreparedStatement update =
                    connection.prepareStatement(Statements.replacePassword(database.tables()))) {
                int applied = 0;
                for (Change change : changes) {
                    update.setString(1, change.next);
                    update.setLong(2, change.id);
                    update.setString(3, change.stored);
                    applied += update.executeUpdate();
                }
                connection.commit();
                changed += applied;
                lost += changes.size() - applied;
            } finally {
                // Nothing after a commit; after a failure, what was begun.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private record Change(long id, String stored, String next) {

        @Override
        public String toString() {
            return "Change[" + id + "]";
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T guarded(Work<T> work) {
        try {
            return work.with(database.connection());
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
