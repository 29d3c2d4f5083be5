package org.libtransport.storage.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SqlStores;
import org.libtransport.storage.sql.SqliteFile;

class OnePersonTest {

    private static final String ROMEO = "romeo@montague.example";

    @TempDir
    private Path dir;

    private SqliteFile file;
    private DatabaseSettings settings;

    @BeforeEach
    void anOldFile() {
        file = new SqliteFile(dir.resolve("old.sqlite"));
        file.script("old.sql");
        settings = DatabaseSettings.sqlite(file.path(), "");
    }

    private Optional<PersonalData> known(String jid) {
        try (Database database = Database.connect(settings)) {
            return new OnePerson(database, jid).known();
        }
    }

    private Optional<Moved> erase(String jid, boolean running) {
        try (Database database = Database.connect(settings)) {
            return new OnePerson(database, jid).erase(running);
        }
    }

    @Test
    void everything_is_told_but_secrets() {
        PersonalData romeo = known(ROMEO).orElseThrow();

        assertThat(romeo.name()).isEqualTo("Romeo");
        assertThat(romeo.password()).isEqualTo(SecretForm.PLAIN);
        assertThat(romeo.lastLogin()).isEqualTo("2019-02-03 04:05:06");
        assertThat(romeo.settings())
                .contains(new PersonalData.Setting("access_token", 13, null))
                .contains(new PersonalData.Setting("stay_connected", 4, "0"))
                .hasSize(4);
        assertThat(romeo.contacts())
                .extracting(PersonalData.Contact::name)
                .containsExactly("Juliet", "nurse", "tybalt", "paris");
        assertThat(romeo.contacts().get(0).groups()).isEqualTo(List.of("Verona", "Friends"));
        assertThat(romeo.contacts().get(0).settings()).containsExactly(entry("icon_hash", "da39a3ee"));
        assertThat(romeo.toString()).doesNotContain("old password");
    }

    @Test
    void of_somebody_else_nothing_is_known_and_nothing_erased() {
        assertThat(known("Romeo@Montague.example")).isEmpty();
        assertThat(erase("nobody@x.example", false)).isEmpty();
        assertThat(file.rows("SELECT COUNT(*) FROM users")).containsExactly("2");
    }

    @Test
    void nothing_is_left_of_who_was_erased_and_all_of_the_others() throws Exception {
        assertThat(erase(ROMEO, false).orElseThrow().rows())
                .containsEntry("users", 1L)
                .containsEntry("buddies", 4L)
                .containsEntry("users_settings", 4L);

        assertThat(file.rows("SELECT jid FROM users")).containsExactly("juliet@capulet.example");
        assertThat(file.rows("SELECT uin FROM buddies")).containsExactly("orphan");
        assertThat(new String(Files.readAllBytes(file.path()), StandardCharsets.ISO_8859_1))
                .doesNotContain("old password")
                .doesNotContain("tybalt");
    }

    @Test
    void who_is_logged_in_to_a_running_transport_is_not_erased() {
        assertThatThrownBy(() -> erase(ROMEO, true)).hasMessageContaining("stop it first");
        assertThat(known(ROMEO)).isPresent();

        assertThat(erase("juliet@capulet.example", true)).isPresent();
    }

    @Test
    void an_erasure_that_fails_removes_nothing() {
        file.run("CREATE TRIGGER stop BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, 'no'); END");

        assertThatThrownBy(() -> erase(ROMEO, false)).isInstanceOf(StorageException.class);
        assertThat(file.rows("SELECT COUNT(*) FROM buddies")).containsExactly("5");
    }

    @Test
    void a_database_that_a_transport_has_is_in_use_until_it_ends() {
        try (Database database = Database.connect(settings)) {
            assertThat(database.isInUse()).isFalse();
            try (Store store = SqlStores.open(settings)) {
                assertThat(store.onlineUsers()).hasSize(1);
                assertThat(database.isInUse()).isTrue();
                assertThatThrownBy(database::keepOthersAway).isInstanceOf(StorageException.class);
            }
            database.keepOthersAway();
            assertThatThrownBy(() -> SqlStores.open(settings)).isInstanceOf(StorageException.class);
        }
        SqlStores.open(settings).close();
    }
}
