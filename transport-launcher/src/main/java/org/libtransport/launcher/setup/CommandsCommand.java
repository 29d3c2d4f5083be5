package org.libtransport.launcher.setup;

import java.util.concurrent.Callable;
import org.libtransport.launcher.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code transport commands}. */
@Command(
        name = "commands",
        description = "Prints all commands with their options and exit codes, as Markdown.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: transport commands > docs/commands.md"})
public final class CommandsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(CommandsPage.of(spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
