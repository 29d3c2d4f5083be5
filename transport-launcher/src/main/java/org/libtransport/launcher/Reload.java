package org.libtransport.launcher;

import java.util.List;
import org.libtransport.Transport;
import org.libtransport.config.Changes;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.Mistake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the config of a running transport again and changes what can change without a restart. Safe on any thread. */
final class Reload {

    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    private final Config started;
    private final Source source;
    private final Transport transport;
    private Config applied;

    /** Where the config comes from, each time. */
    interface Source {
        Config load() throws ConfigException;
    }

    Reload(Config started, Source source, Transport transport) {
        this.started = started;
        this.source = source;
        this.transport = transport;
        this.applied = started;
    }

    /**
     * What became of it.
     *
     * @param changed options that hold from now on
     * @param waiting options whose new values need a restart
     * @param mistakes why nothing was changed
     */
    record Result(List<String> changed, List<String> waiting, List<String> mistakes) {

        /** As the admin command answers. */
        String describe() {
            if (!mistakes.isEmpty()) {
                return "Error: Error during config reload\n" + String.join("\n", mistakes);
            }
            return "Config reloaded"
                    + (changed.isEmpty() ? "" : "\nChanged: " + String.join(", ", changed))
                    + (waiting.isEmpty() ? "" : "\nNeeds a restart: " + String.join(", ", waiting));
        }
    }

    /** Does it, and logs what changed, what needs a restart, and what was wrong; then nothing changes. Blocks. */
    synchronized Result run() {
        Config read;
        try {
            read = source.load();
        } catch (ConfigException e) {
            for (Mistake mistake : e.mistakes()) {
                log.warn("{}", mistake);
            }
            log.warn("Nothing was changed, because the config is wrong");
            return new Result(
                    List.of(),
                    List.of(),
                    e.mistakes().stream().map(Mistake::toString).toList());
        }
        read.warnings().forEach(warning -> log.warn("{}", warning));
        List<String> changed = Changes.between(applied, read).live();
        // What waits for a restart is told each time until there was one.
        List<String> waiting = Changes.between(started, read).afterRestart();
        TransportAssembly assembly = new TransportAssembly(read, List.of());
        transport.change(assembly.policy());
        transport.change(assembly.admins());
        transport.change(assembly.appearance());
        applied = read;
        log.info("Config read again; changed: {}", changed.isEmpty() ? "nothing" : String.join(", ", changed));
        if (!waiting.isEmpty()) {
            log.warn("Differs from what runs and needs a restart: {}", String.join(", ", waiting));
        }
        return new Result(changed, waiting, List.of());
    }
}
