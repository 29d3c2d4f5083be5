package org.libtransport.launcher;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.console.BackendConsole;
import org.libtransport.launcher.console.Screen;
import org.libtransport.launcher.logging.ConsoleConfigurator;
import org.libtransport.launcher.peer.BackendSource;
import org.libtransport.launcher.peer.NoBackendException;
import org.libtransport.launcher.peer.PlayedTransport;
import org.libtransport.launcher.peer.StartedBackend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code transport backend run}: a console, see {@code docs/backend-kit.md}. */
@Command(
        name = "run",
        description = "Starts a backend as a transport would, and lets you play one user by hand. Type help.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 the end of the input or quit, 1 the backend could not be used or ended by itself; with input"
                    + " that is no terminal also a line that could not be obeyed; 2 command line wrong.",
            "",
            "Examples:",
            "  transport backend run -- python3 my_backend.py",
            "  printf 'login\\nwait connected\\nsay echo hello\\nwait message\\n' |"
                    + " transport backend run --user romeo -- ./my-backend"
        })
final class BackendRunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private BackendArguments backend = new BackendArguments();

    @Option(names = "--user", defaultValue = "romeo", description = "Name at the network (default: ${DEFAULT-VALUE}).")
    private String user = "";

    @Option(
            names = "--password",
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "Its password; asked for, unseen, if the word is left out (default: open sesame).")
    private @Nullable String password;

    @Option(
            names = "--timeout",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long the backend has to connect (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BackendSource source = backend.source(spec.commandLine());
        String secret = secret();
        ConsoleConfigurator.warningsOnly();
        Screen screen = new Screen(spec.commandLine().getOut());
        try (Workplace workplace = backend.workplace(spec.commandLine());
                PlayedTransport transport = PlayedTransport.open(source, workplace.arguments(), screen::printed);
                StartedBackend started = transport.start(Duration.ofSeconds(timeout))) {
            screen.note(source.name() + " is connected; type help for what you can do");
            boolean strict = System.console() == null;
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            BackendConsole console = new BackendConsole(started, in, screen, user, secret);
            return console.run(strict) ? ExitCode.OK : ExitCode.FAILED;
        } catch (NoBackendException e) {
            spec.commandLine().getErr().println("transport: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private String secret() {
        String given = password;
        if (given == null) {
            return "open sesame";
        }
        Console terminal = System.console();
        if (given.isEmpty() && terminal != null) {
            return String.valueOf(terminal.readPassword("Password of %s: ", user));
        }
        return given;
    }
}
