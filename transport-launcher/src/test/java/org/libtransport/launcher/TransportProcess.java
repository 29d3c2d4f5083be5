package org.libtransport.launcher;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.libtransport.testkit.ChildProcess;
import org.libtransport.testkit.TemporaryDirectory;

/**
 * The transport as people run it: the main program in a process of its own, started from a config file, with the echo
 * backend in another process and an SQLite file. The same database and log are used again after {@link #kill}.
 */
final class TransportProcess implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TemporaryDirectory directory;
    private final Path config;
    private @Nullable ChildProcess process;

    private TransportProcess(TemporaryDirectory directory, Path config) {
        this.directory = directory;
        this.config = config;
    }

    /**
     * Prepares a transport with these options; those about its files and the backend are added, and a database if none is named.
     * {@code DIRECTORY} stands for the transport's own temporary directory.
     */
    static TransportProcess withOptions(String... options) {
        return withBackend("org.libtransport.examples.echo.EchoBackend", options);
    }

    /** Like {@link #withOptions}, with a backend of which this is the main class. */
    static TransportProcess withBackend(String mainClass, String... options) {
        return withCommand(backend(mainClass), options);
    }

    /** Like {@link #withOptions}, with a backend that is started by this command line. */
    static TransportProcess withCommand(String backend, String... options) {
        TemporaryDirectory directory = TemporaryDirectory.create("transport");
        List<String> lines = new ArrayList<>(List.of(options));
        for (String line : List.of(
                "service.working_dir = " + directory.resolve("work"),
                "service.pidfile = " + directory.resolve("transport.pid"),
                "service.portfile = " + directory.resolve("transport.port"),
                "service.backend = " + backend)) {
            String name = line.substring(0, line.indexOf('='));
            if (lines.stream().noneMatch(given -> given.startsWith(name))) {
                lines.add(line);
            }
        }
        if (lines.stream().noneMatch(line -> line.startsWith("database.type"))) {
            lines.add("database.type = sqlite3");
            lines.add("database.database = " + directory.resolve("users.sqlite"));
        }
        String text = String.join("\n", lines) + "\n";
        return in(directory, text);
    }

    /** Prepares a transport that reads exactly this config file. */
    static TransportProcess withConfigFile(String text) {
        return in(TemporaryDirectory.create("transport"), text);
    }

    private static TransportProcess in(TemporaryDirectory directory, String text) {
        String config = text.replace("DIRECTORY", directory.path().toString());
        return new TransportProcess(directory, directory.write("transport.cfg", config));
    }

    private static String backend(String mainClass) {
        return String.join(
                " ",
                JAVA,
                "-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "-D" + DiaryBackend.FILE + "=DIRECTORY/diary",
                "-cp",
                CLASS_PATH,
                mainClass);
    }

    /** The command line of the echo backend. */
    static String echoBackend() {
        return backend("org.libtransport.examples.echo.EchoBackend");
    }

    /** Starts the main program, with these further arguments, and returns at once. */
    TransportProcess launch(String... more) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                CLASS_PATH,
                "org.libtransport.launcher.Main",
                "run",
                "-n"));
        command.addAll(List.of(more));
        command.add(config.toString());
        process = ChildProcess.start("transport", directory.path(), directory.resolve("output.log"), command);
        return this;
    }

    Path config() {
        return config;
    }

    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** All that the program has printed in all its runs. */
    String log() {
        return current().output();
    }

    void await(String what, BooleanSupplier condition) {
        current().await(what, PATIENCE, condition);
    }

    void awaitLog(String text) {
        await("log: " + text, () -> log().contains(text));
    }

    /** Waits until a query of the transport's database, asked from outside, counts this many. */
    void awaitStored(String query, int expected) {
        String url = "jdbc:sqlite:" + directory.resolve("users.sqlite");
        await(query + " = " + expected, () -> {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(query)) {
                return result.next() && result.getInt(1) == expected;
            } catch (SQLException e) {
                throw new IllegalStateException(query, e);
            }
        });
    }

    int awaitExit() {
        return current().awaitExit(PATIENCE);
    }

    /** The processes of backends that run now. */
    List<ProcessHandle> backends() {
        return current().handle().children().toList();
    }

    /** Ends the transport at once, as the system does when memory is short, and waits for its backends to notice. */
    void kill() {
        List<ProcessHandle> backends = backends();
        current().kill();
        backends.forEach(TransportProcess::awaitEnd);
    }

    /** Ends every backend at once. */
    void killBackend() {
        List<ProcessHandle> backends = backends();
        if (backends.isEmpty()) {
            throw new AssertionError("no backend runs");
        }
        backends.forEach(ProcessHandle::destroyForcibly);
        backends.forEach(TransportProcess::awaitEnd);
    }

    /** Halts the only backend, as if it were busy, or lets it go on. */
    void freezeBackend(boolean frozen) throws Exception {
        String signal = frozen ? "-STOP" : "-CONT";
        int code = new ProcessBuilder("kill", signal, Long.toString(backend().pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill " + signal + " ended with " + code);
        }
    }

    private ProcessHandle backend() {
        List<ProcessHandle> backends = backends();
        if (backends.size() != 1) {
            throw new AssertionError("not one backend but " + backends);
        }
        return backends.get(0);
    }

    /** Ends the transport the friendly way; returns its exit code. */
    int stop() {
        List<ProcessHandle> backends = backends();
        int code = current().stop();
        backends.forEach(TransportProcess::awaitEnd);
        return code;
    }

    @Override
    public void close() {
        if (process != null) {
            List<ProcessHandle> backends = backends();
            process.close();
            backends.forEach(ProcessHandle::destroyForcibly);
        }
        directory.close();
    }

    private ChildProcess current() {
        return Objects.requireNonNull(process, "never launched");
    }

    private static void awaitEnd(ProcessHandle backend) {
        Awaitility.await("end of backend " + backend.pid()).atMost(PATIENCE).until(() -> !backend.isAlive());
    }
}
