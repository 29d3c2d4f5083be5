package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.WriteBehindStorage;

/** A disk of 2 MiB that something else fills. */
final class SqliteFullDiskIT {

    private static final String ROMEO = "romeo@montague.example";
    private static final int CHANGES = 500;

    @TempDir
    private Path directory;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "none", directory.toString());
        if (!mounted && Boolean.getBoolean("strict")) {
            Assertions.fail("a file system cannot be mounted; be root");
        }
        Assumptions.assumeTrue(mounted, "only root can mount a file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", directory.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void changes_wait_while_the_disk_is_full_and_are_written_when_there_is_room() throws Exception {
        InMemoryMetrics metrics = new InMemoryMetrics();
        DatabaseSettings settings = DatabaseSettings.sqlite(directory.resolve("users.db"), "");
        WriteBehindStorage storage = SqlStores.start(settings, metrics);
        long id = get(storage.register(new Registration(ROMEO, "romeo", "secret", "en")))
                .id();

        Path filler = fill();
        IntStream.range(0, CHANGES).mapToObj(SqliteFullDiskIT::contact).forEach(buddy -> storage.putBuddy(id, buddy));
        // Until one attempt to write them has failed, which the next registration does as well.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThatThrownBy(() -> get(storage.register(new Registration("a@b.example", "x".repeat(4000), "", "en"))))
                    .cause()
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.isTemporary()).isTrue())
                    .hasMessageEndingWith("the disk is full");
        });
        assertThat(storage.waitingChanges()).isEqualTo(CHANGES);

        Files.delete(filler);
        await("all is written").atMost(Duration.ofSeconds(20)).until(() -> storage.waitingChanges() == 0);
        assertThat(get(storage.load(ROMEO)).orElseThrow().buddies()).hasSize(CHANGES);
        assertThat(metrics.value(Counter.STORAGE_FAILURES)).isZero();
        get(storage.close());
        assertThat(new SqliteFile(directory.resolve("users.db")).rows("PRAGMA integrity_check"))
                .containsExactly("ok");
    }

    /** Writes until nothing more fits. */
    private Path fill() throws IOException {
        Path filler = directory.resolve("filler");
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static BuddyRecord contact(int number) {
        return new BuddyRecord("contact" + number, true, "A name of some length " + number, List.of("Friends"), 0, "");
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
