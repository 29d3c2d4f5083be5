package org.libtransport.launcher.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.libtransport.config.Config;
import org.libtransport.config.Options;

/** The values that hold, by name: options in the order of the table, then what only backends may know. */
final class Effective {

    private static final String MASK = "***";
    private static final List<String> MASKED = List.of(MASK);

    private final Map<String, Value> values = new LinkedHashMap<>();

    /**
     * What an option has.
     *
     * @param texts one, or as many as a list has
     * @param shown the same for people, without secrets
     * @param origin where it was written, or {@code default}
     */
    record Value(List<String> texts, List<String> shown, String origin) {

        String line() {
            return String.join(", ", shown);
        }
    }

    Effective(Config config) {
        Options.ALL.forEach(option -> {
            List<String> texts = config.text(option);
            boolean hide = option.secret() && !String.join("", texts).isEmpty();
            values.put(
                    option.name(),
                    new Value(
                            texts, hide ? MASKED : texts, config.origin(option).toString()));
        });
        new TreeMap<>(config.unknown())
                .forEach((name, texts) ->
                        values.put(name, new Value(texts, looksSecret(name) ? MASKED : texts, "for backends")));
    }

    /** Backends have secrets too, of which only the name tells. */
    private static boolean looksSecret(String name) {
        return name.matches("(?i).*(password|passwd|secret|token|api_?key|private).*");
    }

    Map<String, Value> values() {
        return values;
    }
}
