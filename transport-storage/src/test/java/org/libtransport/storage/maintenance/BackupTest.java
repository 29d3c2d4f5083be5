package org.libtransport.storage.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.Progress;
import org.libtransport.storage.sql.SqlStores;
import org.libtransport.storage.sql.SqliteFile;

class BackupTest {

    private static final String ALL_USERS = "SELECT * FROM users ORDER BY id";
    private static final String ALL_BUDDIES = "SELECT * FROM buddies ORDER BY id";
    private static final String ALL_SETTINGS = "SELECT * FROM users_settings ORDER BY user_id, var";
    private static final String ALL_BUDDIES_SETTINGS = "SELECT * FROM buddies_settings ORDER BY buddy_id, var";

    @TempDir
    private Path dir;

    private SqliteFile source;
    private SqliteFile target;
    private Path backup;

    @BeforeEach
    void files() {
        source = new SqliteFile(dir.resolve("source.sqlite"));
        target = new SqliteFile(dir.resolve("target.sqlite"));
        backup = dir.resolve("users.backup");
    }

    private static DatabaseSettings settings(SqliteFile file) {
        return DatabaseSettings.sqlite(file.path(), "");
    }

    private Moved write() {
        try (Database database = Database.connect(settings(source))) {
            return new Backup(database, Progress.NONE).write(backup);
        }
    }

    private Moved restore(boolean replace) {
        try (Database database = Database.connectOrMake(settings(target))) {
            return new Restore(database, Progress.NONE).read(backup, replace);
        }
    }

    private List<String> lines() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(backup))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private void rewrite(List<String> lines) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(backup))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void assertSame() {
        for (String query : List.of(ALL_USERS, ALL_BUDDIES, ALL_SETTINGS, ALL_BUDDIES_SETTINGS)) {
            assertThat(target.rows(query)).isEqualTo(source.rows(query));
        }
    }

    @Test
    void a_database_comes_back_from_its_backup() {
        SampleUsers.fill(settings(source), 50, 20);

        Moved written = write();

        assertThat(written.rows()).containsEntry("users", 50L).containsEntry("buddies", 1_000L);
        assertThat(restore(false)).isEqualTo(written);
        assertSame();
    }

    @Test
    void an_old_file_comes_back_with_all_its_oddities() {
        source.script("old.sql");

        write();
        restore(false);

        assertSame();
    }

    @Test
    void the_file_is_for_its_owner_only() throws Exception {
        source.script("old.sql");
        write();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void a_file_that_is_there_stays() throws Exception {
        source.script("old.sql");
        Files.writeString(backup, "mine");

        assertThatThrownBy(this::write).hasMessageContaining("there is a file of that name");
        assertThat(backup).hasContent("mine");
    }

    @Test
    void a_backup_that_fails_leaves_no_file() {
        source.script("old.sql");

        assertThatThrownBy(() -> {
                    try (Database database = Database.connect(settings(source))) {
                        new Backup(database, (done, total) -> {
                                    throw new IllegalStateException("interrupted");
                                })
                                .write(backup);
                    }
                })
                .isInstanceOf(IllegalStateException.class);
        assertThat(dir).isDirectoryNotContaining(file -> file.toString().contains("backup"));
    }

    @Test
    void one_row_a_line_between_a_header_and_a_trailer() throws Exception {
        source.script("old.sql");
        write();

        List<String> lines = lines();
        assertThat(lines.get(0)).startsWith("{\"format\":\"libtransport backup\",\"version\":1,");
        assertThat(lines.get(1))
                .isEqualTo("{\"table\":\"users\",\"id\":1,\"jid\":\"romeo@montague.example\",\"uin\":\"Romeo\","
                        + "\"password\":\"old password\",\"language\":\"en\",\"encoding\":\"utf8\","
                        + "\"last_login\":\"2019-02-03 04:05:06\",\"vip\":true,\"online\":true}");
        assertThat(lines.get(lines.size() - 1))
                .startsWith("{\"end\":{\"users\":2,\"users_settings\":5,\"buddies\":5,\"buddies_settings\":6},")
                .containsPattern("\"sha256\":\"[0-9a-f]{64}\"}$");
    }

    @Test
    void a_changed_a_cut_and_a_foreign_file_are_refused_before_anything_is_changed() throws Exception {
        source.script("old.sql");
        write();
        List<String> whole = lines();
        byte[] bytes = Files.readAllBytes(backup);

        List<String> changed = new ArrayList<>(whole);
        changed.set(1, changed.get(1).replace("old password", "new password"));
        rewrite(changed);
        assertThatThrownBy(() -> restore(false)).hasMessageContaining("is damaged");

        rewrite(whole.subList(0, whole.size() - 1));
        assertThatThrownBy(() -> restore(false)).hasMessageContaining("its end is missing");

        Files.write(backup, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> restore(false)).hasMessageContaining("its end is missing");

        List<String> newer = new ArrayList<>(whole);
        newer.set(0, newer.get(0).replace("\"version\":1", "\"version\":2"));
        rewrite(newer);
        assertThatThrownBy(() -> restore(false)).hasMessageContaining("version 2");

        Files.writeString(backup, "something else");
        assertThatThrownBy(() -> restore(false)).hasMessageContaining("no backup");

        assertThat(target.rows("SELECT name FROM sqlite_master")).isEmpty();
    }

    @Test
    void only_an_empty_database_is_filled_unless_its_users_are_to_go() {
        source.script("old.sql");
        SampleUsers.fill(settings(target), 3, 2);
        write();

        assertThatThrownBy(() -> restore(false)).hasMessageContaining("is not empty");
        assertThat(target.rows("SELECT COUNT(*) FROM users")).containsExactly("3");

        restore(true);
        assertSame();
    }

    @Test
    void a_restore_that_fails_leaves_what_was_there() {
        source.script("old.sql");
        SampleUsers.fill(settings(target), 3, 2);
        List<String> before = target.rows(ALL_BUDDIES);
        write();
        target.run("CREATE TRIGGER stop BEFORE INSERT ON buddies BEGIN SELECT RAISE(ABORT, 'no'); END");

        assertThatThrownBy(() -> restore(true))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("table buddies");
        assertThat(target.rows(ALL_BUDDIES)).isEqualTo(before);
        assertThat(target.rows("SELECT COUNT(*) FROM users")).containsExactly("3");
    }

    @Test
    void what_comes_back_is_read_again_before_it_is_final() {
        source.script("old.sql");
        SqlStores.open(settings(target)).close();
        target.run("CREATE TRIGGER cut AFTER INSERT ON buddies BEGIN"
                + " UPDATE buddies SET nickname = '' WHERE id = NEW.id; END");
        write();

        assertThatThrownBy(() -> restore(false)).hasMessageContaining("does not give back what was written");
        assertThat(target.rows("SELECT COUNT(*) FROM users")).containsExactly("0");
    }

    @Test
    void shifted_passwords_are_not_restored_where_nobody_can_read_them() throws Exception {
        source.script("old.sql");
        write();
        List<String> lines = new ArrayList<>(lines());
        lines.set(0, lines.get(0).replace("\"shifted\":false", "\"shifted\":true"));
        rewrite(lines);

        assertThatThrownBy(() -> restore(false)).hasMessageContaining("database.encryption_key");
    }
}
