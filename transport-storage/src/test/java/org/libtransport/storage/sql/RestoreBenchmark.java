package org.libtransport.storage.sql;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.WriteBehindStorage;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;
import org.libtransport.testkit.TemporaryDirectory;
import org.slf4j.LoggerFactory;

/**
 * Measures how long a start takes that brings 10,000 users with 20 contacts each back: who was online, then all that is
 * stored of each, as the transport asks for it. Each line is a store just opened. docs/benchmarks.md has the figures.
 */
final class RestoreBenchmark {

    private static final int USERS = 10_000;
    private static final int CONTACTS = 20;
    private static final int ROUNDS = 4;
    private static final int ROOM_LEFT = 100_000;

    /** Users who arrive at once; each is held in memory until it is logged in. */
    private static final int WINDOW = 1_000;

    private RestoreBenchmark() {}

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try (TemporaryDirectory directory = TemporaryDirectory.create("restore-benchmark")) {
            measure("SQLite", DatabaseSettings.sqlite(directory.resolve("t.db"), ""));
        }
        try (PostgresServer server = PostgresServer.create()) {
            measure("PostgreSQL", ServerDatabase.make(server, ""));
        }
        try (MariaDbServer server = MariaDbServer.create()) {
            measure("MariaDB", ServerDatabase.make(server, ""));
        }
    }

    private static void measure(String name, DatabaseSettings settings) {
        fill(settings);
        for (int round = 0; round < ROUNDS; round++) {
            WriteBehindStorage storage = SqlStores.start(settings, new InMemoryMetrics());
            long start = System.nanoTime();
            List<String> online = join(storage.onlineUsers());
            int contacts = 0;
            for (int from = 0; from < online.size(); from += WINDOW) {
                List<CompletionStage<Optional<StoredUser>>> loads = new ArrayList<>();
                for (String jid : online.subList(from, Math.min(online.size(), from + WINDOW))) {
                    loads.add(storage.load(jid));
                }
                for (CompletionStage<Optional<StoredUser>> load : loads) {
                    contacts += join(load).orElseThrow().buddies().size();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%-12s %d users, %d contacts: %.2f s%n", name, online.size(), contacts, seconds);
            join(storage.close());
        }
    }

    private static void fill(DatabaseSettings settings) {
        WriteBehindStorage storage = SqlStores.start(settings, new InMemoryMetrics());
        List<CompletionStage<UserRecord>> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            users.add(storage.register(
                    new Registration("user" + i + "@montague.example", "legacy" + i, "password " + i, "en")));
            if (users.size() % WINDOW == 0) {
                join(users.get(users.size() - 1));
            }
        }
        for (CompletionStage<UserRecord> registered : users) {
            long id = join(registered).id();
            storage.setOnline(id, true);
            for (int c = 0; c < CONTACTS; c++) {
                storage.putBuddy(
                        id,
                        new BuddyRecord(
                                "contact" + c,
                                true,
                                "Contact number " + c,
                                List.of("Friends"),
                                0,
                                "da39a3ee5e6b4b0d3255bfef95601890afd80709"));
            }
            while (storage.waitingChanges() > ROOM_LEFT) {
                LockSupport.parkNanos(100_000);
            }
        }
        while (storage.waitingChanges() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        join(storage.close());
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
