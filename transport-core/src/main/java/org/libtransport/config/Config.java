package org.libtransport.config;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that was found to be right: every option has a value of its type. */
public final class Config {

    private static final Origin DEFAULT = new Origin("default", 0);

    private final String source;
    private final Map<Option<?>, Object> values;
    private final Map<Option<?>, List<String>> texts;
    private final Map<Option<?>, Origin> origins;
    private final Map<String, List<String>> unknown;
    private final List<Mistake> warnings;

    Config(
            String source,
            Map<Option<?>, Object> values,
            Map<Option<?>, List<String>> texts,
            Map<Option<?>, Origin> origins,
            Map<String, List<String>> unknown,
            List<Mistake> warnings) {
        this.source = source;
        this.values = new IdentityHashMap<>(values);
        this.texts = new IdentityHashMap<>(texts);
        this.origins = new IdentityHashMap<>(origins);
        this.unknown = Map.copyOf(unknown);
        this.warnings = List.copyOf(warnings);
    }

    /** The file as the user named it. */
    public String source() {
        return source;
    }

    /** The value that holds: from the command line, else from the file, else the default. */
    @SuppressWarnings("unchecked") // the parser put in what the option's own reader returned
    public <T> T get(Option<T> option) {
        Object value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException(option + " is not in the table of options");
        }
        return (T) value;
    }

    /** As {@link #get}, but empty while the parser has no right value. */
    @SuppressWarnings("unchecked") // as in get
    <T> Optional<T> find(Option<T> option) {
        return Optional.ofNullable((T) values.get(option));
    }

    /**
     * What {@link #get} returns as one would write it, with {@code $jid} replaced: one text, or as many as a list has.
     * Secrets are not hidden.
     */
    public List<String> text(Option<?> option) {
        return texts.getOrDefault(option, List.of());
    }

    /** Whether somebody wrote a value for it. */
    public boolean isSet(Option<?> option) {
        return origins.containsKey(option);
    }

    /** Where the value was written. */
    public Origin origin(Option<?> option) {
        return origins.getOrDefault(option, DEFAULT);
    }

    /** What was written for a name that the table does not know, in the order of the file; backends may. */
    public Optional<List<String>> unknown(String name) {
        return Optional.ofNullable(unknown.get(name));
    }

    /** All names that the table does not know, with what was written for them. */
    public Map<String, List<String>> unknown() {
        return unknown;
    }

    /** What works but is probably not meant. */
    public List<Mistake> warnings() {
        return warnings;
    }
}
