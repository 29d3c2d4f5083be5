package org.libtransport.launcher.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckAndUpgradeCommandTest {

    @TempDir
    private Path dir;

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("users.sqlite"));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void check_is_code_0_when_nothing_is_wrong_and_1_when_something_is() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);
        assertThat(cli.run("check", cli.config())).isZero();
        assertThat(cli.out()).contains("nothing is wrong");

        sql("INSERT INTO buddies VALUES (99, 99, 'lost', 'ask', '', '', 0)");
        assertThat(cli.run("check", cli.config())).isEqualTo(1);
        assertThat(cli.out()).contains("orphan-contact: contact \"lost\" of user number 99", "1 found");
    }

    @Test
    void check_mends_what_it_can_and_says_so() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);
        sql("INSERT INTO buddies VALUES (99, 99, 'lost', 'ask', '', '', 0)");

        assertThat(cli.run("check", "--repair", "--json", cli.config())).isZero();
        assertThat(cli.out()).contains("\"done\" : \"removed\"", "\"found\" : 1", "\"left\" : 0");
        assertThat(cli.run("check", cli.config())).isZero();
    }

    @Test
    void a_dry_run_prints_the_sql_and_an_upgrade_does_it() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);
        assertThat(cli.run("upgrade", "--dry-run", cli.config())).isZero();
        assertThat(cli.out()).isEqualTo("-- nothing is to be done" + System.lineSeparator());

        sql("DROP INDEX jid");
        assertThat(cli.run("upgrade", "--dry-run", cli.config())).isZero();
        assertThat(cli.out()).contains("CREATE UNIQUE INDEX jid ON users (jid);");
        assertThat(cli.run("upgrade", cli.config())).isZero();
        assertThat(cli.out()).contains("done");
        sql("DROP INDEX jid");
    }
}
