package org.libtransport.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a {@link Config} of a file and a command line by the table of options.
 *
 * <p>A value on the command line replaces the file's, a list the whole list. {@code $jid} in the file's values of known
 * options and in defaults stands for the {@code service.jid} of the file or the argument of {@code -j}; then {@link References}
 * are looked up. As in the old program, both are left alone on the command line, and {@code --service.jid=} does not change
 * what {@code $jid} stands for: backends read the same command line and must come to the same result.
 */
public final class ConfigParser {

    private static final String JID_TOKEN = "$jid";

    private static final Comparator<Mistake> BY_LINE = Comparator.comparingInt(mistake ->
            mistake.origin().line() == 0 ? Integer.MAX_VALUE : mistake.origin().line());

    private final References references;
    private final ConfigFile file;
    private final Overrides overrides;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, List<Entry>> written = new LinkedHashMap<>();
    private final Map<String, List<String>> unknown = new LinkedHashMap<>();
    private final Map<Option<?>, Object> values = new IdentityHashMap<>();
    private final Map<Option<?>, List<String>> texts = new IdentityHashMap<>();
    private final Map<Option<?>, Origin> origins = new IdentityHashMap<>();

    private ConfigParser(ConfigFile file, Overrides overrides, References references) {
        this.references = references;
        this.file = file;
        this.overrides = overrides;
    }

    /**
     * Reads and checks everything.
     *
     * @throws ConfigException with all mistakes there are
     */
    public static Config parse(ConfigFile file, Overrides overrides) throws ConfigException {
        return parse(file, overrides, System.getenv());
    }

    static Config parse(ConfigFile file, Overrides overrides, Map<String, String> environment) throws ConfigException {
        return new ConfigParser(file, overrides, new References(environment, Path.of(file.name()))).parse();
    }

    private Config parse() throws ConfigException {
        mistakes.addAll(file.mistakes());
        mistakes.addAll(overrides.mistakes());
        if (file.entries().isEmpty() && !file.mistakes().isEmpty()) {
            // The file could not be read: that everything is missing in it would only hide the reason.
            throw new ConfigException(mistakes);
        }
        collect();
        String jid = jid();
        Options.ALL.forEach(option -> read(option, jid));
        Rules rules = Rules.check(config(List.of()));
        mistakes.addAll(rules.mistakes());
        if (!mistakes.isEmpty()) {
            mistakes.sort(BY_LINE);
            throw new ConfigException(mistakes);
        }
        List<Mistake> warnings = new ArrayList<>(rules.warnings());
        warnings.addAll(OldNames.warnings(written));
        warnings.sort(BY_LINE);
        return config(warnings);
    }

    private Config config(List<Mistake> warnings) {
        return new Config(file.name(), values, texts, origins, unknown, warnings);
    }

    private void collect() {
        Map<String, List<Entry>> fromFile = group(file.entries());
        if (overrides.jid() != null) {
            String name = Options.SERVICE_JID.name();
            fromFile.put(name, List.of(new Entry(name, overrides.jid(), Origin.COMMAND_LINE)));
        }
        written.putAll(fromFile);
        written.putAll(group(overrides.entries()));
        written.forEach((name, entries) -> {
            if (Options.find(name).isEmpty()) {
                unknown.put(name, entries.stream().map(Entry::value).toList());
            }
        });
    }

    private static Map<String, List<Entry>> group(List<Entry> entries) {
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        entries.forEach(entry ->
                groups.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry));
        return groups;
    }

    private String jid() {
        if (overrides.jid() != null) {
            return overrides.jid();
        }
        return file.entries().stream()
                .filter(entry -> entry.name().equals(Options.SERVICE_JID.name()))
                .map(Entry::value)
                .findFirst()
                .orElse("");
    }

    private void read(Option<?> option, String jid) {
        List<Entry> entries = written.getOrDefault(option.name(), List.of());
        if (entries.isEmpty()) {
            readDefault(option, jid);
            return;
        }
        Entry first = entries.get(0);
        origins.put(option, first.origin());
        if (!option.isList() && entries.size() > 1) {
            for (Entry again : entries.subList(1, entries.size())) {
                String where = first.origin().equals(again.origin()) ? "" : ", the first is at " + first.origin();
                mistakes.add(
                        Mistake.of(again.origin(), option, again.value(), "given again, expected only once" + where));
            }
            entries = List.of(first);
        }
        List<String> read = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            boolean given = entry.origin().equals(Origin.COMMAND_LINE);
            String written = given ? entry.value() : entry.value().replace(JID_TOKEN, jid);
            try {
                String text = given ? written : references.resolve(written);
                if (option.read(List.of(text)).isPresent()) {
                    read.add(text);
                } else {
                    mistakes.add(Mistake.of(
                            entry.origin(),
                            option,
                            written,
                            "expected " + option.type().accepts()));
                }
            } catch (References.UnresolvedException e) {
                mistakes.add(Mistake.of(entry.origin(), option, written, e.reason()));
            }
        }
        if (read.size() == entries.size()) {
            put(option, read);
        }
    }

    private void readDefault(Option<?> option, String jid) {
        if (option.isRequired()) {
            mistakes.add(new Mistake(
                    new Origin(file.name(), 0),
                    option.name(),
                    null,
                    "missing, expected " + option.type().accepts()));
            return;
        }
        // A default may be wrong only because $jid is: the mistake is told for service.jid.
        put(option, option.isList() ? List.of() : List.of(option.defaultText().replace(JID_TOKEN, jid)));
    }

    private void put(Option<?> option, List<String> read) {
        option.read(read).ifPresent(value -> {
            values.put(option, value);
            texts.put(option, List.copyOf(read));
        });
    }
}
