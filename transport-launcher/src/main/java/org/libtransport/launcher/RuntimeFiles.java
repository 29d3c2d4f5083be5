package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.libtransport.config.Config;
import org.libtransport.config.Option;
import org.libtransport.config.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running transport leaves in the file system for others to find: working directory, port file, pid file.
 *
 * <p>A place that somebody wrote into the config must be usable. One that is only a default may not be, since the
 * defaults belong to root: then the transport runs without, and says so.
 */
final class RuntimeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeFiles.class);

    private final Config config;
    private final Ownership ownership;
    private final List<Path> written = new ArrayList<>();

    RuntimeFiles(Config config) {
        this.config = config;
        this.ownership = Ownership.of(config);
    }

    /** Makes the working directory if it is not there. */
    void makeWorkingDirectory() throws StartException {
        Path directory = config.get(Options.SERVICE_WORKING_DIR);
        try {
            ownership.makeDirectories(directory);
        } catch (IOException e) {
            refuse(Options.SERVICE_WORKING_DIR, "cannot make the directory " + directory, e);
        }
    }

    /** Writes the port where backends are awaited, for the manager. */
    void writePort(int port) throws StartException {
        write(Options.SERVICE_PORTFILE, port);
    }

    /** Writes the process id, unless the transport stays in the foreground and nobody asked for the file. */
    void writePid(long pid, boolean foreground) throws StartException {
        if (!foreground || config.isSet(Options.SERVICE_PIDFILE)) {
            write(Options.SERVICE_PIDFILE, pid);
        }
    }

    /** Removes what was written. */
    void remove() {
        for (Path file : written) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("Cannot remove {}: {}", file, Reasons.of(e));
            }
        }
        written.clear();
    }

    private void write(Option<Path> option, long number) throws StartException {
        Path file = config.get(option).toAbsolutePath();
        try {
            Path directory = file.getParent();
            if (directory != null) {
                ownership.makeDirectories(directory);
            }
            Files.writeString(file, number + "\n");
            written.add(file);
        } catch (IOException e) {
            refuse(option, "cannot write " + file, e);
        }
    }

    private void refuse(Option<Path> option, String what, IOException cause) throws StartException {
        String why = what + " (" + Reasons.of(cause) + ')';
        if (config.isSet(option)) {
            throw new StartException(config.origin(option) + ": " + option + ": " + why, cause);
        }
        LOG.warn("{}; going on without. {} names another place", why, option);
    }
}
