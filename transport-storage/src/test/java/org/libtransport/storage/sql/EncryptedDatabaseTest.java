package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.SecretSettings;

/** When secrets are encrypted, and what happens with a wrong key. */
final class EncryptedDatabaseTest {

    private static final String ROMEO = "romeo@montague.example";
    private static final String JULIET = "juliet@capulet.example";
    private static final String PASSWORDS = "SELECT password FROM users ORDER BY id";

    @TempDir
    private Path directory;

    private SqliteFile file = new SqliteFile(Path.of("unset"));

    @BeforeEach
    void name() {
        file = new SqliteFile(directory.resolve("t.db"));
    }

    @Test
    void a_new_database_is_encrypted_from_the_start() {
        try (Store store = open(false)) {
            assertThat(register(store, ROMEO, "s3cret").password()).isEqualTo("s3cret");
        }
        assertThat(file.rows(PASSWORDS)).singleElement().asString().startsWith("{aes-gcm:");
        try (Store store = open(false)) {
            assertThat(password(store, ROMEO)).isEqualTo("s3cret");
        }
    }

    @Test
    void a_token_takes_the_place_of_the_password() {
        try (Store store = open(false)) {
            register(store, ROMEO, "s3cret");
            store.register(List.of(new Registration(ROMEO, "romeo", "", "en", "the-token")));
        }
        assertThat(file.rows(PASSWORDS)).singleElement().asString().startsWith("{token}{aes-gcm:");
        try (Store store = open(false)) {
            UserRecord user = Objects.requireNonNull(store.find(List.of(ROMEO)).get(ROMEO));
            assertThat(user.password()).isEmpty();
            assertThat(user.token()).isEqualTo("the-token");
            assertThat(user.toString()).doesNotContain("the-token");
        }
        assertThat(migration().decrypt().complete()).isTrue();
        assertThat(file.rows(PASSWORDS)).containsExactly("{token}the-token");
    }

    @Test
    void a_found_database_stays_readable_for_the_predecessor() {
        file.script("old.sql");
        List<String> before = file.rows("SELECT * FROM users ORDER BY id");
        try (Store store = open(false)) {
            assertThat(password(store, ROMEO)).isEqualTo("old password");
            store.load(List.of(ROMEO));
            assertThat(file.rows("SELECT * FROM users ORDER BY id")).isEqualTo(before);
            register(store, ROMEO, "new");
        }
        assertThat(file.rows(PASSWORDS)).contains("new");
        assertThat(directory.resolve("storage.key")).doesNotExist();
        assertThat(file.rows("SELECT name FROM sqlite_master WHERE name = 'secret_keys'"))
                .isEmpty();
    }

    @Test
    void with_upgrade_passwords_a_found_secret_is_rewritten_at_the_next_log_in_and_no_other() {
        file.script("old.sql");
        file.run("UPDATE users SET password = 'hers' WHERE id = 7");
        try (Store store = open(true)) {
            assertThat(store.find(List.of(ROMEO))).hasSize(1);
            assertThat(file.rows(PASSWORDS)).containsExactly("old password", "hers");
            assertThat(store.load(List.of(ROMEO)).get(ROMEO).user().password()).isEqualTo("old password");
            assertThat(password(store, ROMEO)).isEqualTo("old password");
        }
        assertThat(file.rows("SELECT password FROM users WHERE id = 1"))
                .singleElement()
                .asString()
                .startsWith("{aes-gcm:");
        assertThat(file.rows("SELECT password FROM users WHERE id = 7")).containsExactly("hers");
    }

    @Test
    void encrypting_and_decrypting_leads_back_to_what_was_there() {
        file.script("old.sql");
        List<String> before = file.rows(PASSWORDS);
        SecretMigration.Outcome encrypted = migration().encrypt();
        assertThat(encrypted.complete()).isTrue();
        assertThat(encrypted.changed()).isEqualTo(1);
        assertThat(file.rows("SELECT password FROM users WHERE id = 1"))
                .singleElement()
                .asString()
                .startsWith("{aes-gcm:");
        assertThat(migration().encrypt().changed()).isZero();
        try (Store store = open(false)) {
            assertThat(password(store, ROMEO)).isEqualTo("old password");
        }
        assertThat(migration().decrypt().complete()).isTrue();
        assertThat(file.rows(PASSWORDS)).isEqualTo(before);
        try (Store store = open(false)) {
            register(store, JULIET, "plain");
        }
        assertThat(file.rows(PASSWORDS)).contains("plain");
    }

    @Test
    void a_running_transport_follows_each_command_at_the_next_registration() {
        try (Store store = open(false)) {
            register(store, ROMEO, "one");
            String first = key(ROMEO);
            assertThat(migration().rotate().complete()).isTrue();
            assertThat(key(ROMEO)).isNotEqualTo(first);
            assertThat(password(store, ROMEO)).isEqualTo("one");
            register(store, JULIET, "two");
            assertThat(key(JULIET)).isEqualTo(key(ROMEO));

            assertThat(migration().decrypt().complete()).isTrue();
            register(store, ROMEO, "three");
            assertThat(file.rows(PASSWORDS)).containsExactly("three", "two");

            assertThat(migration().encrypt().complete()).isTrue();
            register(store, ROMEO, "four");
            assertThat(file.rows(PASSWORDS)).allMatch(stored -> stored.startsWith("{aes-gcm:"));
            assertThat(password(store, ROMEO)).isEqualTo("four");
        }
    }

    @Test
    void a_stopped_rotation_leaves_all_readable_and_goes_on_with_its_own_key() {
        try (Store store = open(false)) {
            for (int i = 0; i < 450; i++) {
                register(store, "user" + i + "@example.org", "password" + i);
            }
        }
        int[] asked = {0};
        SecretMigration.Outcome stopped = new SecretMigration(
                        Database.connect(settings(false)), (done, total) -> {}, () -> ++asked[0] > 1)
                .rotate();
        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.changed()).isEqualTo(200);
        try (Store store = open(false)) {
            for (int i = 0; i < 450; i++) {
                assertThat(password(store, "user" + i + "@example.org")).isEqualTo("password" + i);
            }
        }
        SecretMigration.Outcome rest = migration().rotate();
        assertThat(rest.complete()).isTrue();
        assertThat(rest.changed()).isEqualTo(250);
        assertThat(file.rows("SELECT DISTINCT substr(password, 1, 26) FROM users"))
                .hasSize(1);
        assertThat(file.rows("SELECT key_id FROM secret_keys")).hasSize(1);
    }

    @Test
    void a_wrong_or_lost_key_refuses_to_start_and_changes_nothing() throws IOException {
        try (Store store = open(false)) {
            register(store, ROMEO, "s3cret");
        }
        List<String> before = file.rows(PASSWORDS);
        Path key = directory.resolve("storage.key");
        String right = Files.readString(key);
        Files.delete(key);
        assertRefused("which is not in the key file " + key);
        assertThat(key).doesNotExist();

        KeySource.of("", directory).add();
        assertRefused("which is not in the key file " + key);
        assertThatThrownBy(() -> SqlStores.open(DatabaseSettings.sqlite(file.path(), "")))
                .isInstanceOf(StorageException.class);

        Files.writeString(key, right);
        file.run("UPDATE secret_keys SET check_value = (SELECT password FROM users)");
        assertThatThrownBy(() -> open(false)).isInstanceOf(StorageException.class);
        assertThat(file.rows(PASSWORDS)).isEqualTo(before);
    }

    @Test
    void encrypted_secrets_that_came_from_a_backup_keep_the_database_encrypted() throws IOException {
        try (Store store = open(false)) {
            register(store, ROMEO, "s3cret");
        }
        file.run("DROP TABLE secret_keys");
        try (Store store = open(false)) {
            register(store, JULIET, "hers");
        }
        assertThat(file.rows(PASSWORDS)).hasSize(2).allMatch(stored -> stored.startsWith("{aes-gcm:"));

        file.run("DROP TABLE secret_keys");
        Files.delete(directory.resolve("storage.key"));
        assertRefused("which is not in the key file");
    }

    @Test
    void a_secret_that_does_not_decrypt_fails_its_user_alone() {
        try (Store store = open(false)) {
            register(store, ROMEO, "his");
            register(store, JULIET, "hers");
            file.run("UPDATE users SET password = (SELECT password FROM users WHERE id = 1) WHERE id = 2");

            assertThatThrownBy(() -> store.load(List.of(JULIET)))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.isTemporary()).isFalse())
                    .hasMessageContaining(JULIET)
                    .hasMessageNotContaining("his");
            assertThat(password(store, ROMEO)).isEqualTo("his");
        }
        SecretMigration.Outcome outcome = migration().rotate();
        assertThat(outcome.unreadable()).containsExactly(JULIET);
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void a_password_that_would_be_taken_for_an_encrypted_one_is_refused_where_nothing_is_encrypted() {
        file.script("old.sql");
        try (Store store = open(false)) {
            String like = "{aes-gcm:0123456789abcdef}" + "A".repeat(64);
            assertThatThrownBy(() -> register(store, ROMEO, like)).isInstanceOf(StorageException.class);
            assertThat(password(store, ROMEO)).isEqualTo("old password");
        }
    }

    private DatabaseSettings settings(boolean upgrade) {
        return DatabaseSettings.sqlite(file.path(), "")
                .withSecrets(new SecretSettings(KeySource.of("", directory), upgrade));
    }

    private Store open(boolean upgrade) {
        return SqlStores.open(settings(upgrade));
    }

    private SecretMigration migration() {
        return new SecretMigration(Database.connect(settings(false)), (done, total) -> {}, () -> false);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> open(false))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(why);
    }

    private String key(String jid) {
        return file.rows("SELECT substr(password, 10, 16) FROM users WHERE jid = '" + jid + "'")
                .get(0);
    }

    private static UserRecord register(Store store, String jid, String password) {
        return store.register(List.of(new Registration(jid, "name", password, "en")))
                .get(0);
    }

    private static String password(Store store, String jid) {
        return Objects.requireNonNull(store.find(List.of(jid)).get(jid)).password();
    }
}
