package org.libtransport.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.secret.KeyRing;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.SecretSettings;
import org.libtransport.storage.secret.StorageKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes the secrets of a running store. Whether and with which key to encrypt it learns from the database,
 * again at each registration, because a command of the administrator may have changed it meanwhile.
 */
final class StoredSecrets {

    private static final Logger log = LoggerFactory.getLogger(StoredSecrets.class);

    private final SecretKeys table;
    private final KeySource source;
    private final SecretForms forms;
    private final boolean upgrade;
    private final List<Outdated> outdated = new ArrayList<>();
    private KeyRing ring;
    private @Nullable StorageKey writing;

    /** A secret that was read in another form than it would be written in. */
    record Outdated(long userId, String jid, String stored) {

        @Override
        public String toString() {
            return "Outdated[" + userId + "]";
        }
    }

    private StoredSecrets(SecretKeys table, SecretSettings settings, ShiftedPasswords old) {
        this.table = table;
        this.source = settings.keys();
        this.upgrade = settings.upgrade();
        this.forms = new SecretForms(old, this::key);
        this.ring = source.load();
    }

    /** Looks which keys the database needs; lets a database without users, or one that is to be upgraded, have one. */
    static StoredSecrets open(Connection connection, SecretKeys table, DatabaseSettings settings, String database)
            throws SQLException {
        SecretSettings wanted = settings.secrets();
        StoredSecrets secrets = new StoredSecrets(table, wanted, ShiftedPasswords.of(settings));
        Tables tables = new Tables(settings.prefix());
        if (!table.exist(connection)) {
            secrets.adopt(connection, tables, database);
        }
        List<SecretKeys.Row> rows = table.read(connection);
        SecretKeys.check(rows, secrets.ring, database, secrets.source.describe());
        Optional<String> id = SecretKeys.writing(rows);
        boolean possible = wanted.keys() != KeySource.NONE;
        boolean fresh = possible && !table.exist(connection) && isEmpty(connection, tables);
        if (id.isEmpty() && (fresh || possible && wanted.upgrade())) {
            log.info("Passwords in {} are encrypted from now on", database);
            secrets.ring = newest(secrets.ring, secrets.source);
            secrets.writing = secrets.ring.newest().orElseThrow();
            table.write(connection, secrets.writing);
        } else if (id.isPresent()) {
            secrets.writing = secrets.ring.find(id.get()).orElseThrow();
        } else if (possible) {
            log.info(
                    "Passwords in {} are stored as Spectrum 2 reads them; \"transport db encrypt\" changes that",
                    database);
        }
        return secrets;
    }

    /** Encrypted secrets of which no key is noted were copied here from elsewhere; they go on being encrypted. */
    private void adopt(Connection connection, Tables tables, String database) throws SQLException {
        String query = "SELECT jid, password FROM " + tables.users() + " WHERE password LIKE '{aes-gcm:%'"
                + " OR password LIKE '{token}{aes-gcm:%'";
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet row = statement.executeQuery(query)) {
                String stored = row.next() ? Rows.text(row, 2) : "";
                String id = SecretForms.keyId(stored);
                if (id == null) {
                    return;
                }
                StorageKey known = find(id).orElseThrow(() -> new StorageException("The passwords in " + database
                        + " are encrypted with key " + id + ", which is not in " + source.describe()
                        + ". Put the right key back (database.encryption_key_file); nothing was changed"));
                forms.read(Rows.text(row, 1), stored);
                writing = known;
            }
        }
        table.write(connection, writing);
    }

    /** The keys, with one among them at least. */
    static KeyRing newest(KeyRing ring, KeySource source) {
        return ring.newest().isPresent()
                ? ring
                : source.add().orElseThrow(() -> new StorageException("There is no key in " + source.describe()));
    }

    private static boolean isEmpty(Connection connection, Tables tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM " + tables.users() + " LIMIT 1")) {
            return !row.next();
        }
    }

    String stored(Registration user) {
        return forms.write(user.jid(), new Secret(WholeText.of(user.password()), WholeText.of(user.token())), writing);
    }

    Secret read(long userId, String jid, String stored) {
        Secret secret = forms.read(jid, stored);
        if (upgrade && writing != null && !stored.isEmpty() && !writing.id().equals(SecretForms.keyId(stored))) {
            outdated.add(new Outdated(userId, jid, stored));
        }
        return secret;
    }

    /** Learns anew which key writes; returns whether it is another one than before. */
    boolean refresh(Connection connection) throws SQLException {
        Optional<String> id = SecretKeys.writing(table.read(connection));
        String before = writing == null ? null : writing.id();
        if (id.isEmpty()) {
            writing = null;
        } else if (!id.get().equals(before)) {
            writing = find(id.get())
                    .orElseThrow(() -> new StorageException("New passwords are to be encrypted with key " + id.get()
                            + ", which is not in " + source.describe()));
        }
        return !id.equals(Optional.ofNullable(before));
    }

    /** Whether something was read that ought to be rewritten. */
    boolean hasOutdated() {
        return !outdated.isEmpty();
    }

    /** Writes in the present form what was read in another, unless it has changed since. */
    void rewriteOutdated(Connection connection, String replacePassword) throws SQLException {
        List<Outdated> all = List.copyOf(outdated);
        outdated.clear();
        try (PreparedStatement update = connection.prepareStatement(replacePassword)) {
            for (Outdated one : all) {
                update.setString(1, forms.write(one.jid(), forms.read(one.jid(), one.stored()), writing));
                update.setLong(2, one.userId());
                update.setString(3, one.stored());
                update.addBatch();
            }
            update.executeBatch();
        }
        log.debug("{} stored secrets were rewritten", all.size());
    }

    void forgetOutdated() {
        outdated.clear();
    }

    private StorageKey key(String id, String jid) {
        return find(id).orElseThrow(() -> new StorageException(
                "The password of " + jid + " is encrypted with key " + id + ", which is not in " + source.describe()));
    }

    /** Looks again where keys come from if it is none of those known: it may be a new one. */
    private Optional<StorageKey> find(String id) {
        if (ring.find(id).isEmpty()) {
            ring = source.load();
        }
        return ring.find(id);
    }
}
