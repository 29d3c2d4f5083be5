package org.libtransport.storage.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.WriteBehindStorage;
import org.libtransport.testkit.TemporaryDirectory;

/**
 * Measures SQLite behind the storage port and prints what it did a second; docs/storage.md has the figures. The first
 * lines are of a cold JVM.
 */
final class StorageBenchmark {

    private static final int USERS = 5_000;
    private static final int CONTACTS = 20;
    private static final int ROUNDS = 4;
    private static final int ROOM_LEFT = 150_000;

    private StorageBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("storage-benchmark")) {
            Path file = directory.resolve("t.db");
            millis(
                    "open a new file",
                    () -> open(file).close().toCompletableFuture().join());
            long start = System.nanoTime();
            WriteBehindStorage storage = open(file);
            print("open it again", (System.nanoTime() - start) / 1e6, "ms");
            for (int window : new int[] {1, 16, 200}) {
                int count = window == 1 ? USERS / 10 : USERS;
                perSecond("registrations, window " + window, count, window, i -> storage.register(registration(i)));
            }
            long[] ids = new long[USERS];
            for (int i = 0; i < USERS; i++) {
                ids[i] = storage.find(jid(i))
                        .toCompletableFuture()
                        .join()
                        .orElseThrow()
                        .id();
            }
            for (int round = 0; round < ROUNDS; round++) {
                buddies(storage, ids, round % 2 == 0 ? "da39a3ee5e6b4b0d3255bfef95601890afd80709" : "");
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int window : new int[] {1, 200}) {
                    perSecond("loads, window " + window, USERS, window, i -> storage.load(jid(i)));
                }
            }
            millis("close", () -> storage.close().toCompletableFuture().join());
        }
    }

    private static WriteBehindStorage open(Path file) {
        return SqlStores.start(DatabaseSettings.sqlite(file, ""), new InMemoryMetrics());
    }

    private static void buddies(WriteBehindStorage storage, long[] ids, String icon) {
        long start = System.nanoTime();
        for (long id : ids) {
            storage.putSetting(id, Setting.ENABLE_TRANSPORT, "1");
            for (int c = 0; c < CONTACTS; c++) {
                storage.putBuddy(
                        id, new BuddyRecord("contact" + c, true, "Contact number " + c, List.of("Friends"), 0, icon));
            }
            while (storage.waitingChanges() > ROOM_LEFT) {
                LockSupport.parkNanos(100_000);
            }
        }
        storage.onlineUsers().toCompletableFuture().join();
        double seconds = (System.nanoTime() - start) / 1e9;
        print("contacts written" + (icon.isEmpty() ? "" : ", with icon"), USERS * CONTACTS / seconds, "/s");
    }

    private static void perSecond(String what, int count, int window, IntFunction<CompletionStage<?>> work)
            throws InterruptedException {
        Semaphore free = new Semaphore(window);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            work.apply(i).whenComplete((result, failure) -> free.release());
        }
        free.acquire(window);
        print(what, count / ((System.nanoTime() - start) / 1e9), "/s");
    }

    private static void millis(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        print(what, (System.nanoTime() - start) / 1e6, "ms");
    }

    private static void print(String what, double value, String unit) {
        System.out.printf("%-32s %,10.0f %s%n", what, value, unit);
    }

    private static Registration registration(int i) {
        return new Registration(jid(i), "uin" + i, "password" + i, "en");
    }

    private static String jid(int i) {
        return "user" + i + "@montague.example";
    }
}
