package org.libtransport.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.Mistake;
import org.libtransport.config.Options;
import org.libtransport.launcher.check.Premises;
import org.libtransport.launcher.os.ProcessOwner;
import org.libtransport.launcher.os.ServiceManager;
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
        description = {
            "Runs a transport until SIGTERM or SIGINT; a second signal ends it at once.",
            "SIGHUP reads the config file again; the log says what changed and what needs a restart.",
            "Without -n it goes to the background, and the command returns when users can reach it or it has failed."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Every option of the config file may also be given here: --service.port=5347",
            "",
            "Exit codes: 0 ended as asked or is in the background, 1 could not start or had to end, 2 command line or"
                    + " config file wrong.",
            "",
            "Examples:",
            "  transport run -n etc/gateway.cfg",
            "  transport run --wait 60 -j icq.example.org /etc/spectrum2/transports/icq.cfg"
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

    @Option(names = "-v", hidden = true, description = "As old scripts ask for the version.")
    private boolean version;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "How long the command waits for an XMPP server that cannot be reached; the transport goes on trying"
                            + " in the background. Default: ${DEFAULT-VALUE}.")
    private int wait;

    @Option(names = Background.FLAG, hidden = true, description = "This is the process in the background.")
    private boolean inBackground;

    @Mixin
    private ConfigArguments arguments = new ConfigArguments();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        if (version) {
            spec.commandLine().printVersionHelp(spec.commandLine().getOut());
            return ExitCode.OK;
        }
        if (!arguments.named()) {
            throw new ParameterException(spec.commandLine(), "A config file is needed.");
        }
        Config config;
        try {
            config = arguments.load(options);
            List<Mistake> premises = Premises.mistakes(config);
            if (!premises.isEmpty()) {
                throw new ConfigException(premises);
            }
            if (inBackground || foreground) {
                LogSettings.use(config);
            }
        } catch (ConfigException e) {
            e.mistakes().forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        }
        try {
            if (foreground) {
                return run(config, Signals.take());
            }
            if (inBackground) {
                Background.leaveSession();
                ProcessOwner.keepFilesFromOthers();
                return run(config, Signals.take());
            }
            return Background.start(spec.commandLine().getParseResult().originalArgs());
        } catch (StartException e) {
            log.debug("The transport cannot start", e);
            spec.commandLine().getErr().println("transport: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int run(Config config, Signals signals) throws StartException, InterruptedException {
        RunningTransport running = RunningTransport.start(config, arguments.forBackends(options), foreground);
        Reload reload = new Reload(config, () -> arguments.load(options), running.transport());
        signals.onHangUp(reload::run);
        ProcessEntries.all(reload).forEach(running.transport().admin()::add);
        ServiceManager systemd = ServiceManager.of(System.getenv());
        Watchdog.start(systemd, running.transport()::heartbeat);
        running.serving().thenRun(() -> {
            log.info("{} is ready for users", config.get(Options.SERVICE_JID));
            systemd.ready();
        });
        CompletableFuture<Void> failed = new CompletableFuture<>();
        running.serving().whenComplete((nothing, failure) -> {
            if (failure != null) {
                failed.completeExceptionally(failure);
            }
        });
        try {
            if (inBackground) {
                settle(config, running, signals, failed);
            }
            CompletableFuture.anyOf(signals.first(), failed).get();
        } catch (ExecutionException e) {
            running.stop();
            throw new StartException(Reasons.of(e), e);
        }
        log.info("Stopping");
        systemd.stopping();
        running.stop();
        log.info("Stopped");
        return ExitCode.OK;
    }

    /** Waits for the transport to be reachable, for a while, and lets the process go that started this one. */
    private void settle(Config config, RunningTransport running, Signals signals, CompletableFuture<Void> failed)
            throws StartException, InterruptedException, ExecutionException {
        CompletableFuture<Object> settled =
                CompletableFuture.anyOf(running.serving().copy(), signals.first(), failed);
        try {
            settled.get(wait, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            spec.commandLine()
                    .getErr()
                    .println("transport: not connected within " + wait
                            + " s; going on trying in the background as process "
                            + ProcessHandle.current().pid());
        }
        if (!signals.first().isDone()) {
            Background.settle(config.get(Options.SERVICE_WORKING_DIR).resolve("transport.log"));
        }
    }
}
