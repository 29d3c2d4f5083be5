package org.libtransport.launcher.db;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Store;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SqlStores;
import picocli.CommandLine;

/** The commands with a config file and an SQLite database in a directory, and what they print. */
final class DatabaseCli {

    static final String USER = "romeo@montague.example";
    static final String PASSWORD = "swordfish";

    private final Path config;
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private DatabaseCli(Path config) {
        this.config = config;
    }

    static DatabaseCli withoutDatabase(Path directory) throws IOException {
        return new DatabaseCli(Files.writeString(directory.resolve("t.cfg"), """
                [service]
                jid = t.example.org
                server = 127.0.0.1
                port = 1
                password = x
                working_dir = %1$s
                pidfile = %1$s/transport.pid
                [database]
                type = sqlite3
                database = %1$s/users.sqlite
                """.formatted(directory)));
    }

    /** One user with one contact. */
    static DatabaseCli withUsers(Path directory) throws IOException {
        try (Store store = SqlStores.open(DatabaseSettings.sqlite(directory.resolve("users.sqlite"), ""))) {
            long id = store.register(List.of(new Registration(USER, "Romeo", PASSWORD, "en")))
                    .get(0)
                    .id();
            store.apply(List.of(
                    new Change.PutBuddy(id, new BuddyRecord("juliet", true, "Juliet", List.of("Verona"), 0, ""))));
        }
        return withoutDatabase(directory);
    }

    int run(String... args) {
        return new CommandLine(new DatabaseCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors, true))
                .execute(args);
    }

    String config() {
        return config.toString();
    }

    String out() {
        return out.toString();
    }

    String errors() {
        return errors.toString();
    }
}
