package org.libtransport.storage.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.secret.KeySource;
import org.libtransport.storage.secret.SecretSettings;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseServer;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.Progress;
import org.libtransport.storage.sql.SecretColumn;
import org.libtransport.storage.sql.SqlStores;
import org.libtransport.storage.sql.SqliteFile;

/** What becomes of encrypted passwords and tokens when a database is checked, saved and moved. */
class EncryptedSecretsTest {

    private static final String ROMEO = "romeo@montague.example";
    private static final String JULIET = "juliet@capulet.example";

    @TempDir
    private Path dir;

    private DatabaseSettings source;
    private DatabaseSettings target;

    @BeforeEach
    void twoUsers() {
        source = settings("source.sqlite", dir);
        target = settings("target.sqlite", dir);
        try (Store store = SqlStores.open(source)) {
            store.register(List.of(
                    new Registration(ROMEO, "Romeo", "s3cret", "en"),
                    new Registration(JULIET, "Juliet", "", "en", "the-token")));
        }
    }

    private DatabaseSettings settings(String name, Path keys) {
        return DatabaseSettings.sqlite(dir.resolve(name), "")
                .withSecrets(new SecretSettings(KeySource.of("", keys), false));
    }

    private void assertReadable(DatabaseSettings settings) {
        try (Store store = SqlStores.open(settings)) {
            assertThat(store.find(List.of(ROMEO)).get(ROMEO).password()).isEqualTo("s3cret");
            assertThat(store.find(List.of(JULIET)).get(JULIET).token()).isEqualTo("the-token");
        }
    }

    private List<DatabaseCheck.Finding> check(DatabaseSettings settings) {
        List<DatabaseCheck.Finding> findings = new ArrayList<>();
        try (Database database = Database.connect(settings)) {
            new DatabaseCheck(database).look(findings::add);
        }
        return findings;
    }

    @Test
    void they_are_copied_as_they_are_and_read_with_the_same_keys() {
        try (Database from = Database.connect(source);
                Database to = Database.connectOrMake(target)) {
            new DatabaseCopy(from, to, Progress.NONE).run();
        }

        assertThat(new SqliteFile(dir.resolve("target.sqlite")).rows("SELECT password FROM users"))
                .isEqualTo(new SqliteFile(dir.resolve("source.sqlite")).rows("SELECT password FROM users"));
        assertReadable(target);
    }

    @Test
    void they_come_back_from_a_backup_and_are_not_read_without_the_keys() throws Exception {
        Path backup = dir.resolve("users.backup");
        try (Database from = Database.connect(source);
                Database to = Database.connectOrMake(target)) {
            new Backup(from, Progress.NONE).write(backup);
            new Restore(to, Progress.NONE).read(backup, false);
        }

        DatabaseSettings elsewhere = settings("target.sqlite", Files.createDirectories(dir.resolve("elsewhere")));
        assertThatThrownBy(() -> SqlStores.open(elsewhere)).isInstanceOf(StorageException.class);
        assertReadable(target);
    }

    @Test
    void plain_ones_and_tokens_get_the_form_of_a_server_with_a_key_and_come_back() {
        DatabaseSettings server =
                DatabaseSettings.mysql(DatabaseServer.LOCAL, "x", "").withEncryptionKey("key");
        SecretColumn shifting = new SecretColumn(server);
        SecretColumn plainly = new SecretColumn(source);

        for (String plain : List.of("", "s3cret", "{token}the-token")) {
            String shifted = shifting.movedFrom(plainly, plain);
            assertThat(shifted).matches(plain.isEmpty() ? "" : "(\\{token\\})?[A-Za-z0-9+/=]+");
            assertThat(plainly.movedFrom(shifting, shifted)).isEqualTo(plain);
        }
    }

    @Test
    void check_finds_those_that_cannot_be_read_and_shows_none() throws Exception {
        assertThat(check(source)).isEmpty();

        SqliteFile file = new SqliteFile(dir.resolve("source.sqlite"));
        file.run("UPDATE users SET jid = 'paris@x.example' WHERE jid = '" + ROMEO + "'");
        file.run("UPDATE users SET password = SUBSTR(password, 1, 40) WHERE jid = '" + JULIET + "'");
        assertThat(check(source))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo("secret"))
                .anySatisfy(finding -> assertThat(finding.text()).contains("paris@x.example", "does not decrypt"))
                .anySatisfy(finding -> assertThat(finding.text()).contains(JULIET, "damaged"));

        DatabaseSettings elsewhere = settings("source.sqlite", Files.createDirectories(dir.resolve("elsewhere")));
        assertThat(check(elsewhere))
                .anySatisfy(finding -> assertThat(finding.text()).contains("which is not in"));
        assertThat(dir.resolve("elsewhere")).isEmptyDirectory();
    }

    @Test
    void status_counts_them_by_key() {
        try (Database database = Database.connect(source)) {
            assertThat(DatabaseStatus.of(database).passwords().keySet())
                    .hasSize(2)
                    .anyMatch(form -> form.matches("encrypted:[0-9a-f]{16}"))
                    .anyMatch(form -> form.matches("token encrypted:[0-9a-f]{16}"));
        }
    }
}
