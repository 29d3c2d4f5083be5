package org.libtransport.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.kit.Check;
import org.libtransport.launcher.kit.JsonReport;
import org.libtransport.launcher.kit.JunitReport;
import org.libtransport.launcher.kit.Result;
import org.libtransport.launcher.kit.TableReport;
import org.libtransport.launcher.kit.stage.Script;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.logging.ConsoleConfigurator;
import org.libtransport.launcher.peer.BackendSource;
import org.libtransport.launcher.peer.PlayedTransport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code transport backend check}: the conformance kit, see {@code docs/backend-kit.md}. */
@Command(
        name = "check",
        description = "Starts a backend as a transport would, and says of each capability whether it works.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 everything that is announced works, 1 something does not, 2 command line wrong.",
            "",
            "Example: transport backend check -- python3 my_backend.py"
        })
final class BackendCheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private BackendArguments backend = new BackendArguments();

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "NAME",
            description = "Check these only, and fail those that are not announced; separated by commas.")
    private List<String> features = List.of();

    @Option(names = "--user", defaultValue = "romeo", description = "Name at the network (default: ${DEFAULT-VALUE}).")
    private String user = "";

    @Option(names = "--password", defaultValue = "open sesame", description = "Its password.")
    private String password = "";

    @Option(
            names = "--wrong-password",
            defaultValue = "wrong",
            description = "A password that is refused (default: ${DEFAULT-VALUE}).")
    private String wrongPassword = "";

    @Option(
            names = "--contact",
            defaultValue = "echo",
            description = "A contact that repeats what it is told (default: ${DEFAULT-VALUE}).")
    private String contact = "";

    @Option(names = "--room", defaultValue = "#kit", description = "A room to join (default: ${DEFAULT-VALUE}).")
    private String room = "";

    @Option(
            names = "--no-echo",
            description = "The network is a real one: nobody is written to, and what needs the echo is not checked.")
    private boolean noEcho;

    @Option(names = "--users", defaultValue = "100", description = "Users at once (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--messages",
            defaultValue = "10000",
            description = "Messages in one go (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--timeout",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long to wait for each thing (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--json", description = "Print JSON in place of the table.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit's XML as well.")
    private @Nullable Path junit;

    @Override
    public Integer call() throws IOException, InterruptedException, XMLStreamException {
        Script script = script();
        Set<String> named = named();
        BackendSource source = backend.source(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        TableReport table = new TableReport(out);
        if (!json) {
            table.begin(source.name());
        }
        ConsoleConfigurator.warningsOnly();
        List<Result> results;
        try (Workplace workplace = backend.workplace(spec.commandLine());
                PlayedTransport transport = PlayedTransport.open(source, workplace.arguments())) {
            results = Check.run(transport, script, named, json ? result -> {} : table::line);
        }
        boolean passed = results.stream().noneMatch(result -> result.verdict() instanceof Verdict.Fail);
        if (json) {
            JsonReport.write(source.name(), results, passed, out);
        } else {
            table.end(results);
        }
        Path file = junit;
        if (file != null) {
            try (Writer xml = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                JunitReport.write(source.name(), results, xml);
            }
        }
        return passed ? ExitCode.OK : ExitCode.FAILED;
    }

    private Set<String> named() {
        List<String> known = Check.capabilities();
        for (String name : features) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no capability '" + name + "'. There are: " + String.join(", ", known));
            }
        }
        return new LinkedHashSet<>(features);
    }

    private Script script() {
        if (timeout < 1 || users < 1 || messages < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout, --users and --messages need a number from 1 up");
        }
        return new Script(
                user, password, wrongPassword, contact, room, !noEcho, users, messages, Duration.ofSeconds(timeout));
    }
}
