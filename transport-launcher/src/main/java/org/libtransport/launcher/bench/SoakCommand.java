package org.libtransport.launcher.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code transport bench soak}: see {@code docs/benchmarks.md}. */
@Command(
        name = "soak",
        description = "Lets users live with a transport whose server goes away and whose backends are killed, and looks"
                + " for what became of each message.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all is well, 1 something is wrong, or it could not be run, 2 command line wrong.",
            "",
            "Example: transport bench soak --users 500 --duration 10m"
        })
public final class SoakCommand implements Callable<Integer> {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");

    @Option(names = "--users", defaultValue = "500", description = "How many (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--duration",
            defaultValue = "60s",
            description = "How long they live, as 60s, 10m or 1h; the outcome takes up to two minutes more (default:"
                    + " ${DEFAULT-VALUE}).")
    private String duration = "";

    @Option(
            names = "--rate",
            defaultValue = "300",
            description = "What they do altogether in a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--users-per-backend",
            defaultValue = "100",
            description = "Users on each backend process (default: ${DEFAULT-VALUE}).")
    private int usersPerBackend;

    @Option(names = "--seed", description = "Of what they do, and when (default: a new one, which is printed).")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Leave log, database and diaries where they are, and tell where.")
    private boolean keep;

    @Option(
            names = "--jvm-arg",
            description = "A flag for the transport's Java; can be repeated (default: those of this one).")
    private List<String> jvmArguments = List.of();

    /** Set by picocli before {@link #call}. */
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        SoakSettings settings = settings();
        out.println("seed " + settings.seed());
        out.flush();
        try (Cleanup cleanup = new Cleanup()) {
            Path directory = Files.createTempDirectory("transport-soak");
            if (keep) {
                out.println("files in " + directory);
                out.flush();
            } else {
                cleanup.add(() -> BenchCommand.delete(directory));
            }
            SoakVerdict verdict = new SoakRun(settings, jvmArguments, directory, err).run(cleanup);
            verdict.print(out);
            return verdict.isGood() ? 0 : 1;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private SoakSettings settings() {
        try {
            return new SoakSettings(
                    users,
                    parse(duration),
                    rate,
                    usersPerBackend,
                    seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--duration is " + text + "; it can be 60s, 10m or 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
