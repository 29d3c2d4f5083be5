package org.libtransport.launcher.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Store;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SqlStores;

class PersonCommandsTest {

    @TempDir
    private Path dir;

    @Test
    void an_export_has_everything_but_the_password() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);

        assertThat(cli.run("export", "--user", "Romeo@Montague.example/balcony", cli.config()))
                .isZero();
        assertThat(cli.out())
                .contains("\"jid\" : \"romeo@montague.example\"", "\"juliet\"", "\"Verona\"", "\"stored\" : true")
                .doesNotContain(DatabaseCli.PASSWORD);
    }

    @Test
    void who_was_erased_is_not_there_any_more() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);

        assertThat(cli.run("erase", "--user", DatabaseCli.USER, cli.config())).isZero();
        assertThat(cli.out()).contains("removed: 1 users, 1 contacts and 0 settings");
        assertThat(cli.run("export", "--user", DatabaseCli.USER, cli.config())).isEqualTo(1);
        assertThat(cli.errors()).contains("has no user " + DatabaseCli.USER);
    }

    @Test
    void a_person_has_to_be_named() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);

        assertThat(cli.run("erase", cli.config())).isEqualTo(2);
    }

    @Test
    void what_needs_the_database_alone_is_refused_while_a_transport_has_it() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);
        try (Store store = SqlStores.open(DatabaseSettings.sqlite(dir.resolve("users.sqlite"), ""))) {
            assertThat(store.isUinTaken("Romeo")).isTrue();
            assertThat(cli.run("check", "--repair", cli.config())).isEqualTo(1);
            assertThat(cli.run("upgrade", cli.config())).isEqualTo(1);
            assertThat(cli.run("restore", "--replace", cli.config(), "any.backup"))
                    .isEqualTo(1);
            assertThat(cli.run("copy", cli.config(), cli.config())).isEqualTo(1);
            assertThat(cli.errors().lines()).hasSize(4).allMatch(line -> line.contains("uses the same tables"));

            assertThat(cli.run("check", cli.config())).isZero();
            assertThat(cli.run("status", cli.config())).isZero();
            assertThat(cli.out()).containsPattern("transport +runs\n");
        }
    }
}
