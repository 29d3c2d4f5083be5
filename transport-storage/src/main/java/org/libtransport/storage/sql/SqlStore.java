package org.libtransport.storage.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Store} on a database that a {@link SqlDialect} describes. */
final class SqlStore implements Store {

    private static final Logger log = LoggerFactory.getLogger(SqlStore.class);

    /** Questions are asked in these sizes, so that a database meets few different statements. */
    private static final int[] CHUNKS = {1, 8, 64, 512};

    private final HikariDataSource pool;
    private final SqlDialect dialect;
    private final Statements statements;
    private final StoredSecrets secrets;
    private final DatabaseLock lock;
    private final @Nullable VipQuery vips;
    private @Nullable Jdbi jdbi;
    private long highestRemoved;

    /** Takes over the pool and the lock. The pool is closed with the store, or now if the tables cannot be used. */
    SqlStore(HikariDataSource pool, SqlDialect dialect, DatabaseSettings settings, DatabaseLock lock) {
        this.lock = lock;
        this.vips = settings.vipStatement().isEmpty() ? null : new VipQuery(settings.vipStatement());
        this.pool = pool;
        this.dialect = dialect;
        Tables tables = new Tables(settings.prefix());
        this.statements = new Statements(tables, dialect);
        try (Connection connection = pool.getConnection()) {
            dialect.prepare(connection, tables);
            if (vips != null) {
                vips.tryOut(connection, dialect);
            }
            secrets = StoredSecrets.open(connection, new SecretKeys(tables, dialect), settings, dialect.describe());
        } catch (StorageException e) {
            pool.close();
            throw e;
        } catch (SQLException e) {
            pool.close();
            throw failure(dialect, e);
        }
    }

    @Override
    public Map<String, UserRecord> find(Collection<String> jids) {
        return jids.isEmpty() ? Map.of() : reading(handle -> users(handle, jids));
    }

    @Override
    public Map<String, StoredUser> load(Collection<String> jids) {
        Map<String, StoredUser> loaded = jids.isEmpty()
                ? Map.of()
                : reading(handle -> {
                    Map<String, UserRecord> users = users(handle, jids);
                    Map<Long, List<BuddyRecord>> buddies = new LinkedHashMap<>();
                    Map<Long, Map<String, String>> settings = new LinkedHashMap<>();
                    users.values().forEach(user -> {
                        buddies.put(user.id(), new ArrayList<>());
                        settings.put(user.id(), new LinkedHashMap<>());
                    });
                    inChunks(
                            buddies.keySet(),
                            ids -> scan(handle.createQuery(statements.buddies(ids.size())), ids, row -> {
                                List<BuddyRecord> ofUser = buddies.get(row.getLong(1));
                                if (ofUser != null) {
                                    ofUser.add(Rows.buddy(row));
                                }
                            }));
                    inChunks(
                            buddies.keySet(),
                            ids -> scan(handle.createQuery(statements.settings(ids.size())), ids, row -> {
                                Map<String, String> ofUser = settings.get(row.getLong(1));
                                if (ofUser != null) {
                                    ofUser.put(Rows.text(row, 2), Rows.text(row, 3));
                                }
                            }));
                    Map<String, StoredUser> stored = new LinkedHashMap<>();
                    users.forEach((jid, user) -> stored.put(
                            jid,
                            new StoredUser(
                                    user,
                                    buddies.getOrDefault(user.id(), List.of()),
                                    settings.getOrDefault(user.id(), Map.of()))));
                    return stored;
                });
        if (secrets.hasOutdated()) {
            rewriteSecrets();
        }
        return loaded;
    }

    /** Not being able to is no reason to keep somebody from logging in: the old form goes on being read. */
    private void rewriteSecrets() {
        try {
            writing(handle -> {
                secrets.rewriteOutdated(handle.getConnection(), statements.replacePassword);
                return true;
            });
        } catch (StorageException e) {
            log.warn("Stored passwords keep their old form for now: {}", e.getMessage());
        }
    }

    @Override
    public List<UserRecord> register(List<Registration> registrations) {
        List<String> jids = registrations.stream().map(Registration::jid).toList();
        return writing(handle -> {
            putUsers(handle, registrations);
            // Only now that something was written does this see what a command changed meanwhile.
            if (secrets.refresh(handle.getConnection())) {
                putUsers(handle, registrations);
            }
            Map<String, UserRecord> users = users(handle, jids);
            List<UserRecord> records = new ArrayList<>(jids.size());
            for (String jid : jids) {
                UserRecord user = users.get(jid);
                if (user == null) {
                    throw new StorageException("A registered user is not in " + dialect.describe());
                }
                records.add(user);
            }
            return records;
        });
    }

    private void putUsers(Handle handle, List<Registration> registrations) throws SQLException {
        changing(handle, batch -> {
            for (Registration registration : registrations) {
                batch.putUser(registration, highestRemoved);
            }
        });
    }

    @Override
    public void remove(Collection<Long> userIds) {
        writing(handle -> changing(handle, batch -> {
            for (long id : userIds) {
                batch.removeUser(id);
            }
        }));
        userIds.forEach(id -> highestRemoved = Math.max(highestRemoved, id));
    }

    @Override
    public boolean isUinTaken(String uin) {
        return reading(handle -> handle.createQuery(statements.uinTaken)
                        .bind(0, uin)
                        .mapTo(Long.class)
                        .one()
                > 0);
    }

    @Override
    public List<String> onlineUsers() {
        return reading(handle -> handle.createQuery(statements.onlineUsers)
                .bind(0, true)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<String> allUsers() {
        return reading(handle ->
                handle.createQuery(statements.allUsers).mapTo(String.class).list());
    }

    @Override
    public void apply(List<Change> changes) {
        writing(handle -> changing(handle, batch -> {
            for (Change change : changes) {
                batch.add(change);
            }
        }));
    }

    @Override
    public void close() {
        pool.close();
        lock.close();
    }

    private Map<String, UserRecord> users(Handle handle, Collection<String> jids) throws SQLException {
        Map<String, UserRecord> users = new LinkedHashMap<>();
        secrets.forgetOutdated();
        inChunks(
                jids,
                chunk -> scan(handle.createQuery(statements.users(chunk.size())), chunk, row -> {
                    UserRecord user = Rows.user(row, secrets);
                    users.put(user.jid(), user);
                }));
        askWhoIsVip(handle, users);
        return users;
    }

    private void askWhoIsVip(Handle handle, Map<String, UserRecord> users) throws SQLException {
        VipQuery query = vips;
        if (query != null) {
            for (Map.Entry<String, UserRecord> entry : users.entrySet()) {
                entry.setValue(entry.getValue().withVip(query.isVip(handle.getConnection(), entry.getKey())));
            }
        }
    }

    /** Made by the thread that works with it, because loading it takes longer than opening the database. */
    private Jdbi jdbi() {
        Jdbi made = jdbi;
        if (made == null) {
            made = Jdbi.create(pool);
            jdbi = made;
        }
        return made;
    }

    private <T> T reading(HandleCallback<T, SQLException> work) {
        return guarded(() -> jdbi().withHandle(work));
    }

    private <T> T writing(HandleCallback<T, SQLException> work) {
        return guarded(() -> jdbi().inTransaction(work));
    }

    private interface Changes {
        void addTo(ChangeBatch batch) throws SQLException;
    }

    private boolean changing(Handle handle, Changes changes) throws SQLException {
        try (ChangeBatch batch = new ChangeBatch(handle.getConnection(), statements, secrets)) {
            changes.addTo(batch);
            batch.execute();
        }
        return true;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** JDBI's own exceptions stay in here: their messages show the statement with all values, passwords included. */
    private <T> T guarded(Work<T> work) {
        try {
            return work.run();
        } catch (StorageException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            throw failure(dialect, e);
        }
    }

    static StorageException failure(SqlDialect dialect, Exception e) {
        SQLException cause = null;
        for (Throwable t = e; t != null && cause == null; t = t.getCause()) {
            cause = t instanceof SQLException sql ? sql : null;
        }
        String what = sentence(dialect.describe()) + " cannot be used: ";
        return cause == null
                ? new StorageException(what + e.getClass().getSimpleName())
                : new StorageException(what + dialect.explain(cause), cause, dialect.isTemporary(cause));
    }

    static String sentence(String description) {
        return Character.toUpperCase(description.charAt(0)) + description.substring(1);
    }

    private static <K> void inChunks(Collection<K> keys, Consumer<List<K>> work) {
        List<K> all = new ArrayList<>(keys);
        for (int from = 0; from < all.size(); ) {
            int left = all.size() - from;
            int size = Arrays.stream(CHUNKS)
                    .filter(chunk -> chunk >= left)
                    .findFirst()
                    .orElse(CHUNKS[CHUNKS.length - 1]);
            List<K> chunk = new ArrayList<>(all.subList(from, from + Math.min(size, left)));
            from += chunk.size();
            // The last one repeated changes nothing in a list of what to look for.
            while (chunk.size() < size) {
                chunk.add(chunk.get(chunk.size() - 1));
            }
            work.accept(chunk);
        }
    }

    private static void scan(Query query, List<?> keys, RowConsumer rows) {
        for (int i = 0; i < keys.size(); i++) {
            query.bind(i, (Object) keys.get(i));
        }
        query.scanResultSet((supplier, context) -> {
            try (context;
                    ResultSet row = supplier.get()) {
                while (row.next()) {
                    rows.accept(row);
                }
                return true;
            }
        });
    }

    private interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }
}
