package org.libtransport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the option table. Two rows are the same only if they are the same object.
 *
 * @param <T> what {@link Config#get} returns for it: the element's type, or a list of them for a list option
 */
public final class Option<T> {

    private final String name;
    private final ValueType<?> element;
    private final Reading<T> reading;
    private final String defaultText;
    private final boolean list;
    private final boolean required;
    private final boolean secret;
    private final Set<Context> contexts;
    private final String help;

    private Option(
            String name,
            ValueType<?> element,
            Reading<T> reading,
            String defaultText,
            Traits traits,
            Set<Context> contexts,
            String help) {
        this.name = name;
        this.element = element;
        this.reading = reading;
        this.defaultText = defaultText;
        this.list = traits.list;
        this.required = traits.required;
        this.secret = traits.secret;
        this.contexts = Set.copyOf(contexts);
        this.help = help;
    }

    static <T> Option<T> scalar(
            String name, ValueType<T> type, String defaultText, Set<Context> contexts, String help) {
        return new Option<>(
                name, type, written -> type.read(written.get(0)), defaultText, Traits.PLAIN, contexts, help);
    }

    static <T> Option<T> required(String name, ValueType<T> type, Set<Context> contexts, String help) {
        return new Option<>(name, type, written -> type.read(written.get(0)), "", Traits.REQUIRED, contexts, help);
    }

    static Option<String> secret(String name, Set<Context> contexts, String help) {
        return new Option<>(
                name, ValueType.STRING, written -> Optional.of(written.get(0)), "", Traits.SECRET, contexts, help);
    }

    static <E> Option<List<E>> list(String name, ValueType<E> type, Set<Context> contexts, String help) {
        Reading<List<E>> reading = written -> {
            List<E> values = new ArrayList<>(written.size());
            for (String text : written) {
                Optional<E> value = text.isEmpty() ? Optional.empty() : type.read(text);
                if (value.isPresent()) {
                    values.add(value.get());
                } else if (!text.isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.of(List.copyOf(values));
        };
        return new Option<>(name, type, reading, "", Traits.LIST, contexts, help);
    }

    /** Section and key, as on the command line: {@code service.port}. */
    public String name() {
        return name;
    }

    /** How one written value is read. */
    public ValueType<?> type() {
        return element;
    }

    /** The default as it would be written; may contain {@code $jid}. Empty for lists and required options. */
    public String defaultText() {
        return defaultText;
    }

    /** Whether it may be written several times, one value a line. An empty line adds nothing. */
    public boolean isList() {
        return list;
    }

    /** Whether a configuration without it is refused. */
    public boolean isRequired() {
        return required;
    }

    /** Whether its value must never be shown. */
    public boolean secret() {
        return secret;
    }

    public Set<Context> contexts() {
        return contexts;
    }

    /** One sentence for people. */
    public String help() {
        return help;
    }

    /** Reads all that was written for this option; one text unless it is a list. Empty if one of them is wrong. */
    Optional<T> read(List<String> written) {
        return reading.read(written);
    }

    @Override
    public String toString() {
        return name;
    }

    private interface Reading<T> {
        Optional<T> read(List<String> written);
    }

    private enum Traits {
        PLAIN(false, false, false),
        REQUIRED(false, true, false),
        SECRET(false, false, true),
        LIST(true, false, false);

        private final boolean list;
        private final boolean required;
        private final boolean secret;

        Traits(boolean list, boolean required, boolean secret) {
            this.list = list;
            this.required = required;
            this.secret = secret;
        }
    }
}
