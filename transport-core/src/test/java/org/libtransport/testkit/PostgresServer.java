package org.libtransport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of its own for one test, at a port of the loopback address: user {@link #USER} with password
 * {@link #PASSWORD} may do everything. {@link #close} leaves no process and no file; stopped and started again it keeps
 * its data and its port. For root it runs as the user {@code postgres}, because it refuses to run as root.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String USER = "transport";
    public static final String PASSWORD = "se'cret \u00e9";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final String SYSTEM_USER = "postgres";

    private final Path initdb;
    private final Path postgres;
    private final boolean root = System.getProperty("user.name").equals("root");
    private final TemporaryDirectory directory = TemporaryDirectory.create("postgres");
    private final int port = Ports.free();
    private @Nullable ChildProcess process;

    private PostgresServer(Path initdb, Path postgres) {
        this.initdb = initdb;
        this.postgres = postgres;
    }

    /** Makes and starts a server; the test is skipped where PostgreSQL is not installed, see {@link Tools#require}. */
    public static PostgresServer create() {
        PostgresServer server = new PostgresServer(Tools.require("initdb"), Tools.require("postgres"));
        try {
            server.install();
            server.start();
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    private void install() {
        Path password = directory.write("password", PASSWORD + "\n");
        if (root) {
            own(directory.path());
            own(password);
        }
        run(
                        "initdb",
                        initdb.toString(),
                        "--pgdata=" + directory.resolve("data"),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8")
                .awaitSuccess(START_TIMEOUT);
    }

    private void own(Path file) {
        try {
            UserPrincipal user =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SYSTEM_USER);
            Files.setOwner(file, user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess run(String name, String... command) {
        List<String> words = new ArrayList<>();
        if (root) {
            words.addAll(List.of(
                    Tools.require("setpriv").toString(),
                    "--reuid=" + SYSTEM_USER,
                    "--regid=" + SYSTEM_USER,
                    "--init-groups"));
        }
        words.addAll(List.of(command));
        return ChildProcess.start(name, directory.path(), directory.resolve(name + ".log"), words);
    }

    /** Starts the server and returns when it takes connections. */
    public void start() {
        ChildProcess started = run(
                "postgres",
                postgres.toString(),
                "-D",
                directory.resolve("data").toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                // Only a machine that fails would need it; no test of ours does that.
                "fsync=off",
                "-c",
                "unix_socket_directories=" + directory.path());
        process = started;
        int before = started.output().length();
        started.await(
                "ready",
                START_TIMEOUT,
                () -> started.output()
                        .substring(Math.min(before, started.output().length()))
                        .contains("ready to accept connections"));
    }

    /** Ends the server at once, but so that all is on disk, and breaks the connections. */
    public void stop() {
        if (process != null) {
            process.interrupt();
        }
    }

    /** Ends the server with no time to write anything. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.interrupt();
            process.close();
        }
        directory.close();
    }
}
