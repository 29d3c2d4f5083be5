package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Store;
import org.libtransport.storage.UserRecord;
import org.libtransport.testkit.ChildProcess;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** The key is rotated beside a transport that runs, by processes that are killed at random moments. */
final class SecretRotationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USERS = 1_000;
    private static final int ROUNDS = 4;

    private static final List<String> JIDS = IntStream.range(0, USERS)
            .mapToObj(i -> "user" + i + "@montague.example")
            .toList();

    @TempDir
    private Path directory;

    @Test
    void every_password_can_be_read_whenever_a_rotation_is_killed_with_sqlite() {
        rotateAndKill(DatabaseSettings.sqlite(directory.resolve("t.db"), ""));
    }

    @Test
    void every_password_can_be_read_whenever_a_rotation_is_killed_with_maria_db() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            rotateAndKill(ServerDatabase.make(server, ""));
        }
    }

    @Test
    void every_password_can_be_read_whenever_a_rotation_is_killed_with_postgres() throws Exception {
        try (PostgresServer server = PostgresServer.create()) {
            rotateAndKill(ServerDatabase.make(server, ""));
        }
    }

    private void rotateAndKill(DatabaseSettings plain) {
        long seed = System.nanoTime();
        System.out.println("SecretRotationIT seed " + seed);
        Random random = new Random(seed);
        DatabaseSettings settings = RotationProcess.withKeys(plain, directory);
        try (Store running = SqlStores.open(settings)) {
            running.register(JIDS.stream()
                    .map(jid -> new Registration(jid, jid, BusyWriter.password(jid), "en"))
                    .toList());
            for (int round = 0; round < ROUNDS; round++) {
                killARotation(plain, round, Duration.ofMillis(random.nextInt(500)));
                assertAllReadable(running);
                running.register(List.of(new Registration(
                        "late" + round + "@montague.example", "late", BusyWriter.password("late" + round), "en")));
            }
            SecretMigration.Outcome outcome = RotationProcess.rotate(settings);
            assertThat(outcome.complete()).isTrue();
            assertThat(outcome.unreadable()).isEmpty();
            assertAllReadable(running);
        }
        try (Store again = SqlStores.open(settings)) {
            assertAllReadable(again);
            for (int round = 0; round < ROUNDS; round++) {
                String late = "late" + round;
                assertThat(again.find(List.of(late + "@montague.example")).values())
                        .extracting(UserRecord::password)
                        .containsExactly(BusyWriter.password(late));
            }
        }
    }

    private void killARotation(DatabaseSettings settings, int round, Duration moment) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RotationProcess.class.getName(),
                BusyWriter.argument(settings),
                directory.toString());
        Path output = directory.resolve("rotation" + round);
        try (ChildProcess rotation = ChildProcess.start("rotation", directory, output, command)) {
            rotation.await("it has begun", PATIENCE, () -> rotation.output().contains(RotationProcess.BEGUN));
            LockSupport.parkNanos(moment.toNanos());
            assertThat(rotation.isAlive()).as(rotation.output()).isTrue();
            rotation.kill();
        }
    }

    private static void assertAllReadable(Store store) {
        Map<String, UserRecord> users = store.find(JIDS);
        assertThat(users).hasSize(USERS);
        users.forEach((jid, user) -> assertThat(user.password()).isEqualTo(BusyWriter.password(jid)));
    }
}
