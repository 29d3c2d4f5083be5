package org.libtransport.launcher;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.libtransport.launcher.bench.BenchCommand;
import org.libtransport.launcher.check.CheckCommand;
import org.libtransport.launcher.config.ConfigCommand;
import org.libtransport.launcher.db.DatabaseCommand;
import org.libtransport.launcher.manager.AdminCommand;
import org.libtransport.launcher.manager.LogCommand;
import org.libtransport.launcher.manager.ManagerCommand;
import org.libtransport.launcher.setup.CommandsCommand;
import org.libtransport.launcher.setup.CompletionCommand;
import org.libtransport.launcher.setup.InitCommand;
import org.libtransport.launcher.setup.SnippetCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. Exit codes: 0 ended as asked, 1 could not start or had to end, 2 wrong command line or config. */
@Command(
        name = "transport",
        description = "Lets people on XMPP talk to people on another network.",
        subcommands = {
            RunCommand.class,
            InitCommand.class,
            CheckCommand.class,
            SnippetCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            BackendCommand.class,
            ConfigCommand.class,
            DatabaseCommand.class,
            ManagerCommand.class,
            AdminCommand.class,
            LogCommand.class,
            CompletionCommand.class,
            CommandsCommand.class,
            WarmUpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Does what the arguments say and returns the exit code. */
    static int execute(String... args) {
        CommandLine program = new CommandLine(new Main());
        program.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        program.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        program.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("transport: " + failure);
            failure.printStackTrace(command.getErr());
            return ExitCode.FAILED;
        });
        return program.execute(ConfigArguments.join(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be done? One of the commands below.");
    }
}
