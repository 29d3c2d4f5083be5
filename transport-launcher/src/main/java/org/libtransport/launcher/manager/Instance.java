package org.libtransport.launcher.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.Entry;
import org.libtransport.config.Option;
import org.libtransport.config.Options;
import org.libtransport.config.References;
import org.libtransport.launcher.RunningTransports;

/**
 * One transport that a config file describes. The file may be meant for Spectrum 2: only what is needed to find the process
 * is read, and nothing else can be wrong.
 *
 * @param primary false for one of {@code [vhosts]}
 */
record Instance(Path file, String jid, boolean primary, ConfigFile config) {

    private static final int HIGHEST_PORT = 65_535;

    /**
     * All that are run from this file: those of {@code [vhosts]}, then that of {@code service.jid}.
     *
     * @throws IOException with a sentence, if the file cannot be read or names no JID
     */
    static List<Instance> of(Path file) throws IOException {
        ConfigFile config = ConfigFile.read(file);
        if (config.entries().isEmpty() && !config.mistakes().isEmpty()) {
            throw new IOException(config.mistakes().get(0).toString());
        }
        String jid = resolved(
                file,
                Options.SERVICE_JID,
                first(config, Options.SERVICE_JID)
                        .orElseThrow(() -> new IOException(file + " has no " + Options.SERVICE_JID)));
        List<Instance> all = new ArrayList<>();
        config.entries().stream()
                .filter(entry -> entry.name().equals(Options.VHOSTS_VHOST.name()))
                .map(Entry::value)
                .filter(vhost -> !vhost.isEmpty() && !vhost.equals(jid))
                .distinct()
                .forEach(vhost -> all.add(new Instance(file, vhost, false, config)));
        all.add(new Instance(file, jid, true, config));
        return all;
    }

    private static Optional<String> first(ConfigFile config, Option<?> option) {
        return config.entries().stream()
                .filter(entry -> entry.name().equals(option.name()))
                .map(Entry::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String resolved(Path file, Option<?> option, String value) throws IOException {
        try {
            return new References(System.getenv(), file).resolve(value);
        } catch (References.UnresolvedException e) {
            throw new IOException(file + ": " + option + ": " + e.reason(), e);
        }
    }

    /**
     * The value of an option, or its default.
     *
     * @throws IOException with a sentence, if it refers to what is not there
     */
    String value(Option<?> option) throws IOException {
        String written = first(config, option).orElse(option.defaultText()).replace("$jid", jid);
        return resolved(file, option, written);
    }

    /** The process that runs it. */
    Optional<ProcessHandle> process() {
        try {
            return RunningTransports.process(Path.of(value(Options.SERVICE_PIDFILE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isRunning() {
        return process().isPresent();
    }

    /** Where it answers queries; empty if it does not say. */
    Optional<Integer> port() throws IOException {
        Path portFile = Path.of(value(Options.SERVICE_PORTFILE));
        try {
            int port = Integer.parseInt(Files.readString(portFile).strip());
            return port > 0 && port <= HIGHEST_PORT ? Optional.of(port) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
