package org.libtransport.launcher.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.launcher.ConfigArguments;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.Json;
import org.libtransport.launcher.RunningTransports;
import org.libtransport.launcher.logging.ConsoleConfigurator;
import org.libtransport.launcher.manager.QueryClient;
import org.libtransport.storage.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code transport check}. */
@Command(
        name = "check",
        description = {
            "Looks at everything that a transport needs: files, database, backend, XMPP server, certificate, names.",
            "Changes nothing; the transport may run."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 it can run, perhaps with warnings, 1 something fails, 2 command line or config file wrong.",
            "",
            "Examples:",
            "  transport check etc/gateway.cfg",
            "  transport check --json etc/gateway.cfg"
        })
public final class CheckCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "Write an array.")
    private boolean json;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!arguments.named()) {
            throw new ParameterException(spec.commandLine(), "A config file is needed.");
        }
        ConsoleConfigurator.warningsOnly();
        return run(arguments, options, json, spec.commandLine().getOut());
    }

    /** Looks at everything and tells it. */
    public static int run(ConfigArguments arguments, List<String> options, boolean json, PrintWriter out)
            throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        boolean wrong = false;
        try {
            Config config = arguments.load(options);
            config.warnings()
                    .forEach(warning -> findings.add(
                            Finding.warn("config", warning.toString(), "change it, unless it is meant so")));
            look(config, arguments.forBackends(options), findings);
        } catch (ConfigException e) {
            wrong = true;
            e.mistakes()
                    .forEach(mistake -> findings.add(Finding.fail("config", mistake.toString(), "correct the file")));
        }
        if (json) {
            Json.print(out, generator -> {
                generator.writeStartArray();
                for (Finding finding : findings) {
                    generator.writeStartObject();
                    generator.writeStringField("level", finding.level().name());
                    generator.writeStringField("what", finding.what());
                    generator.writeStringField("text", finding.text());
                    generator.writeStringField("cure", finding.cure());
                    generator.writeEndObject();
                }
                generator.writeEndArray();
            });
        } else {
            findings.forEach(finding -> print(out, finding));
        }
        out.flush();
        boolean failed = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
        return wrong ? ExitCode.USAGE : failed ? ExitCode.FAILED : ExitCode.OK;
    }

    private static void look(Config config, List<String> arguments, List<Finding> findings)
            throws InterruptedException {
        boolean running = false;
        try {
            running = RunningTransports.isRunning(config) || answers(config);
            if (running) {
                findings.add(Finding.ok("transport", "runs now"));
            }
        } catch (StorageException e) {
            findings.add(Finding.warn("transport", String.valueOf(e.getMessage()), "look at service.pidfile"));
        }
        findings.addAll(new FileChecks(config).look());
        findings.addAll(DatabaseChecks.look(config));
        findings.addAll(BackendChecks.look(config, arguments));
        findings.addAll(new NetworkChecks(config, running).look());
    }

    /** In the foreground it may have no pid file, but always a port. */
    private static boolean answers(Config config) {
        try {
            QueryClient.ask(Path.of(config.source()), "uptime", PATIENCE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void print(PrintWriter out, Finding finding) {
        String colour = switch (finding.level()) {
            case OK -> "green";
            case WARN -> "yellow";
            case FAIL -> "red";
        };
        String level = String.format("%-4s", finding.level());
        out.println(
                Ansi.AUTO.string("@|" + colour + " " + level + "|@") + " " + finding.what() + ": " + finding.text());
        if (!finding.cure().isEmpty()) {
            out.println("     -> " + finding.cure());
        }
    }
}
