package org.libtransport.launcher.setup;

import java.util.concurrent.Callable;
import org.libtransport.launcher.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code transport completion}. */
@Command(
        name = "completion",
        description = {
            "Prints what bash needs to complete commands and options; zsh too, after: autoload -U +X bashcompinit &&"
                    + " bashcompinit."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  source <(transport completion)",
            "  transport completion > /etc/bash_completion.d/transport"
        })
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("transport", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
