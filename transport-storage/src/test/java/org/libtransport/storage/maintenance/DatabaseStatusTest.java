package org.libtransport.storage.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SchemaState;
import org.libtransport.storage.sql.SqlStores;
import org.libtransport.storage.sql.SqliteFile;

class DatabaseStatusTest {

    @TempDir
    private Path dir;

    private DatabaseStatus status(Path file, String prefix) {
        try (Database database = Database.connect(DatabaseSettings.sqlite(file, prefix))) {
            return DatabaseStatus.of(database);
        }
    }

    @Test
    void an_old_file_is_counted_and_left_as_it_is() throws Exception {
        Path file = dir.resolve("old.sqlite");
        new SqliteFile(file).script("old.sql");
        byte[] before = Files.readAllBytes(file);

        DatabaseStatus status = status(file, "");

        assertThat(status.counts())
                .containsExactly(
                        entry("users", 2L),
                        entry("online", 1L),
                        entry("contacts", 5L),
                        entry("settings", 5L),
                        entry("contact_settings", 6L));
        assertThat(status.passwords()).containsOnly(entry("plain", 1L), entry("none", 1L));
        assertThat(status.schema().version()).isEqualTo(3);
        assertThat(status.bytes()).isEqualTo(before.length);
        assertThat(status.server()).startsWith("SQLite 3.");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void encrypted_passwords_are_counted_by_key() {
        Path file = dir.resolve("old.sqlite");
        SqliteFile sqlite = new SqliteFile(file);
        sqlite.script("old.sql");
        sqlite.run("UPDATE users SET password = '{aes-gcm:0123456789abcdef}" + "A".repeat(40) + "' WHERE id = 1");

        assertThat(status(file, "").passwords())
                .containsOnly(entry("encrypted:0123456789abcdef", 1L), entry("none", 1L));
    }

    @Test
    void a_file_without_tables_has_everything_pending_and_stays_without() throws Exception {
        Path file = Files.createFile(dir.resolve("empty.sqlite"));

        DatabaseStatus status = status(file, "irc_");

        assertThat(status.schema().exists()).isFalse();
        assertThat(status.schema().pending())
                .singleElement()
                .extracting(SchemaState.Pending::statements)
                .asList()
                .anyMatch(sql -> sql.toString().startsWith("CREATE TABLE irc_users ("))
                .anyMatch(sql -> sql.toString().startsWith("CREATE UNIQUE INDEX irc_jid "));
        assertThat(new SqliteFile(file).rows("SELECT name FROM sqlite_master")).isEmpty();
    }

    @Test
    void nothing_is_pending_in_a_file_that_a_transport_opened() {
        Path file = dir.resolve("new.sqlite");
        SqlStores.open(DatabaseSettings.sqlite(file, "irc_")).close();

        assertThat(status(file, "irc_").schema().pending()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_not_made() {
        Path file = dir.resolve("absent.sqlite");

        assertThatThrownBy(() -> status(file, ""))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no such file");
        assertThat(file).doesNotExist();
    }
}
