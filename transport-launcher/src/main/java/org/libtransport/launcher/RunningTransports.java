package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.storage.StorageException;

/** Whether the transport of a config file runs on this machine, by its pid file. */
public final class RunningTransports {

    private RunningTransports() {}

    /**
     * The process of a pid file, ours or of Spectrum 2. A number that a transport has left behind and that belongs to
     * another program by now is none.
     */
    public static Optional<ProcessHandle> process(Path pidFile) {
        try {
            Optional<ProcessHandle> process = PidFile.number(Files.readString(pidFile))
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive);
            return process.isPresent() && PidFile.mayBelongTo(pidFile, process.get()) ? process : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses to go on while it runs.
     *
     * @throws StorageException if it runs
     */
    public static void refuse(Config config) {
        Path file = config.get(Options.SERVICE_PIDFILE).toAbsolutePath();
        if (isRunning(config)) {
            throw new StorageException("The transport runs: " + file + " belongs to it. Stop it first");
        }
    }

    /** Whether it runs; a transport in the foreground without a pid file is not seen. */
    public static boolean isRunning(Config config) {
        try {
            return PidFile.isTaken(config.get(Options.SERVICE_PIDFILE).toAbsolutePath());
        } catch (IOException e) {
            throw new StorageException("Whether the transport runs cannot be told: "
                    + config.get(Options.SERVICE_PIDFILE) + ": " + Reasons.of(e));
        }
    }
}
