package org.libtransport.launcher.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Overrides;

/** Reads a file for a command that only tells about it. */
final class ConfigLoad {

    private ConfigLoad() {}

    /** The configuration; empty when there are mistakes, which are printed. */
    static Optional<Config> of(Path file, @Nullable String jid, PrintWriter errors) {
        try {
            return Optional.of(ConfigParser.parse(ConfigFile.read(file), Overrides.parse(jid, List.of())));
        } catch (ConfigException e) {
            e.mistakes().forEach(errors::println);
            return Optional.empty();
        }
    }
}
