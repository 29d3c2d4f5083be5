package org.libtransport.launcher.kit.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a backend announced by BACKEND_CONFIG. Read here once more than in the transport: the kit shares no code with what it
 * judges for, and names the lines that a transport skips.
 *
 * @param values by {@code section.key}
 * @param mistakes lines that a transport cannot read, in words
 */
public record Announcement(Map<String, Boolean> values, List<String> mistakes) {

    /** Reads the texts in the order in which they came; for each key the first value counts. */
    public static Announcement of(List<String> texts) {
        Map<String, Boolean> values = new LinkedHashMap<>();
        List<String> mistakes = new ArrayList<>();
        texts.forEach(text -> read(text, values, mistakes));
        return new Announcement(Map.copyOf(values), List.copyOf(mistakes));
    }

    private static void read(String text, Map<String, Boolean> values, List<String> mistakes) {
        String section = "";
        for (String raw : text.split("[\r\n]+")) {
            int comment = raw.indexOf('#');
            String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1).strip() + ".";
            } else if (equals > 0) {
                String key = section + line.substring(0, equals).strip();
                if (!key.equals("registration.extraField")) {
                    value(key, line.substring(equals + 1).strip(), values, mistakes);
                }
            } else if (!line.isEmpty()) {
                mistakes.add("the line '" + line + "'");
            }
        }
    }

    private static void value(String key, String value, Map<String, Boolean> values, List<String> mistakes) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> values.putIfAbsent(key, true);
            case "0", "false", "no", "off" -> values.putIfAbsent(key, false);
            default -> mistakes.add(key + " = '" + value + "'");
        }
    }

    /** Whether the backend says that it has it: {@code features.muc}. */
    public boolean has(String key) {
        return values.getOrDefault(key, false);
    }
}
