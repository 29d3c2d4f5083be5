package org.libtransport.launcher.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.Options;
import org.libtransport.launcher.ConfigArguments;
import org.libtransport.launcher.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code transport snippet}. */
@Command(
        name = "snippet",
        description = {
            "Prints what the XMPP server needs in its config to take this transport as a component, and to let it manage",
            "rosters and send messages for users (XEP-0356). What it grants is shown by transport check."
        },
        mixinStandardHelpOptions = true,
        subcommands = {SnippetCommand.Prosody.class, SnippetCommand.Ejabberd.class, SnippetCommand.Openfire.class},
        footer = {"", "Example: transport snippet prosody /etc/spectrum2/transports/icq.cfg"})
public final class SnippetCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "For which server? One of those below.");
    }

    /** One server. */
    abstract static class Task implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Mixin
        private ConfigArguments arguments = new ConfigArguments();

        @Unmatched
        private List<String> options = new ArrayList<>();

        abstract Snippet snippet();

        @Override
        public Integer call() {
            if (!arguments.named()) {
                throw new ParameterException(spec.commandLine(), "A config file is needed.");
            }
            try {
                Config config = arguments.load(options);
                if (config.get(Options.SERVICE_SERVER_MODE)) {
                    spec.commandLine()
                            .getErr()
                            .println("transport: " + arguments.path()
                                    + " is for server mode, which needs no XMPP server");
                    return ExitCode.FAILED;
                }
                spec.commandLine().getOut().print(snippet().of(config));
                spec.commandLine().getOut().flush();
                return ExitCode.OK;
            } catch (ConfigException e) {
                e.mistakes().forEach(spec.commandLine().getErr()::println);
                return ExitCode.USAGE;
            }
        }
    }

    @Command(
            name = "prosody",
            description = "For prosody.cfg.lua.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 printed, 1 the transport is in server mode, 2 command line or config file wrong.",
                "",
                "Example: transport snippet prosody /etc/spectrum2/transports/icq.cfg"
            })
    static final class Prosody extends Task {
        @Override
        Snippet snippet() {
            return Snippet.PROSODY;
        }
    }

    @Command(
            name = "ejabberd",
            description = "For ejabberd.yml.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 printed, 1 the transport is in server mode, 2 command line or config file wrong.",
                "",
                "Example: transport snippet ejabberd /etc/spectrum2/transports/icq.cfg"
            })
    static final class Ejabberd extends Task {
        @Override
        Snippet snippet() {
            return Snippet.EJABBERD;
        }
    }

    @Command(
            name = "openfire",
            description = "For the admin console of Openfire.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 printed, 1 the transport is in server mode, 2 command line or config file wrong.",
                "",
                "Example: transport snippet openfire /etc/spectrum2/transports/icq.cfg"
            })
    static final class Openfire extends Task {
        @Override
        Snippet snippet() {
            return Snippet.OPENFIRE;
        }
    }
}
