package org.libtransport.storage.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Store;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.sql.Database;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.Progress;
import org.libtransport.storage.sql.ServerDatabase;
import org.libtransport.storage.sql.SqlStores;
import org.libtransport.storage.sql.SqliteFile;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** What an administrator does with databases at real servers. */
final class MaintenanceIT {

    private static final String PREFIX = "irc_";

    private static MariaDbServer mariaDb;
    private static PostgresServer postgres;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() {
        mariaDb = MariaDbServer.create();
        postgres = PostgresServer.create();
    }

    @AfterAll
    static void stop() {
        if (mariaDb != null) {
            mariaDb.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    enum Kind {
        MARIADB("old-mysql.sql"),
        POSTGRES("old-pqxx.sql");

        private final String script;

        Kind(String script) {
            this.script = script;
        }

        DatabaseSettings make() throws SQLException {
            return this == MARIADB ? ServerDatabase.make(mariaDb, PREFIX) : ServerDatabase.make(postgres, PREFIX);
        }

        DatabaseSettings old() throws Exception {
            DatabaseSettings settings = make();
            ServerDatabase.run(settings, SqliteFile.statements(script));
            return settings;
        }
    }

    private DatabaseSettings file(String name) {
        return DatabaseSettings.sqlite(dir.resolve(name), "");
    }

    private static Moved copy(DatabaseSettings from, DatabaseSettings to, Progress progress) {
        try (Database source = Database.connect(from);
                Database target = Database.connectOrMake(to)) {
            return new DatabaseCopy(source, target, progress).run();
        }
    }

    private static List<String> rows(DatabaseSettings settings, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = ServerDatabase.connect(settings);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(String.valueOf(row.getString(1)));
            }
        }
        return rows;
    }

    private static Map<String, StoredUser> load(DatabaseSettings settings, String... jids) {
        try (Store store = SqlStores.open(settings)) {
            return new LinkedHashMap<>(store.load(List.of(jids)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_status_of_an_old_database_names_what_an_upgrade_would_do_and_does_nothing(Kind kind) throws Exception {
        DatabaseSettings settings = kind.old();

        try (Database database = Database.connect(settings)) {
            DatabaseStatus status = DatabaseStatus.of(database);

            assertThat(status.counts())
                    .containsEntry("users", 2L)
                    .containsEntry("online", 1L)
                    .containsEntry("contacts", 3L)
                    .containsEntry("settings", 3L);
            assertThat(status.bytes()).isPositive();
            assertThat(status.passwords()).containsEntry("plain", 1L).containsEntry("none", 1L);
            assertThat(status.schema().pending().get(0).statements())
                    .singleElement()
                    .asString()
                    .startsWith("CREATE TABLE IF NOT EXISTS irc_schema_steps");
            assertThat(status.schema().pending()).hasSizeGreaterThan(1);
            assertThat(DatabaseStatus.of(database).schema()).isEqualTo(status.schema());

            database.upgrade();
            assertThat(database.schema().pending()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_statements_of_a_dry_run_are_all_that_an_upgrade_does(Kind kind) throws Exception {
        for (DatabaseSettings settings : List.of(kind.old(), kind.make())) {
            try (Database database = Database.connect(settings)) {
                List<String> statements = database.schema().pending().stream()
                        .flatMap(step -> step.statements().stream())
                        .toList();
                ServerDatabase.run(settings, statements.toArray(String[]::new));

                assertThat(database.schema().pending()).isEmpty();
            }
            SqlStores.open(settings).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_wrong_in_an_old_database_is_found_and_mended(Kind kind) throws Exception {
        DatabaseSettings settings = kind.old();
        ServerDatabase.run(
                settings,
                "UPDATE irc_buddies SET flags = 64 WHERE id = 10",
                "UPDATE irc_users_settings SET type = 99 WHERE var = 'storage'",
                "UPDATE irc_users_settings SET value = 'true' WHERE user_id = 1 AND var = 'enable_transport'");
        List<String> kinds = new ArrayList<>();
        try (Database database = Database.connect(settings)) {
            DatabaseCheck check = new DatabaseCheck(database);

            assertThat(check.look(finding -> kinds.add(finding.kind())).left()).isEqualTo(7);
            assertThat(kinds)
                    .containsExactly(
                            "orphan-setting",
                            "orphan-contact",
                            "orphan-contact-setting",
                            "orphan-contact-setting",
                            "flags",
                            "setting-type",
                            "setting-value");
            assertThat(check.repair(finding -> {}).left()).isZero();
            assertThat(check.look(finding -> {}).found()).isZero();
        }
        assertThat(rows(settings, "SELECT value FROM irc_users_settings WHERE var = 'enable_transport'"))
                .containsExactly("1");
    }

    @Test
    void ten_thousand_users_move_from_each_database_to_the_next_and_come_home_unchanged() throws Exception {
        DatabaseSettings first = file("first.sqlite");
        DatabaseSettings last = file("last.sqlite");
        DatabaseSettings mysql = Kind.MARIADB.make().withEncryptionKey("key");
        DatabaseSettings pqxx = Kind.POSTGRES.make();
        SampleUsers.fill(first, 10_000, 5);

        Moved moved = copy(first, mysql, Progress.NONE);
        assertThat(moved.rows()).containsEntry("users", 10_000L).containsEntry("buddies", 50_000L);
        assertThat(rows(mysql, "SELECT password FROM irc_users WHERE id = 7"))
                .noneMatch(SampleUsers.password(6)::equals);
        assertThat(copy(mysql, pqxx, Progress.NONE)).isEqualTo(moved);
        assertThat(copy(pqxx, last, Progress.NONE)).isEqualTo(moved);

        for (String table : List.of("users", "buddies", "users_settings", "buddies_settings")) {
            assertThat(new SqliteFile(dir.resolve("last.sqlite")).rows("SELECT * FROM " + table + " ORDER BY 1, 2, 3"))
                    .isEqualTo(new SqliteFile(dir.resolve("first.sqlite"))
                            .rows("SELECT * FROM " + table + " ORDER BY 1, 2, 3"));
        }
        String jid = SampleUsers.jid(42);
        assertThat(load(mysql, jid)).isEqualTo(load(first, jid)).isEqualTo(load(pqxx, jid));
        assertThat(load(mysql, jid).get(jid).user().password()).isEqualTo(SampleUsers.password(42));
    }

    @ParameterizedTest
    @EnumSource
    void new_users_and_contacts_get_numbers_that_are_free_after_a_copy(Kind kind) throws Exception {
        DatabaseSettings source = file("first.sqlite");
        DatabaseSettings target = kind.make();
        SampleUsers.fill(source, 20, 3);
        copy(source, target, Progress.NONE);

        try (Store store = SqlStores.open(target)) {
            UserRecord user = store.register(List.of(new Registration("new@x.example", "N", "p", "en")))
                    .get(0);
            assertThat(user.id()).isGreaterThan(20);
        }
        SampleUsers.fill(target, 25, 4);
        assertThat(rows(target, "SELECT COUNT(*) FROM irc_buddies")).containsExactly("100");
    }

    @ParameterizedTest
    @EnumSource
    void an_old_database_goes_through_a_backup_into_the_other_kind(Kind kind) throws Exception {
        DatabaseSettings source = kind.old();
        DatabaseSettings target = (kind == Kind.MARIADB ? Kind.POSTGRES : Kind.MARIADB).make();
        Path backup = dir.resolve("users.backup");
        String romeo = "romeo@montague.example";
        String juliet = "juliet@capulet.example";

        try (Database database = Database.connect(source)) {
            new Backup(database, Progress.NONE).write(backup);
        }
        try (Database database = Database.connect(target)) {
            Restore restore = new Restore(database, Progress.NONE);
            restore.read(backup, false);
            assertThatThrownBy(() -> restore.read(backup, false)).hasMessageContaining("is not empty");
            restore.read(backup, true);
        }

        assertThat(load(target, romeo, juliet)).hasSize(2).isEqualTo(load(source, romeo, juliet));
        assertThat(rows(target, "SELECT last_login FROM irc_users WHERE id = 1"))
                .singleElement()
                .asString()
                .startsWith("2019-02-03 04:05:06");
    }

    @ParameterizedTest
    @EnumSource
    void a_backup_is_of_one_moment_while_others_write(Kind kind) throws Exception {
        DatabaseSettings settings = kind.make();
        SampleUsers.fill(settings, 100, 20);
        AtomicBoolean wrote = new AtomicBoolean();
        try (Database database = Database.connect(settings)) {
            Moved moved = new Backup(database, (done, total) -> {
                        if (done == 1 && wrote.compareAndSet(false, true)) {
                            SampleUsers.fill(settings, 120, 20);
                        }
                    })
                    .write(dir.resolve("users.backup"));
            assertThat(moved.rows()).containsEntry("users", 100L).containsEntry("buddies", 2_000L);
        }
        assertThat(rows(settings, "SELECT COUNT(*) FROM irc_users")).containsExactly("120");
    }

    @ParameterizedTest
    @EnumSource
    void a_copy_that_ends_in_the_middle_leaves_an_empty_target(Kind kind) throws Exception {
        DatabaseSettings source = file("first.sqlite");
        DatabaseSettings target = kind.make();
        SampleUsers.fill(source, 10, 500);

        assertThatThrownBy(() -> copy(source, target, (done, total) -> {
                    if (done == 4_000) {
                        throw new IllegalStateException("interrupted");
                    }
                }))
                .hasMessage("interrupted");
        try (Database database = Database.connect(target)) {
            assertThat(database.isEmpty()).isTrue();
        }
        assertThat(copy(source, target, Progress.NONE).rows()).containsEntry("buddies", 5_000L);
    }

    @ParameterizedTest
    @EnumSource
    void a_value_that_the_target_cannot_have_is_refused_with_a_hint_and_nothing_is_left(Kind kind) throws Exception {
        DatabaseSettings source = file("first.sqlite");
        DatabaseSettings target = kind.make();
        SampleUsers.fill(source, 3, 2);
        new SqliteFile(dir.resolve("first.sqlite")).run("UPDATE buddies SET flags = 99999 WHERE id = 2");

        assertThatThrownBy(() -> copy(source, target, Progress.NONE))
                .hasMessageContaining("table buddies")
                .hasMessageContaining("check --repair");
        try (Database database = Database.connect(target)) {
            assertThat(database.isEmpty()).isTrue();
        }
    }
}
