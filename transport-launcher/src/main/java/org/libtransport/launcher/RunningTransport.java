package org.libtransport.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libtransport.Transport;
import org.libtransport.backend.BackendAddress;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.launcher.os.ProcessOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transport as a process has it: with its working directory and the files by which others find it. */
final class RunningTransport {

    private static final Logger log = LoggerFactory.getLogger(RunningTransport.class);

    /** Beyond what the parts of a transport are given to end, each on its own. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Transport transport;
    private final RuntimeFiles files;
    private final CompletableFuture<Void> serving;

    private RunningTransport(Transport transport, RuntimeFiles files, CompletableFuture<Void> serving) {
        this.transport = transport;
        this.files = files;
        this.serving = serving;
    }

    /**
     * Starts what the configuration says, as the user that it names. Blocks until backends can connect; users may have to
     * wait longer.
     *
     * @param backendArguments what backends are started with besides their own command line
     * @param foreground whether nobody expects a pid file
     */
    static RunningTransport start(Config config, List<String> backendArguments, boolean foreground)
            throws StartException, InterruptedException {
        config.warnings().forEach(warning -> log.warn("{}", warning));
        RuntimeFiles files = new RuntimeFiles(config);
        files.make(foreground);
        try {
            ProcessOwner.become(config.get(Options.SERVICE_USER), config.get(Options.SERVICE_GROUP));
            return start(config, backendArguments, files);
        } catch (IOException e) {
            files.remove();
            throw new StartException(
                    "cannot run as " + Options.SERVICE_USER + " and " + Options.SERVICE_GROUP + " say: "
                            + Reasons.of(e),
                    e);
        } catch (StartException e) {
            files.remove();
            throw e;
        }
    }

    private static RunningTransport start(Config config, List<String> backendArguments, RuntimeFiles files)
            throws StartException, InterruptedException {
        Transport transport = new TransportAssembly(config, backendArguments).assemble();
        Transport.Started started = transport.start();
        RunningTransport running =
                new RunningTransport(transport, files, started.serving().toCompletableFuture());
        try {
            BackendAddress backends =
                    started.backendAddress().toCompletableFuture().get();
            files.writePort(backends.port());
            files.writePid(ProcessHandle.current().pid());
            return running;
        } catch (ExecutionException e) {
            running.stop();
            throw new StartException(Reasons.of(e), e);
        } catch (StartException e) {
            running.stop();
            throw e;
        }
    }

    /** Completes when users can reach the transport; fails if they never will. */
    CompletableFuture<Void> serving() {
        return serving;
    }

    Transport transport() {
        return transport;
    }

    /** Logs users out, closes streams, writes what is not written, ends backends, removes files. Blocks until done. */
    void stop() throws InterruptedException {
        try {
            transport.stop().toCompletableFuture().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.error("Not everything could be ended: {}", Reasons.of(e), e);
        }
        files.remove();
    }
}
