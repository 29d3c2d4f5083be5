package org.libtransport.launcher.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.launcher.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport config check}. */
@Command(
        name = "check",
        description = "Tells all mistakes in a config file; looks at nothing but the file.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the file is right, perhaps with warnings, 2 there are mistakes.",
            "",
            "Example: transport config check etc/gateway.cfg"
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-j", "--jid"},
            paramLabel = "JID",
            description = "The transport's JID, in place of service.jid.")
    private @Nullable String jid;

    @Parameters(index = "0", paramLabel = "FILE", description = "The config file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Override
    public Integer call() {
        Optional<Config> config = ConfigLoad.of(file, jid, spec.commandLine().getErr());
        if (config.isEmpty()) {
            return ExitCode.USAGE;
        }
        config.get().warnings().forEach(warning -> spec.commandLine().getOut().println("warning: " + warning));
        spec.commandLine().getOut().println(file + ": no mistakes");
        return ExitCode.OK;
    }
}
