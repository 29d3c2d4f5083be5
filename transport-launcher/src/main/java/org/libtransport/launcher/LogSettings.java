package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.Mistake;
import org.libtransport.config.Option;
import org.libtransport.config.Options;
import org.libtransport.launcher.logging.LogFiles;

/** Makes the process log as {@code logging.config} and {@code logging.backend_config} say. */
final class LogSettings {

    private LogSettings() {}

    /**
     * Reads the files that the config names. Blocks.
     *
     * @throws ConfigException for files that cannot be used
     */
    static void use(Config config) throws ConfigException {
        LogFiles files = new LogFiles(
                LogFiles.thisProcess(),
                Ownership.of(config),
                config.get(Options.SERVICE_JID).toString());
        List<Mistake> mistakes = new ArrayList<>();
        read(config, Options.LOGGING_CONFIG, files::useForTransport, mistakes);
        read(config, Options.LOGGING_BACKEND_CONFIG, files::useForBackends, mistakes);
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    private static void read(Config config, Option<String> option, Use use, List<Mistake> mistakes) {
        String file = config.get(option);
        if (file.isEmpty()) {
            return;
        }
        try {
            use.of(Path.of(file));
        } catch (IOException e) {
            mistakes.add(Mistake.of(
                    config.origin(option), option, file, "cannot be used for logging (" + Reasons.of(e) + ')'));
        }
    }

    private interface Use {
        void of(Path file) throws IOException;
    }
}
