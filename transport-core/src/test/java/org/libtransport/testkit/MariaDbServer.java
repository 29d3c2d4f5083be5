package org.libtransport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB of its own for one test, at a port of the loopback address: user {@link #USER} with password
 * {@link #PASSWORD} may do everything. {@link #close} leaves no process and no file; stopped and started again it keeps
 * its data and its port.
 */
public final class MariaDbServer implements AutoCloseable {

    public static final String USER = "transport";
    public static final String PASSWORD = "se'cret \u00e9";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Path program;
    private final TemporaryDirectory directory = TemporaryDirectory.create("mariadb");
    private final int port = Ports.free();
    private @Nullable ChildProcess process;

    private MariaDbServer(Path program) {
        this.program = program;
    }

    /** Makes and starts a server; the test is skipped where MariaDB is not installed, see {@link Tools#require}. */
    public static MariaDbServer create() {
        MariaDbServer server = new MariaDbServer(Tools.require("mariadbd"));
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
        Path data = directory.resolve("data");
        ChildProcess.start(
                        "mariadb-install-db",
                        directory.path(),
                        directory.resolve("install.log"),
                        List.of(
                                Tools.require("mariadb-install-db").toString(),
                                "--no-defaults",
                                "--datadir=" + data,
                                "--tmpdir=" + temporaryFiles(),
                                "--user=" + System.getProperty("user.name"),
                                "--auth-root-authentication-method=normal",
                                "--skip-test-db"))
                .awaitSuccess(START_TIMEOUT);
        directory.write(
                "init.sql",
                "CREATE USER IF NOT EXISTS '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD.replace("'", "''") + "';\n"
                        + "GRANT ALL ON *.* TO '" + USER + "'@'%' WITH GRANT OPTION;\n");
    }

    /** A server that starts deletes what others have in a shared directory for temporary tables. */
    private Path temporaryFiles() {
        try {
            return Files.createDirectories(directory.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server and returns when it takes connections. */
    public void start() {
        ChildProcess started = ChildProcess.start(
                "mariadbd",
                directory.path(),
                directory.resolve("server.log"),
                List.of(
                        program.toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + directory.resolve("data"),
                        "--tmpdir=" + temporaryFiles(),
                        "--socket=" + directory.resolve("socket"),
                        "--pid-file=" + directory.resolve("pid"),
                        "--init-file=" + directory.resolve("init.sql"),
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--port=" + port));
        process = started;
        started.await("port open", START_TIMEOUT, () -> Ports.isOpen(port));
    }

    /** Ends the server the friendly way. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Ends the server at once. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        directory.close();
    }
}
