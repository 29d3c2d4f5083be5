package org.libtransport.launcher.manager;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.libtransport.launcher.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport admin}. */
@Command(
        name = "admin",
        description = "Gives an admin command to a transport that runs, and prints the answer.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 the transport cannot be asked or answers with an error, 2 command line wrong.",
            "",
            "Examples:",
            "  transport admin etc/gateway.cfg help",
            "  transport admin etc/gateway.cfg status",
            "  transport admin etc/gateway.cfg set motd We move on Friday",
            "  transport admin etc/gateway.cfg log_level org.libtransport.backend debug"
        })
public final class AdminCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long an answer is waited for. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Parameters(index = "0", paramLabel = "FILE", description = "The config file of the transport.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD", description = "The command; help lists all.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return print(spec, file, String.join(" ", words), timeout);
    }

    static int print(CommandSpec spec, Path file, String command, int timeout) {
        try {
            String answer = QueryClient.ask(file, command, Duration.ofSeconds(Math.max(1, timeout)));
            boolean failed = answer.startsWith("Error");
            (failed ? spec.commandLine().getErr() : spec.commandLine().getOut()).println(answer);
            return failed ? ExitCode.FAILED : ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println("transport: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
