package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;

/** What an administrator reads when the database cannot be used. */
final class UnusableDatabaseTest {

    @TempDir
    private Path directory;

    @Test
    void names_the_directory_that_is_missing() {
        assertRefused(directory.resolve("missing/t.db"), "", "the directory " + directory.resolve("missing"));
        assertThat(directory.resolve("missing")).doesNotExist();
    }

    @Test
    void refuses_a_directory() {
        assertRefused(directory, "", "it is a directory");
    }

    @Test
    void refuses_what_is_no_database_and_leaves_it_alone() throws IOException {
        String text = "these are my notes, not a database\n".repeat(100);
        Path notes = Files.writeString(directory.resolve("notes.txt"), text);

        assertRefused(notes, "", "not an SQLite database");
        assertThat(notes).hasContent(text);
    }

    @Test
    void refuses_a_newer_version_and_leaves_it_alone() {
        SqliteFile file = new SqliteFile(directory.resolve("new.db"));
        file.run("CREATE TABLE db_version (ver INTEGER NOT NULL)", "INSERT INTO db_version VALUES (3), (4)");

        assertRefused(file.path(), "", "newer");
        assertThat(file.rows("SELECT name FROM sqlite_master")).containsExactly("db_version");
    }

    @Test
    void refuses_tables_of_another_program_and_leaves_them_alone() {
        SqliteFile file = new SqliteFile(directory.resolve("other.db"));
        file.run("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");

        assertRefused(file.path(), "", "Table users");
        assertThat(file.rows("SELECT name FROM sqlite_master")).containsExactly("users");
        SqlStores.open(DatabaseSettings.sqlite(file.path(), "x_")).close();
    }

    @Test
    void refuses_rows_that_stand_there_twice_and_says_where() {
        SqliteFile file = new SqliteFile(directory.resolve("twice.db"));
        file.script("old.sql");
        file.script("old-second-prefix.sql");
        file.run("INSERT INTO icq_buddies VALUES (2, 1, '4712', 'both', 'Juliet', '', 0)");

        assertRefused(file.path(), "icq_", "Table icq_buddies", "user_id, uin");
    }

    @Test
    void refuses_a_prefix_that_is_no_name() {
        for (String prefix : List.of("a b", "x;DROP TABLE users", "1st", "\u00e9", "a'")) {
            assertThatThrownBy(() -> DatabaseSettings.sqlite(Path.of("t.db"), prefix))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("database.prefix");
        }
    }

    @Test
    void names_the_types_that_exist() {
        assertThat(DatabaseType.of("sqlite3")).isEqualTo(DatabaseType.SQLITE3);
        assertThatThrownBy(() -> DatabaseType.of("oracle"))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("oracle", "none or sqlite3");
    }

    @Test
    void a_new_file_is_readable_by_its_owner_only() throws IOException {
        Path file = directory.resolve("t.db");
        SqlStores.open(DatabaseSettings.sqlite(file, "")).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void no_failure_shows_a_password() {
        SqliteFile file = new SqliteFile(directory.resolve("t.db"));
        try (Store store = SqlStores.open(DatabaseSettings.sqlite(file.path(), ""))) {
            file.run("DROP TABLE users");

            StorageException failure = catchThrowableOfType(
                    StorageException.class,
                    () -> store.register(List.of(new Registration("a@b", "me", "s3cret", "en"))));

            StringWriter all = new StringWriter();
            failure.printStackTrace(new PrintWriter(all));
            assertThat(all.toString()).contains("no such table").doesNotContain("s3cret");
            assertThat(failure.isTemporary()).isFalse();
        }
    }

    private static void assertRefused(Path file, String prefix, String... reasons) {
        assertThatThrownBy(() -> SqlStores.open(DatabaseSettings.sqlite(file, prefix)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(reasons)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
}
