package org.libtransport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What there is to say of names in a config file that are no options of ours, or none that do anything. */
final class OldNames {

    /** Options that nothing reads, with what to do instead. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "registration.encoding", "all text is UTF-8",
            "proxy.server", "backends read proxy.host",
            "proxy.user", "backends read proxy.username");

    /** What backends of Spectrum 2 read from the same file: no misspellings of ours, however alike. */
    private static final Set<String> OF_BACKENDS = Set.of(
            "service.backend_id",
            "service.verify_certs",
            "service.irc_server",
            "service.irc_identify",
            "service.irc_send_pass",
            "service.irc_away_timeout",
            "service.client_id",
            "service.client_secret",
            "backend.incoming_dir",
            "proxy.type",
            "proxy.host",
            "proxy.port",
            "proxy.username",
            "proxy.password");

    private static final Set<String> SECTIONS_OF_BACKENDS = Set.of("purple", "features", "extensions", "servers");

    private OldNames() {}

    /** One warning for each name that deserves one. */
    static List<Mistake> warnings(Map<String, List<Entry>> written) {
        List<Mistake> warnings = new ArrayList<>();
        written.forEach((name, entries) -> text(name)
                .ifPresent(text -> warnings.add(new Mistake(entries.get(0).origin(), name, null, text))));
        return warnings;
    }

    private static Optional<String> text(String name) {
        String instead = WITHOUT_EFFECT.get(name);
        if (instead != null) {
            return Optional.of("has no effect: " + instead);
        }
        boolean mayBeAMistake = Options.find(name).isEmpty()
                && !OF_BACKENDS.contains(name)
                && !SECTIONS_OF_BACKENDS.contains(section(name));
        return mayBeAMistake
                ? Spelling.nearest(name).map(nearest -> "is known to backends at most; did you mean " + nearest + '?')
                : Optional.empty();
    }

    private static String section(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }
}
