package org.libtransport.launcher.manager;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport log}. */
@Command(
        name = "log",
        description = "Changes what a transport that runs writes to its log.",
        mixinStandardHelpOptions = true,
        subcommands = LogCommand.LevelCommand.class)
public final class LogCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What about the log? One of the commands below.");
    }

    /** {@code transport log level}. */
    @Command(
            name = "level",
            description = "Sets how much a logger tells, until the transport ends.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 done, 1 the transport cannot be asked or knows no such logger, 2 command line wrong.",
                "",
                "Example: transport log level org.libtransport.backend debug etc/gateway.cfg"
            })
    static final class LevelCommand implements Callable<Integer> {

        private static final int TIMEOUT = 10;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Parameters(
                index = "0",
                paramLabel = "LOGGER",
                description = "A logger of ours such as org.libtransport.user, one of Spectrum 2, or root.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String logger;

        @Parameters(
                index = "1",
                paramLabel = "LEVEL",
                description = "off, error, warn, info, debug, trace, or default for that of the logger above.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String level;

        @Parameters(index = "2", paramLabel = "FILE", description = "The config file of the transport.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path file;

        @Override
        public Integer call() {
            return AdminCommand.print(spec, file, "log_level " + logger + ' ' + level, TIMEOUT);
        }
    }
}
