package org.libtransport.launcher.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovingHouseTest {

    @TempDir
    private Path dir;

    private DatabaseCli elsewhere() throws Exception {
        return DatabaseCli.withoutDatabase(Files.createDirectories(dir.resolve("elsewhere")));
    }

    @Test
    void a_backup_is_restored_into_another_database() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);
        DatabaseCli other = elsewhere();
        String backup = dir.resolve("users.backup").toString();

        assertThat(cli.run("backup", cli.config(), backup)).isZero();
        assertThat(cli.out()).isEqualTo(backup + ": 1 users, 1 contacts and 0 settings" + System.lineSeparator());
        assertThat(other.run("restore", other.config(), backup)).isZero();
        assertThat(other.run("status", other.config())).isZero();
        assertThat(other.out()).containsPattern("users +1\n").doesNotContain(DatabaseCli.PASSWORD);
        assertThat(other.run("restore", other.config(), backup)).isEqualTo(1);
        assertThat(other.errors()).contains("is not empty");
        assertThat(other.run("restore", "--replace", "--config", other.config(), backup))
                .isZero();
    }

    @Test
    void a_copy_needs_two_config_files_and_an_empty_target() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);
        DatabaseCli other = elsewhere();

        assertThat(cli.run("copy", cli.config())).isEqualTo(2);
        assertThat(cli.run("copy", cli.config(), other.config())).isZero();
        assertThat(cli.out()).contains("1 users, 1 contacts");
        assertThat(cli.run("copy", cli.config(), other.config())).isEqualTo(1);
        assertThat(cli.errors()).contains("is not empty");
    }

    @Test
    void without_a_file_for_the_backup_it_is_code_2() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);

        assertThat(cli.run("backup", cli.config())).isEqualTo(2);
        assertThat(cli.errors()).contains("A file for the backup is needed");
    }
}
