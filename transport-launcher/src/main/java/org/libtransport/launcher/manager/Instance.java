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

/**
 * One transport that a config file describes. The file may be meant for Spectrum 2: only what is needed to find the process
 * is read, and nothing else can be wrong.
 *
 * @param primary false for one of {@code [vhosts]}
 */
record Instance(Path file, String jid, boolean primary, ConfigFile config) {

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
        String jid = first(config, Options.SERVICE_JID)
                .orElseThrow(() -> new IOException(file + " has no " + Options.SERVICE_JID));
        List<Instance> all = new ArrayList<>();
        config.entries().stream()
                .filter(entry -> entry.name().equals(Options.VHOSTS_VHOST.name()))
                .map(Entry::value)
                .filter(vhost -> !vhost.isEmpty() && !vhost.equals(jid))
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

    /** The value of an option, or its default. */
    String value(Option<?> option) {
        return first(config, option).orElse(option.defaultText()).replace("$jid", jid);
    }

    /** The process that runs it. */
    Optional<ProcessHandle> process() {
        return number(value(Options.SERVICE_PIDFILE)).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    }

    boolean isRunning() {
        return process().isPresent();
    }

    /** Where it answers queries; empty if it does not say. */
    Optional<Integer> port() {
        return number(value(Options.SERVICE_PORTFILE)).map(Long::intValue).filter(port -> port > 0 && port < 65536);
    }

    private static Optional<Long> number(String file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(Path.of(file)).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
