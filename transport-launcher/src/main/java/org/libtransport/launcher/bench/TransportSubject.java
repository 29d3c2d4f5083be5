package org.libtransport.launcher.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Store;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SqlStores;

/** The transport in gateway mode with SQLite, and the echo backend as the process that it starts itself. */
final class TransportSubject implements Subject {

    private static final String MAIN = "org.libtransport.launcher.Main";
    private static final String BACKEND = "org.libtransport.examples.echo.EchoBackend";
    private static final int ALL_USERS = 10_000_000;
    private static final int REGISTERED_AT_ONCE = 1_000;

    private final List<String> jvmArguments;
    private @Nullable Path directory;
    private int contacts;
    private BenchSettings.Backend backend = BenchSettings.Backend.ONE;

    /** With these flags for its Java; if there are none, with those that this program was started with. */
    TransportSubject(List<String> jvmArguments) {
        this.jvmArguments = jvmArguments.isEmpty()
                ? ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
                        .toList()
                : jvmArguments;
    }

    @Override
    public String name() {
        return "transport";
    }

    @Override
    public String jid() {
        return "echo.bench.local";
    }

    @Override
    public String password() {
        return "bench-secret";
    }

    @Override
    public boolean hasUsers() {
        return true;
    }

    @Override
    public void prepare(BenchSettings settings, Path directory, int users) {
        this.directory = directory;
        contacts = settings.contacts();
        backend = settings.backend();
        // As if they had registered before: in the file that the transport opens, with the tables it makes itself.
        try (Store store = SqlStores.open(DatabaseSettings.sqlite(database(directory), ""))) {
            for (int from = 0; from < users; from += REGISTERED_AT_ONCE) {
                store.register(IntStream.range(from, Math.min(users, from + REGISTERED_AT_ONCE))
                        .mapToObj(i -> new Registration(BenchUsers.bareJid(i), "bench" + i, "secret", "en"))
                        .toList());
            }
        }
    }

    private static Path database(Path directory) {
        return directory.resolve("bench.sqlite");
    }

    @Override
    public ChildProcess start(int xmppPort) throws IOException {
        Path home = directory;
        if (home == null) {
            throw new IllegalStateException("not prepared");
        }
        Path config = home.resolve("bench.cfg");
        Files.writeString(config, """
                [service]
                jid=%s
                password=%s
                server=127.0.0.1
                port=%d
                server_mode=0
                backend_host=127.0.0.1
                backend=%s
                users_per_backend=%d
                working_dir=%s
                pidfile=%s
                portfile=%s

                [identity]
                name=Bench
                category=gateway
                type=xmpp

                [database]
                type=sqlite3
                database=%s
                """.formatted(
                        jid(),
                        password(),
                        xmppPort,
                        backend.command().isEmpty() ? echoBackend() : backend.command(),
                        backend.several() ? backend.users() : ALL_USERS,
                        home,
                        home.resolve("bench.pid"),
                        home.resolve("bench.port"),
                        database(home)));
        return ChildProcess.java(jvmArguments, MAIN, List.of("run", "-n", config.toString()), home);
    }

    private String echoBackend() {
        return String.join(
                " ",
                ChildProcess.javaProgram(),
                "-cp",
                ChildProcess.classPath(),
                BACKEND,
                "--echo.contacts=" + contacts);
    }

    @Override
    public void close() {}
}
