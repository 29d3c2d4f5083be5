package org.libtransport.launcher.config;

import org.libtransport.launcher.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code transport config}: about options and config files. Nothing is started. */
@Command(
        name = "config",
        description = "Tells what options there are and what a config file makes of them.",
        subcommands = {ListCommand.class, ExplainCommand.class, ShowCommand.class, CheckCommand.class, DiffCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class ConfigCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What about the configuration? One of the commands below.");
    }
}
