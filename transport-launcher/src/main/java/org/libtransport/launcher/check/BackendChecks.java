package org.libtransport.launcher.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.launcher.BackendPlan;
import org.libtransport.launcher.peer.Arrival;
import org.libtransport.launcher.peer.BackendSource;
import org.libtransport.launcher.peer.NoBackendException;
import org.libtransport.launcher.peer.PlayedTransport;
import org.libtransport.launcher.peer.StartedBackend;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Whether the backend starts, connects and answers. It gets no user. */
final class BackendChecks {

    private static final String WHAT = "backend";
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private BackendChecks() {}

    /** @param arguments what backends are started with besides their own command line */
    static List<Finding> look(Config config, List<String> arguments) throws InterruptedException {
        String command = config.get(Options.SERVICE_BACKEND);
        if (command.isEmpty() || command.equals("external")) {
            return List.of(
                    config.get(Options.SERVICE_BACKEND_PORT) == 0
                            ? Finding.fail(
                                    WHAT,
                                    "none is started, and service.backend_port is not set for those that come by themselves",
                                    "set service.backend to a command line, or service.backend_port to a fixed port")
                            : Finding.ok(WHAT, "is started by somebody else"));
        }
        Path directory = Premises.existing(config.get(Options.SERVICE_WORKING_DIR));
        try {
            return List.of(start(BackendPlan.source(command, directory, config, arguments), arguments));
        } catch (IllegalArgumentException e) {
            return List.of(Finding.fail(WHAT, String.valueOf(e.getMessage()), "change service.backend"));
        }
    }

    private static Finding start(BackendSource source, List<String> arguments) throws InterruptedException {
        long begin = System.nanoTime();
        try (PlayedTransport transport = PlayedTransport.open(source, arguments);
                StartedBackend backend = transport.start(START)) {
            backend.link().send(Type.TYPE_PING);
            long end = System.nanoTime() + ANSWER.toNanos();
            for (long left = ANSWER.toNanos(); left > 0; left = end - System.nanoTime()) {
                Arrival arrival = backend.link().next(Duration.ofNanos(left));
                if (arrival instanceof Arrival.Arrived arrived
                        && arrived.frame().type() == Type.TYPE_PONG) {
                    return Finding.ok(
                            WHAT,
                            "starts and answers within "
                                    + Duration.ofNanos(System.nanoTime() - begin)
                                            .toMillis() + " ms");
                } else if (arrival instanceof Arrival.Closed closed) {
                    return Finding.fail(
                            WHAT, closed.why() + backend.lastWords(), "run it by hand, and look at what it prints");
                }
            }
            return Finding.fail(
                    WHAT,
                    "connects, but does not answer PING within " + ANSWER.toSeconds() + " s" + backend.lastWords(),
                    "transport backend check tells more");
        } catch (NoBackendException e) {
            String said = String.valueOf(e.getMessage());
            return Finding.fail(
                    WHAT,
                    said,
                    Files.exists(Path.of("/proc")) && said.contains("No such file")
                            ? "install the program, or change service.backend"
                            : "look at service.backend, and run it by hand with the same arguments");
        }
    }
}
