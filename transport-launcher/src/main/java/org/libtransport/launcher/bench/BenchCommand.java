package org.libtransport.launcher.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code transport bench}: see {@code docs/benchmarks.md}. Everything runs on the loopback interface. */
@Command(
        name = "bench",
        description = "Measures the transport as a process of its own, next to a relay that only moves bytes.",
        mixinStandardHelpOptions = true,
        subcommands = SoakCommand.class,
        footer = {
            "",
            "Exit codes: 0 measured, 1 not all could be measured, or with --enforce a target was missed, 2 command line"
                    + " wrong.",
            "",
            "Example: transport bench --users 1000"
        })
public final class BenchCommand implements Callable<Integer> {

    @Option(names = "--users", defaultValue = "500", description = "Users online (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--contacts", defaultValue = "20", description = "Contacts of each (default: ${DEFAULT-VALUE}).")
    private int contacts;

    @Option(
            names = "--window",
            description = "Measure only with so many messages in flight (default: 200, and --rate).")
    private int window;

    @Option(
            names = "--rate",
            description = "Measure only with so many messages a second (default: 1000, and --window).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "10", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "10",
            description = "Seconds of load before it (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--login-window",
            defaultValue = "200",
            description = "Log-ins at a time (default: ${DEFAULT-VALUE}).")
    private int loginWindow;

    @Option(
            names = "--users-per-backend",
            description = "Users on each backend process of the transport (default: all on one).")
    private int usersPerBackend;

    @Option(names = "--backends", description = "Backend processes; with --users-per-backend, in place of --users.")
    private int backends;

    @Option(
            names = "--backend",
            paramLabel = "COMMAND",
            description = "What starts a backend of the transport (default: the echo backend in Java).")
    private String backend = "";

    @Option(names = "--relay-only", description = "Measure only the relay, to see how quiet the machine is.")
    private boolean relayOnly;

    @Option(names = "--enforce", description = "Exit with 1 if a target is missed.")
    private boolean enforce;

    @Option(
            names = "--jvm-arg",
            description = "A flag for the transport's Java; can be repeated (default: those of this one).")
    private List<String> jvmArguments = List.of();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /** Set by picocli before {@link #call}. */
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs the benchmark alone. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        BenchSettings settings = settings();
        try (Cleanup cleanup = new Cleanup()) {
            Path directory = Files.createTempDirectory("transport-bench");
            cleanup.add(() -> delete(directory));
            // The limit comes first: if it is not what it should be, the rest can be saved.
            Figures relay = run(new RelaySubject(), settings, directory, cleanup, err);
            Figures transport = relayOnly
                    ? new Figures()
                    : run(new TransportSubject(jvmArguments), settings, directory, cleanup, err);
            Report report = new Report(settings, transport, relay);
            if (json) {
                report.json(out);
            } else {
                report.table(out);
            }
            return enforce && report.misses() ? 1 : 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private BenchSettings settings() {
        boolean all = window == 0 && rate == 0;
        try {
            return new BenchSettings(
                    allUsers(),
                    contacts,
                    all ? 200 : window,
                    all ? 1_000 : rate,
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(warmUp),
                    loginWindow,
                    new BenchSettings.Backend(usersPerBackend, backend));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int allUsers() {
        if (backends == 0) {
            return users;
        }
        if (usersPerBackend == 0) {
            throw new IllegalArgumentException("--backends needs --users-per-backend");
        }
        return Math.multiplyExact(backends, usersPerBackend);
    }

    private static Figures run(
            Subject subject, BenchSettings settings, Path directory, Cleanup cleanup, PrintWriter progress)
            throws IOException, InterruptedException {
        Path own = Files.createDirectory(directory.resolve(subject.name()));
        return new BenchRun(settings, progress).measure(subject, own, cleanup);
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
