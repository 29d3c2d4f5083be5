package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.Store;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;

/** Files that the predecessor wrote. */
final class OldDatabaseTest {

    private static final String ROMEO = "romeo@montague.example";
    private static final String SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name";

    @TempDir
    private Path directory;

    private SqliteFile file = new SqliteFile(Path.of("unset"));

    @BeforeEach
    void make() {
        file = new SqliteFile(directory.resolve("old.db"));
        file.script("old.sql");
    }

    @Test
    void users_are_read_with_all_they_have() {
        try (Store store = open("")) {
            StoredUser stored = load(store);

            assertThat(stored.user())
                    .isEqualTo(new UserRecord(1, ROMEO, "Romeo", "old password", "en", "utf8", true, true));
            assertThat(stored.settings())
                    .containsOnly(
                            entry("enable_transport", "1"),
                            entry("stay_connected", "0"),
                            entry("storage", "<storage xmlns=\"storage:bookmarks\"/>"),
                            entry("access_token", "token"));
            assertThat(store.find(List.of("juliet@capulet.example")).values())
                    .containsExactly(
                            new UserRecord(7, "juliet@capulet.example", "555-1234", "", "", "utf8", false, false));
            assertThat(store.onlineUsers()).containsExactly(ROMEO);
        }
    }

    @Test
    void contacts_are_read_in_spite_of_orphans_and_unknown_types() {
        try (Store store = open("")) {
            assertThat(load(store).buddies())
                    .containsExactly(
                            new BuddyRecord(
                                    "Juliet",
                                    true,
                                    "My Juliet",
                                    List.of("Verona", "Friends"),
                                    BuddyRecord.FLAG_JID_ESCAPING,
                                    "da39a3ee"),
                            new BuddyRecord("nurse", false, "", List.of(), 0, ""),
                            new BuddyRecord("tybalt", false, "T", List.of("Foes"), 12, ""),
                            new BuddyRecord("paris", false, "", List.of(), 64, "5e6b4b0d"));
        }
    }

    @Test
    void the_schema_stays_as_it_is() {
        List<String> before = file.rows(SCHEMA);
        open("").close();

        assertThat(file.rows(SCHEMA)).isEqualTo(before);
        assertThat(file.rows("SELECT ver FROM db_version")).containsExactly("3");
    }

    @Test
    void a_new_file_has_the_same_tables_and_indexes() {
        SqliteFile fresh = new SqliteFile(directory.resolve("new.db"));
        SqlStores.open(DatabaseSettings.sqlite(fresh.path(), "")).close();

        String indexes = "SELECT m.tbl_name, l.name, l.\"unique\", l.origin, i.seqno, i.name FROM sqlite_master m,"
                + " pragma_index_list(m.name) l, pragma_index_info(l.name) i WHERE m.type = 'table' ORDER BY 1, 2, 5";
        String columns = "SELECT m.name, c.* FROM sqlite_master m, pragma_table_info(m.name) c"
                + " WHERE m.type = 'table' ORDER BY m.name, c.cid";
        assertThat(fresh.rows(columns)).isNotEmpty().isEqualTo(file.rows(columns));
        assertThat(fresh.rows(indexes)).isNotEmpty().isEqualTo(file.rows(indexes));
        assertThat(fresh.rows("SELECT ver FROM db_version")).containsExactly("3");
    }

    @Test
    void values_are_written_as_the_predecessor_reads_them() {
        try (Store store = open("")) {
            store.apply(List.of(
                    new Change.PutBuddy(1, new BuddyRecord("new", true, "N", List.of("a", "b"), 8, "hash")),
                    new Change.PutBuddy(1, new BuddyRecord("nurse", false, "The Nurse", List.of(), 0, "")),
                    new Change.RemoveBuddy(1, "Juliet"),
                    new Change.PutSetting(1, Setting.STAY_CONNECTED, "1"),
                    new Change.PutSetting(1, Setting.SEND_HEADLINES, "0"),
                    new Change.PutSetting(7, Setting.BOOKMARKS, "<x/>"),
                    new Change.PutSetting(7, Setting.PHOTO_HASH, "p"),
                    new Change.SetOnline(7, true)));
        }
        assertThat(file.rows("SELECT id, user_id, uin, subscription, nickname, hex(groups), flags FROM buddies"
                        + " WHERE user_id = 1 ORDER BY id"))
                .containsExactly(
                        "11|1|nurse|ask|The Nurse||0",
                        "12|1|tybalt|from|T|466F65730A|12",
                        "13|1|paris|none|||64",
                        "16|1|new|both|N|610A62|8");
        assertThat(file.rows("SELECT user_id, buddy_id, type, value FROM buddies_settings WHERE var = 'icon_hash'"
                        + " AND buddy_id IN (10, 11, 16)"))
                .containsExactly("1|16|13|hash");
        assertThat(file.rows("SELECT user_id, var, type, value FROM users_settings WHERE user_id IN (1, 7)"
                        + " AND var <> 'access_token' AND NOT (user_id = 1 AND var = 'storage') ORDER BY user_id, var"))
                .containsExactly(
                        "1|enable_transport|4|1",
                        "1|send_headlines|4|0",
                        "1|stay_connected|4|1",
                        "7|photohash|13|p",
                        "7|storage|0|<x/>");
        assertThat(file.rows("SELECT online, last_login > datetime('now', '-1 minute'),"
                        + " last_login = datetime(last_login) FROM users WHERE id = 7"))
                .containsExactly("1|1|1");
    }

    @Test
    void registering_again_keeps_id_vip_online_and_encoding() {
        file.run("UPDATE users SET encoding = 'cp1251' WHERE id = 1");
        try (Store store = open("")) {
            assertThat(store.register(List.of(new Registration(ROMEO, "Romeo2", "new", "de"))))
                    .containsExactly(new UserRecord(1, ROMEO, "Romeo2", "new", "de", "cp1251", true, true));
        }
    }

    @Test
    void a_contact_with_the_number_of_a_forgotten_one_does_not_get_its_icon() {
        file.run(
                "DELETE FROM buddies WHERE id >= 13",
                "INSERT INTO buddies_settings VALUES (3, 14, 'icon_hash', 13, 'x')");
        try (Store store = open("")) {
            store.apply(List.of(
                    new Change.PutBuddy(1, new BuddyRecord("a", false, "", List.of(), 0, "")),
                    new Change.PutBuddy(1, new BuddyRecord("b", false, "", List.of(), 0, "new"))));

            assertThat(load(store).buddies().stream().map(b -> b.name() + b.iconHash()))
                    .endsWith("a", "bnew");
        }
    }

    @Test
    void the_second_transport_in_a_file_gets_the_indexes_it_never_had() {
        file.script("old-second-prefix.sql");
        List<String> before = file.rows(SCHEMA);
        try (Store first = open("")) {
            assertThat(load(first).user().uin()).isEqualTo("Romeo");
        }
        try (Store second = open("icq_")) {
            second.apply(List.of(new Change.PutBuddy(1, new BuddyRecord("4712", true, "J", List.of(), 0, ""))));
            second.register(List.of(new Registration(ROMEO, "4711", "new", "en")));
            assertThat(load(second).user().password()).isEqualTo("new");
            assertThat(load(second).buddies()).containsExactly(new BuddyRecord("4712", true, "J", List.of(), 0, ""));
        }
        assertThat(file.rows(SCHEMA)).containsAll(before);
        assertThat(file.rows("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'icq%' ORDER BY name"))
                .containsExactly("icq_jid", "icq_user_id", "icq_user_id02", "icq_user_id03");
        assertThat(file.rows("SELECT password FROM users WHERE id = 1")).containsExactly("old password");
    }

    private Store open(String prefix) {
        return SqlStores.open(DatabaseSettings.sqlite(file.path(), prefix));
    }

    private static StoredUser load(Store store) {
        StoredUser stored = store.load(List.of(ROMEO)).get(ROMEO);
        assertThat(stored).isNotNull();
        return stored;
    }
}
