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
import org.libtransport.storage.StorageException;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SqliteFile;

class DatabaseCheckTest {

    @TempDir
    private Path dir;

    private final List<DatabaseCheck.Finding> findings = new ArrayList<>();
    private Path path;
    private SqliteFile file;

    @BeforeEach
    void anOldFile() {
        path = dir.resolve("old.sqlite");
        file = new SqliteFile(path);
        file.script("old.sql");
    }

    private DatabaseCheck.Result check(boolean repair) {
        findings.clear();
        try (Database database = Database.connect(DatabaseSettings.sqlite(path, ""))) {
            DatabaseCheck check = new DatabaseCheck(database);
            return repair ? check.repair(findings::add) : check.look(findings::add);
        }
    }

    private List<String> kinds() {
        return findings.stream().map(DatabaseCheck.Finding::kind).toList();
    }

    @Test
    void finds_what_belongs_to_nobody_and_what_means_nothing_and_changes_nothing() throws Exception {
        byte[] before = Files.readAllBytes(path);

        DatabaseCheck.Result result = check(false);

        assertThat(kinds())
                .containsExactly(
                        "orphan-setting",
                        "orphan-contact",
                        "orphan-contact-setting",
                        "orphan-contact-setting",
                        "flags");
        assertThat(result).isEqualTo(new DatabaseCheck.Result(5, 5));
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    @Test
    void what_can_be_mended_is_mended_and_told() {
        file.run(
                "UPDATE buddies SET subscription = 'maybe' WHERE uin = 'nurse'",
                "UPDATE users SET vip = 7, last_login = 'yesterday' WHERE id = 1",
                "UPDATE users_settings SET type = 99 WHERE var = 'access_token'",
                "UPDATE users_settings SET type = 13 WHERE var = 'enable_transport'",
                "UPDATE users_settings SET value = 'yes' WHERE var = 'stay_connected'");

        DatabaseCheck.Result result = check(true);

        assertThat(result.left()).isZero();
        assertThat(findings).allSatisfy(finding -> assertThat(finding.remedy()).isNotEmpty());
        assertThat(kinds()).contains("subscription", "vip", "last-login", "setting-type", "setting-value");
        assertThat(check(false).found()).isZero();
        assertThat(file.rows("SELECT subscription FROM buddies WHERE uin = 'nurse'"))
                .containsExactly("ask");
        assertThat(file.rows("SELECT vip, last_login FROM users WHERE id = 1")).containsExactly("1|null");
        assertThat(file.rows("SELECT var, type, value FROM users_settings ORDER BY var"))
                .containsExactly(
                        "access_token|0|token",
                        "enable_transport|4|1",
                        "stay_connected|4|1",
                        "storage|0|<storage xmlns=\"storage:bookmarks\"/>");
        assertThat(file.rows("SELECT COUNT(*) FROM buddies")).containsExactly("4");
    }

    @Test
    void users_are_never_removed() {
        file.run(
                "DROP INDEX jid",
                "INSERT INTO users (id, jid, uin, password, language) VALUES (8, 'Romeo@Montague.example', 'R', '', '')",
                "INSERT INTO users (id, jid, uin, password, language) VALUES (9, '', 'R', '', '')");

        assertThat(check(true).left()).isEqualTo(2);
        assertThat(kinds()).contains("duplicate-jid", "empty-jid");
        assertThat(file.rows("SELECT COUNT(*) FROM users")).containsExactly("4");
    }

    @Test
    void contacts_that_differ_only_by_case_are_told_and_left() {
        file.run("INSERT INTO buddies VALUES (20, 1, 'JULIET', 'both', '', '', 0)");

        assertThat(check(true).left()).isEqualTo(1);
        assertThat(findings)
                .filteredOn(finding -> finding.kind().equals("duplicate-contact"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).startsWith("2 contacts of user number 1"));
    }

    @Test
    void a_repair_that_fails_changes_nothing() {
        file.run("CREATE TRIGGER stop BEFORE UPDATE ON buddies BEGIN SELECT RAISE(ABORT, 'no'); END");

        assertThatThrownBy(() -> check(true)).isInstanceOf(StorageException.class);
        assertThat(check(false).found()).isEqualTo(5);
    }

    @Test
    void names_do_not_move_the_cursor() {
        file.run("UPDATE buddies SET uin = 'a' || char(27) || '[2J' || char(10) || 'b' WHERE id = 15");

        check(false);

        assertThat(findings).noneMatch(finding -> finding.text().chars().anyMatch(c -> c < ' '));
    }

    @Test
    void a_file_without_tables_is_refused() throws Exception {
        path = Files.createFile(dir.resolve("empty.sqlite"));

        assertThatThrownBy(() -> check(false)).hasMessageContaining("has no table users");
    }
}
