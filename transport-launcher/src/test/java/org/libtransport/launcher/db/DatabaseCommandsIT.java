package org.libtransport.launcher.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Store;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SqlStores;
import org.libtransport.testkit.ChildProcess;

/** The commands as an administrator gives them, by the script of the distribution, and Ctrl-C in between. */
@Timeout(180)
class DatabaseCommandsIT {

    private static final Path SCRIPT = Path.of("target", "dist", "bin", "transport");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USERS = 4_000;
    private static final int CONTACTS = 20;

    @TempDir
    private Path dir;

    private DatabaseCli source;
    private DatabaseCli target;
    private int started;

    @BeforeEach
    void configs() throws Exception {
        source = DatabaseCli.withoutDatabase(Files.createDirectories(dir.resolve("source")));
        target = DatabaseCli.withoutDatabase(Files.createDirectories(dir.resolve("target")));
        fill(dir.resolve("source/users.sqlite"));
    }

    private static void fill(Path file) {
        List<Registration> registrations = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            registrations.add(new Registration("user" + i + "@x.example", "User " + i, DatabaseCli.PASSWORD, "en"));
        }
        try (Store store = SqlStores.open(DatabaseSettings.sqlite(file, ""))) {
            List<Change> changes = new ArrayList<>();
            for (UserRecord user : store.register(registrations)) {
                for (int i = 0; i < CONTACTS; i++) {
                    changes.add(
                            new Change.PutBuddy(user.id(), new BuddyRecord("c" + i, true, "C", List.of("G"), 0, "")));
                }
            }
            store.apply(changes);
        }
    }

    private ChildProcess start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toAbsolutePath().toString(), "db"));
        command.addAll(List.of(arguments));
        return ChildProcess.start("transport db", dir, dir.resolve("output" + ++started), command);
    }

    private String succeed(String... arguments) {
        try (ChildProcess process = start(arguments)) {
            process.awaitSuccess(PATIENCE);
            assertThat(process.output()).doesNotContain(DatabaseCli.PASSWORD).doesNotContain("\tat ");
            return process.output();
        }
    }

    private String fail(int code, String... arguments) {
        try (ChildProcess process = start(arguments)) {
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(code);
            assertThat(process.output()).doesNotContain("\tat ");
            return process.output();
        }
    }

    @Test
    void a_database_is_looked_at_saved_and_moved() {
        String backup = dir.resolve("users.backup").toString();

        assertThat(succeed("status", source.config())).containsPattern("users +4000");
        assertThat(succeed("check", source.config())).contains("nothing is wrong");
        assertThat(succeed("upgrade", "--dry-run", source.config())).contains("nothing is to be done");
        assertThat(succeed("backup", source.config(), backup)).contains("4,000 users, 80,000 contacts");
        assertThat(succeed("restore", target.config(), backup)).contains("4,000 users, 80,000 contacts");
        assertThat(succeed("export", "--user", "user7@x.example", target.config()))
                .contains("\"User 7\"");
        assertThat(succeed("erase", "--user", "user7@x.example", target.config()))
                .contains("1 users, 20 contacts");
        assertThat(fail(1, "copy", source.config(), target.config())).contains("is not empty");
        assertThat(fail(1, "export", "--user", "user7@x.example", target.config()))
                .contains("no user");
        assertThat(fail(2, "status", dir.resolve("no.cfg").toString())).contains("no such file");
    }

    @Test
    void every_command_has_help_with_an_example() {
        for (String command : List.of("status", "check", "upgrade", "backup", "restore", "copy", "export", "erase")) {
            assertThat(succeed(command, "--help")).contains("Exit codes:", "transport db " + command);
        }
    }

    @Test
    void a_copy_that_is_interrupted_leaves_a_target_that_it_can_be_done_again_into() throws Exception {
        try (ChildProcess copy = start("copy", source.config(), target.config())) {
            copy.await("rows in the target", PATIENCE, () -> sizeOf("target/users.sqlite") > 500_000);
            copy.interrupt();
            assertThat(copy.awaitExit(PATIENCE)).isNotZero();
        }
        assertThat(succeed("status", target.config())).containsPattern("users +0");
        assertThat(succeed("copy", source.config(), target.config())).contains("4,000 users");
    }

    @Test
    void a_backup_that_is_interrupted_leaves_no_file() throws Exception {
        try (ChildProcess backup =
                start("backup", source.config(), dir.resolve("users.backup").toString())) {
            backup.await("a beginning", PATIENCE, () -> sizeOf("users.backup.part") > 10_000);
            backup.interrupt();
            assertThat(backup.awaitExit(PATIENCE)).isNotZero();
        }
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("users.backup"));
        }
    }

    private long sizeOf(String name) {
        try {
            return Files.size(dir.resolve(name));
        } catch (IOException e) {
            return 0;
        }
    }
}
