package org.libtransport.launcher.setup;

import java.util.concurrent.Callable;
import org.libtransport.launcher.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport completion}. */
@Command(
        name = "completion",
        description = {"Prints what bash or zsh needs to complete commands and options."},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  source <(transport completion bash)",
            "  transport completion bash > /etc/bash_completion.d/transport",
            "  source <(transport completion zsh)"
        })
public final class CompletionCommand implements Callable<Integer> {

    /** Named as people type them. */
    private enum Shell {
        bash,
        zsh
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SHELL",
            defaultValue = "bash",
            description = "bash or zsh; what is printed is for both.")
    @SuppressWarnings("unused") // the script looks itself who runs it
    private Shell shell = Shell.bash;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("transport", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
