package org.libtransport.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about options; it wins over the file.
 *
 * @param jid the argument of {@code -j}: the transport's JID and what {@code $jid} stands for; null if not given
 * @param mistakes arguments that are no {@code --section.key=value}
 */
public record Overrides(@Nullable String jid, List<Entry> entries, List<Mistake> mistakes) {

    public static final Overrides NONE = new Overrides(null, List.of(), List.of());

    public Overrides {
        entries = List.copyOf(entries);
        mistakes = List.copyOf(mistakes);
    }

    /** Reads arguments of the form {@code --section.key=value}. */
    public static Overrides parse(@Nullable String jid, List<String> arguments) {
        List<Entry> entries = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name =
                    argument.startsWith("--") ? argument.substring(2, equals < 0 ? argument.length() : equals) : "";
            if (name.indexOf('.') > 0 && equals > 0) {
                entries.add(new Entry(name, argument.substring(equals + 1).trim(), Origin.COMMAND_LINE));
            } else {
                String shown = equals < 0 ? argument : argument.substring(0, equals) + "=...";
                mistakes.add(new Mistake(Origin.COMMAND_LINE, "", shown, "expected --section.key=value"));
            }
        }
        return new Overrides(jid, entries, mistakes);
    }
}
