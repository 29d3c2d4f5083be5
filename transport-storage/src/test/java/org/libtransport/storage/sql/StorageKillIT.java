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

/** A process that writes is killed at random moments: what it was told to be stored is there afterwards. */
final class StorageKillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;

    @TempDir
    private Path directory;

    @Test
    void everything_acknowledged_is_there_after_a_kill_at_any_moment() {
        long seed = System.nanoTime();
        System.out.println("StorageKillIT seed " + seed);
        Random random = new Random(seed);
        Path file = directory.resolve("t.db");
        Map<String, Integer> contacts = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            contacts.putAll(writeUntilKilled(file, round, Duration.ofMillis(random.nextInt(400))));
            assertStored(file, contacts);
        }
        assertThat(contacts).hasSizeGreaterThan(ROUNDS * 10);
        assertThat(new SqliteFile(file).rows("PRAGMA integrity_check")).containsExactly("ok");
    }

    /** Returns the users that the process reported as registered, with the number of their contacts it saw stored. */
    private Map<String, Integer> writeUntilKilled(Path file, int round, Duration moment) {
        Path output = directory.resolve("output" + round);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BusyWriter.class.getName(),
                file.toString(),
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

    private static void assertStored(Path file, Map<String, Integer> contacts) {
        try (Store store = SqlStores.open(DatabaseSettings.sqlite(file, ""))) {
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
