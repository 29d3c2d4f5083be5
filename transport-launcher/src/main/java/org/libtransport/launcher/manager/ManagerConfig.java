package org.libtransport.launcher.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.Entry;

/**
 * The manager's own config file, of which the command line needs one option only.
 *
 * @param directory where the config files of transports are
 */
record ManagerConfig(Path directory) {

    static final Path DEFAULT_FILE = Path.of("/etc/spectrum2/spectrum_manager.cfg");

    private static final Path DEFAULT_DIRECTORY = Path.of("/etc/spectrum2/transports");
    private static final String DIRECTORY = "service.config_directory";

    /** The others are about the web pages, which the command line does not have. */
    private static final Set<String> KNOWN = Set.of(
            "service.admin_username",
            "service.admin_password",
            "service.bind",
            "service.port",
            "service.cert",
            DIRECTORY,
            "service.data_dir",
            "service.base_location",
            "servers.server",
            "database.type",
            "database.database",
            "database.server",
            "database.user",
            "database.password",
            "database.port",
            "database.prefix",
            "logging.config");

    /** @throws IOException with a line for each mistake */
    static ManagerConfig read(Path file) throws IOException {
        ConfigFile config = ConfigFile.read(file);
        List<String> mistakes = new ArrayList<>();
        config.mistakes().forEach(mistake -> mistakes.add(mistake.toString()));
        config.entries().stream()
                .filter(entry -> !KNOWN.contains(entry.name()))
                .forEach(entry -> mistakes.add(entry.origin() + ": " + entry.name() + " is no option of the manager"));
        if (!mistakes.isEmpty()) {
            throw new IOException(String.join("\n", mistakes));
        }
        return config.entries().stream()
                .filter(entry -> entry.name().equals(DIRECTORY))
                .map(Entry::value)
                .findFirst()
                .map(directory -> new ManagerConfig(Path.of(directory)))
                .orElse(new ManagerConfig(DEFAULT_DIRECTORY));
    }

    /** The config files, by name. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cfg") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }
}
