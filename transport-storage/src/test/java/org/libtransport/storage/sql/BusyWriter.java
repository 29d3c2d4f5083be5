package org.libtransport.storage.sql;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Storage;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** Registers users and gives them contacts until it is ended, and prints what the storage told it to be stored. */
final class BusyWriter {

    static final String STORED = "stored";

    private static final int AT_ONCE = 20;
    private static final int CONTACTS = 5;

    private BusyWriter() {}

    /** Arguments: what {@link #argument} made, and a word that is in all JIDs. */
    public static void main(String[] args) throws InterruptedException {
        Storage storage = SqlStores.start(settings(args[0]), new InMemoryMetrics());
        Semaphore free = new Semaphore(AT_ONCE);
        for (int i = 0; ; i++) {
            String jid = args[1] + "-" + i + "@montague.example";
            free.acquire();
            storage.register(new Registration(jid, jid, password(jid), "en"))
                    .thenCompose(user -> {
                        report(jid, 0);
                        for (String name : names(CONTACTS)) {
                            storage.putBuddy(user.id(), new BuddyRecord(name, true, "", List.of(), 0, name));
                        }
                        return storage.load(jid);
                    })
                    .whenComplete((stored, failure) -> {
                        if (failure == null) {
                            report(jid, stored.orElseThrow().buddies().size());
                        }
                        free.release();
                    });
        }
    }

    /** The database as one word: its type, its name, and the port of the server. */
    static String argument(DatabaseSettings settings) {
        return settings.type() + "," + settings.database() + ","
                + settings.server().port().orElse(0);
    }

    static DatabaseSettings settings(String argument) {
        String[] parts = argument.split(",");
        OptionalInt port = OptionalInt.of(Integer.parseInt(parts[2]));
        return switch (DatabaseType.valueOf(parts[0])) {
            case MYSQL ->
                DatabaseSettings.mysql(
                        DatabaseServer.at("127.0.0.1", port, MariaDbServer.USER, MariaDbServer.PASSWORD), parts[1], "");
            case POSTGRESQL ->
                DatabaseSettings.postgresql(
                        DatabaseServer.at("127.0.0.1", port, PostgresServer.USER, PostgresServer.PASSWORD),
                        parts[1],
                        "");
            default -> DatabaseSettings.sqlite(Path.of(parts[1]), "");
        };
    }

    static String password(String jid) {
        return "password of " + jid;
    }

    static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "contact" + i).toArray(String[]::new);
    }

    /** One write for a line, so that the end of the process cannot tear it in a way that looks whole. */
    private static void report(String jid, int contacts) {
        byte[] line = (STORED + " " + jid + " " + contacts + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
