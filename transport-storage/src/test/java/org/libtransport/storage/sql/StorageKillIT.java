package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Store;
import org.libtransport.storage.StoredUser;
import org.libtransport.testkit.ChildProcess;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** A process that writes is killed at random moments: what it was told to be stored is there afterwards. */
final class StorageKillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;

    @TempDir
    private Path directory;

    @Test
    void everything_acknowledged_is_there_after_a_kill_at_any_moment_with_sqlite() {
        Path file = directory.resolve("t.db");
        killOften(DatabaseSettings.sqlite(file, ""));
        assertThat(new SqliteFile(file).rows("PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void everything_acknowledged_is_there_after_a_kill_at_any_moment_with_maria_db() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            killOften(ServerDatabase.make(server, ""));
        }
    }

    @Test
    void everything_acknowledged_is_there_after_a_kill_at_any_moment_with_postgres() throws Exception {
        try (PostgresServer server = PostgresServer.create()) {
            killOften(ServerDatabase.make(server, ""));
        }
    }

    private void killOften(DatabaseSettings settings) {
        long seed = System.nanoTime();
        System.out.println("StorageKillIT seed " + seed);
        Random random = new Random(seed);
        Map<String, Integer> contacts = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            contacts.putAll(writeUntilKilled(settings, round, Duration.ofMillis(random.nextInt(400))));
            assertStored(settings, contacts);
        }
        assertThat(contacts).hasSizeGreaterThan(ROUNDS * 10);
    }

    /** Returns the users that the process reported as registered, with the number of their contacts it saw stored. */
    private Map<String, Integer> writeUntilKilled(DatabaseSettings settings, int round, Duration moment) {
        Path output = directory.resolve("output" + round);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BusyWriter.class.getName(),
                BusyWriter.argument(settings),
                "round" + round);
        try (ChildProcess writer = ChildProcess.start("writer", directory, output, command)) {
            writer.await(
                    "some are registered", PATIENCE, () -> acknowledged(writer).size() > 20);
            LockSupport.parkNanos(moment.toNanos());
            assertThat(writer.isAlive()).as(writer.output()).isTrue();
            writer.kill();
            return acknowledged(writer);
        }
    }

    private static Map<String, Integer> acknowledged(ChildProcess writer) {
        Map<String, Integer> contacts = new TreeMap<>();
        String output = writer.output();
        output.substring(0, output.lastIndexOf('\n') + 1).lines().forEach(line -> {
            String[] words = line.split(" ");
            if (words[0].equals(BusyWriter.STORED)) {
                contacts.merge(words[1], Integer.parseInt(words[2]), Math::max);
            }
        });
        return contacts;
    }

    private static void assertStored(DatabaseSettings settings, Map<String, Integer> contacts) {
        // The server may see a little later than we that the process and its lock are gone.
        try (Store store = SqlStores.open(settings.withSharing(true))) {
            Map<String, StoredUser> users = store.load(contacts.keySet());
            contacts.forEach((jid, count) -> {
                StoredUser stored = users.get(jid);
                assertThat(stored).as(jid).isNotNull();
                assertThat(stored.user().password()).isEqualTo(BusyWriter.password(jid));
                // Later contacts may be there as well; a user may have been told of none yet.
                assertThat(BusyWriter.names(count))
                        .isSubsetOf(
                                stored.buddies().stream().map(BuddyRecord::name).toList());
            });
        }
    }
}
