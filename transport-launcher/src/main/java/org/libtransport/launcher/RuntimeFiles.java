package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.config.Option;
import org.libtransport.config.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running transport leaves in the file system for others to find: working directory, port file, pid file. They are
 * made, and given to {@code service.user}, before the process becomes that user, who may not be allowed to.
 *
 * <p>A place that somebody wrote into the config must be usable. One that is only a default may not be, since the
 * defaults belong to root: then the transport runs without, and says so.
 */
final class RuntimeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeFiles.class);

    private final Config config;
    private final Ownership ownership;
    private @Nullable Path portFile;
    private @Nullable PidFile pidFile;

    RuntimeFiles(Config config) {
        this.config = config;
        this.ownership = Ownership.of(config);
    }

    /**
     * Makes them. The pid file is left out for a process in the foreground, unless the config names one.
     *
     * @throws StartException if one cannot be made, or the pid file belongs to a transport that runs
     */
    void make(boolean foreground) throws StartException {
        Path directory = config.get(Options.SERVICE_WORKING_DIR);
        try {
            ownership.makeDirectories(directory);
        } catch (IOException e) {
            refuse(Options.SERVICE_WORKING_DIR, "cannot make the directory " + directory, e);
        }
        if (!foreground || config.isSet(Options.SERVICE_PIDFILE)) {
            takePidFile();
        }
        makePortFile();
    }

    private void takePidFile() throws StartException {
        Path file = config.get(Options.SERVICE_PIDFILE).toAbsolutePath();
        try {
            makeDirectoryOf(file);
            pidFile = PidFile.take(file);
            ownership.give(file);
        } catch (PidFile.AlreadyRunningException e) {
            throw new StartException(Reasons.of(e), e);
        } catch (IOException e) {
            refuse(Options.SERVICE_PIDFILE, "cannot write " + file, e);
        }
    }

    private void makePortFile() throws StartException {
        Path file = config.get(Options.SERVICE_PORTFILE).toAbsolutePath();
        try {
            makeDirectoryOf(file);
            Files.writeString(file, "");
            ownership.give(file);
            portFile = file;
        } catch (IOException e) {
            refuse(Options.SERVICE_PORTFILE, "cannot write " + file, e);
        }
    }

    private void makeDirectoryOf(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            ownership.makeDirectories(directory);
        }
    }

    /** Writes the port where backends are awaited, for the manager. */
    void writePort(int port) throws StartException {
        if (portFile != null) {
            try {
                Files.writeString(portFile, port + "\n");
            } catch (IOException e) {
                refuse(Options.SERVICE_PORTFILE, "cannot write " + portFile, e);
            }
        }
    }

    /** Writes the process id, if there is a pid file. */
    void writePid(long pid) throws StartException {
        if (pidFile != null) {
            try {
                pidFile.write(pid);
            } catch (IOException e) {
                refuse(Options.SERVICE_PIDFILE, "cannot write the pid file", e);
            }
        }
    }

    /** Removes what was made, but for the directories. */
    void remove() {
        try {
            if (portFile != null) {
                Files.writeString(portFile, "");
                Files.deleteIfExists(portFile);
            }
            if (pidFile != null) {
                pidFile.close();
            }
        } catch (IOException e) {
            // Emptied at least, which says that nobody runs.
            LOG.debug("A file cannot be removed: {}", Reasons.of(e));
        }
        portFile = null;
        pidFile = null;
    }

    private void refuse(Option<Path> option, String what, IOException cause) throws StartException {
        String why = what + " (" + Reasons.of(cause) + ')';
        if (config.isSet(option)) {
            throw new StartException(config.origin(option) + ": " + option + ": " + why, cause);
        }
        LOG.warn("{}; going on without. {} names another place", why, option);
    }
}
