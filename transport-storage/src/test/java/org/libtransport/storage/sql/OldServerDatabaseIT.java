package org.libtransport.storage.sql;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** Databases at servers that the predecessor wrote. */
final class OldServerDatabaseIT {

    private static final String ROMEO = "romeo@montague.example";
    private static final String PREFIX = "irc_";

    @Nested
    final class OnMariaDb extends Rules {

        private static @Nullable MariaDbServer server;

        @BeforeAll
        static void start() {
            server = MariaDbServer.create();
        }

        @AfterAll
        static void stop() {
            if (server != null) {
                server.close();
            }
        }

        @Override
        DatabaseSettings make() throws Exception {
            return ServerDatabase.make(server, PREFIX);
        }

        @Override
        String script() {
            return "old-mysql.sql";
        }
    }

    @Nested
    final class OnPostgres extends Rules {

        private static @Nullable PostgresServer server;

        @BeforeAll
        static void start() {
            server = PostgresServer.create();
        }

        @AfterAll
        static void stop() {
            if (server != null) {
                server.close();
            }
        }

        @Override
        DatabaseSettings make() throws Exception {
            return ServerDatabase.make(server, PREFIX);
        }

        @Override
        String script() {
            return "old-pqxx.sql";
        }
    }

    abstract static class Rules {

        private DatabaseSettings settings = DatabaseSettings.none();

        abstract DatabaseSettings make() throws Exception;

        abstract String script();

        @BeforeEach
        void fill() throws Exception {
            settings = make();
            ServerDatabase.run(settings, SqliteFile.statements(script()));
        }

        @Test
        void users_are_read_with_all_they_have() {
            try (Store store = SqlStores.open(settings)) {
                StoredUser stored = store.load(List.of(ROMEO)).get(ROMEO);

                assertThat(stored.user())
                        .isEqualTo(new UserRecord(1, ROMEO, "Romeo", "old password", "en", "utf8", true, true));
                assertThat(stored.settings())
                        .containsOnly(entry("enable_transport", "1"), entry("storage", "<storage/>"));
                assertThat(stored.buddies())
                        .containsExactly(
                                new BuddyRecord(
                                        "Juliet",
                                        true,
                                        "Ma J\u00fcl\u00edet",
                                        List.of("Verona", "Friends"),
                                        BuddyRecord.FLAG_JID_ESCAPING,
                                        "da39a3ee"),
                                new BuddyRecord("tybalt", false, "T", List.of("Foes"), 12, ""));
                assertThat(store.onlineUsers()).containsExactly(ROMEO);
            }
        }

        @Test
        void a_password_is_changed_a_contact_removed_and_an_icon_updated() {
            try (Store store = SqlStores.open(settings)) {
                store.register(List.of(new Registration(ROMEO, "Romeo2", "new", "de")));
                store.apply(List.of(
                        new Change.RemoveBuddy(1, "tybalt"),
                        new Change.PutBuddy(1, new BuddyRecord("Juliet", true, "J", List.of(), 2, "new hash"))));
            }
            try (Store store = SqlStores.open(settings)) {
                StoredUser stored = store.load(List.of(ROMEO)).get(ROMEO);
                assertThat(stored.user())
                        .isEqualTo(new UserRecord(1, ROMEO, "Romeo2", "new", "de", "utf8", true, true));
                assertThat(stored.buddies())
                        .containsExactly(new BuddyRecord("Juliet", true, "J", List.of(), 2, "new hash"));
            }
        }

        @Test
        void passwords_are_read_and_written_in_the_form_that_a_key_gave_them() throws Exception {
            ServerDatabase.run(settings, "UPDATE irc_users SET password = '3src3crt' WHERE id = 1");
            DatabaseSettings withKey = settings.withEncryptionKey("key");
            try (Store store = SqlStores.open(withKey)) {
                assertThat(store.find(List.of(ROMEO)).get(ROMEO).password()).isEqualTo("secret");
                store.register(List.of(new Registration(ROMEO, "Romeo", "secret", "en")));
            }
            try (Store store = SqlStores.open(settings)) {
                assertThat(store.find(List.of(ROMEO)).get(ROMEO).password()).isEqualTo("3src3crt");
            }
        }

        @Test
        void emoji_and_long_bookmarks_fit_after_the_upgrade() {
            String emoji = "\ud83d\ude00".repeat(250);
            String bookmarks = "\ud83d\ude00".repeat(5_000);
            try (Store store = SqlStores.open(settings)) {
                store.apply(List.of(
                        new Change.PutBuddy(1, new BuddyRecord(emoji, true, emoji, List.of(emoji, "b"), 0, "")),
                        new Change.PutBuddy(1, new BuddyRecord("tybalt ", true, "another one", List.of(), 0, "")),
                        new Change.PutSetting(1, Setting.BOOKMARKS, bookmarks)));

                StoredUser stored = store.load(List.of(ROMEO)).get(ROMEO);
                assertThat(stored.settings()).containsEntry("storage", bookmarks);
                assertThat(stored.buddies())
                        .hasSize(4)
                        .contains(new BuddyRecord(emoji, true, emoji, List.of(emoji, "b"), 0, ""));
            }
        }

        @Test
        void an_interrupted_upgrade_is_done_again_and_a_finished_one_is_not() throws Exception {
            SqlStores.open(settings).close();
            ServerDatabase.run(settings, "DELETE FROM irc_schema_steps");
            SqlStores.open(settings).close();
            try (Store store = SqlStores.open(settings)) {
                assertThat(store.find(List.of(ROMEO))).hasSize(1);
            }
        }

        @Test
        void a_database_of_a_newer_release_is_refused_and_left_alone() throws Exception {
            SqlStores.open(settings).close();
            ServerDatabase.run(settings, "INSERT INTO irc_schema_steps (step) VALUES (99)");

            assertThatThrownBy(() -> SqlStores.open(settings))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("99")
                    .hasMessageContaining("newer release");
        }

        @Test
        void a_value_that_does_not_fit_is_refused_and_nothing_is_cut() {
            try (Store store = SqlStores.open(settings)) {
                String tooLong = "x".repeat(300);
                assertThatThrownBy(() -> store.apply(
                                List.of(new Change.PutBuddy(1, new BuddyRecord(tooLong, true, "", List.of(), 0, "")))))
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.isTemporary()).isFalse())
                        .hasMessageNotContaining("xxx");
                assertThat(store.load(List.of(ROMEO)).get(ROMEO).buddies()).hasSize(2);
            }
        }
    }
}
