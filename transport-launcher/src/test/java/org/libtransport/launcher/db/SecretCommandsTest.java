package org.libtransport.launcher.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretCommandsTest {

    @TempDir
    private Path directory;

    @Test
    void encrypting_rotating_and_decrypting_are_told_and_seen_in_the_status() throws IOException {
        DatabaseCli cli = DatabaseCli.withUsers(directory);
        assertThat(cli.run("encrypt", cli.config())).isZero();
        assertThat(cli.run("status", cli.config())).isZero();
        assertThat(cli.out()).contains("1 passwords and tokens were changed").contains("passwords encrypted:");
        assertThat(directory.resolve("storage.key")).exists();

        assertThat(cli.run("rotate-key", "--json", cli.config())).isZero();
        assertThat(cli.out()).contains("\"complete\"");
        assertThat(Files.readAllLines(directory.resolve("storage.key"))).hasSize(3);

        assertThat(cli.run("decrypt", cli.config())).isZero();
        assertThat(cli.run("status", cli.config())).isZero();
        assertThat(cli.out()).contains("passwords plain");
        assertThat(cli.out() + cli.errors()).doesNotContain(DatabaseCli.PASSWORD);
    }

    @Test
    void without_the_key_nothing_is_done() throws IOException {
        DatabaseCli cli = DatabaseCli.withUsers(directory);
        assertThat(cli.run("encrypt", cli.config())).isZero();
        Files.delete(directory.resolve("storage.key"));

        assertThat(cli.run("decrypt", cli.config())).isEqualTo(1);
        assertThat(cli.errors()).contains("which is not in the key file");
        assertThat(directory.resolve("storage.key")).doesNotExist();
    }

    @Test
    void there_is_no_key_to_rotate_where_nothing_is_encrypted() throws IOException {
        DatabaseCli cli = DatabaseCli.withUsers(directory);
        assertThat(cli.run("rotate-key", cli.config())).isEqualTo(1);
        assertThat(cli.errors()).contains("not encrypted");
        assertThat(directory.resolve("storage.key")).doesNotExist();
    }
}
