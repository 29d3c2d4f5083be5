package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.peer.TransportConfig;

/** What a transport that is only played has on disk: a config file, its own or one that was given. */
final class Workplace implements AutoCloseable {

    private final @Nullable Path directory;
    private final Path config;

    private Workplace(@Nullable Path directory, Path config) {
        this.directory = directory;
        this.config = config;
    }

    /**
     * Makes one.
     *
     * @param config null to have one written, into a directory that is gone afterwards
     */
    static Workplace with(@Nullable Path config) throws IOException {
        if (config != null) {
            return new Workplace(null, config);
        }
        Path directory = Files.createTempDirectory("transport-backend-");
        return new Workplace(directory, TransportConfig.write(directory));
    }

    /** What the transport hands on to backends. */
    List<String> arguments() {
        return List.of(config.toString());
    }

    @Override
    public void close() {
        Path own = directory;
        if (own != null) {
            Directories.remove(own);
        }
    }
}
