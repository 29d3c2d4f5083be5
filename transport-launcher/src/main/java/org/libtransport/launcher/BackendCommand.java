package org.libtransport.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code transport backend}: for those who write backends. */
@Command(
        name = "backend",
        description = "For those who write backends.",
        subcommands = {BackendCheckCommand.class, BackendRunCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class BackendCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be done? One of the commands below.");
    }
}
