package org.libtransport.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code transport run}: a transport from a config file, until SIGTERM or SIGINT. */
@Command(
        name = "run",
        description = "Runs a transport until SIGTERM or SIGINT; a second signal ends it at once.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Every option of the config file may also be given here: --service.port=5347",
            "",
            "Exit codes: 0 ended as asked, 1 could not start or had to end, 2 command line or config file wrong.",
            "",
            "Example: transport run -n etc/gateway.cfg"
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-n", "--no-daemonize"},
            description = "Stay in the foreground.")
    private boolean foreground;

    @Option(
            names = {"-d", "--no-debug"},
            description = "Has no effect; old scripts give it.")
    private boolean noDebug;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        if (!arguments.named()) {
            throw new ParameterException(spec.commandLine(), "A config file is needed.");
        }
        Config config;
        try {
            config = arguments.load(options);
            LogSettings.use(config);
        } catch (ConfigException e) {
            e.mistakes().forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        }
        Signals signals = Signals.take();
        if (!foreground) {
            log.warn("Going to the background is not possible yet: staying in the foreground, as with -n");
        }
        try {
            return run(config, signals);
        } catch (StartException e) {
            log.debug("The transport cannot start", e);
            spec.commandLine().getErr().println("transport: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int run(Config config, Signals signals) throws StartException, InterruptedException {
        RunningTransport running = RunningTransport.start(config, arguments.forBackends(options), foreground);
        running.serving().thenRun(() -> log.info("{} is ready for users", config.get(Options.SERVICE_JID)));
        CompletableFuture<Void> failed = new CompletableFuture<>();
        running.serving().whenComplete((nothing, failure) -> {
            if (failure != null) {
                failed.completeExceptionally(failure);
            }
        });
        try {
            CompletableFuture.anyOf(signals.first(), failed).get();
        } catch (ExecutionException e) {
            running.stop();
            throw new StartException(Reasons.of(e), e);
        }
        log.info("Stopping");
        running.stop();
        log.info("Stopped");
        return ExitCode.OK;
    }
}
