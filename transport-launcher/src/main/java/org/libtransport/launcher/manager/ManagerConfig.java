package org.libtransport.launcher.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    private static final String LIST = "servers.server";
    private static final Set<String> NUMBERS = Set.of("service.port", "database.port");

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
            LIST,
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
        Set<String> seen = new HashSet<>();
        for (Entry entry : config.entries()) {
            boolean again = !seen.add(entry.name()) && !entry.name().equals(LIST);
            mistake(entry, again).ifPresent(mistake -> mistakes.add(entry.origin() + ": " + entry.name() + mistake));
        }
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

    private static Optional<String> mistake(Entry entry, boolean again) {
        if (!KNOWN.contains(entry.name())) {
            return Optional.of(" is no option of the manager");
        } else if (again) {
            return Optional.of(" is given again, expected only once");
        } else if (NUMBERS.contains(entry.name()) && !entry.value().matches("[0-9]{1,5}")) {
            return Optional.of(" = \"" + entry.value() + "\": expected a port");
        } else if (entry.name().equals(DIRECTORY) && entry.value().isEmpty()) {
            return Optional.of(" is empty, expected a directory");
        }
        return Optional.empty();
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
