package org.libtransport.launcher.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.libtransport.config.Config;
import org.libtransport.config.Mistake;
import org.libtransport.config.Option;
import org.libtransport.config.Options;
import org.libtransport.tls.ServerKey;

/**
 * Mistakes in a config that only the file system tells: they are named together with each other before anything is
 * started. Blocks.
 */
public final class Premises {

    private final Config config;
    private final List<Mistake> mistakes = new ArrayList<>();

    private Premises(Config config) {
        this.config = config;
    }

    /** All of them, none if everything is where it should be. */
    public static List<Mistake> mistakes(Config config) {
        Premises premises = new Premises(config);
        if (config.get(Options.SERVICE_SERVER_MODE)) {
            premises.certificate(Options.SERVICE_CERT, Options.SERVICE_CERT_PASSWORD);
        }
        premises.certificate(Options.SERVICE_BACKEND_CERT, Options.SERVICE_BACKEND_CERT_PASSWORD);
        premises.directory(Options.SERVICE_WORKING_DIR);
        return List.copyOf(premises.mistakes);
    }

    private void certificate(Option<String> option, Option<String> password) {
        String name = config.get(option);
        if (name.isEmpty()) {
            return;
        }
        ServerKey key = key(config, option, password);
        try {
            Instant end = key.certificate().getNotAfter().toInstant();
            if (end.isBefore(Instant.now())) {
                add(option, name, "has expired on " + end + ", expected a certificate that is valid");
            }
        } catch (IOException e) {
            add(option, name, e.getMessage() + " Expected a readable PKCS#12 file with certificate and key");
        }
    }

    static ServerKey key(Config config, Option<String> option, Option<String> password) {
        return new ServerKey(
                config.get(Options.SERVICE_WORKING_DIR).toAbsolutePath().resolve(config.get(option)),
                config.get(password),
                option.name());
    }

    private void directory(Option<Path> option) {
        Path wanted = config.get(option).toAbsolutePath();
        Path there = existing(wanted);
        if (!Files.isDirectory(there)) {
            add(option, wanted.toString(), there + " is no directory, expected one that can be written to");
        } else if (!Files.isWritable(there)) {
            add(option, wanted.toString(), there + " may not be written to, expected a directory that can be");
        }
    }

    /** The path, or the nearest above it that exists. */
    static Path existing(Path path) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private void add(Option<?> option, String value, String accepted) {
        mistakes.add(Mistake.of(config.origin(option), option, value, accepted));
    }
}
