package org.libtransport.backend;

import java.util.Locale;
import java.util.function.BiConsumer;

/** The text of one BACKEND_CONFIG, which has the form of a config file. */
final class AnnouncedText {

    private AnnouncedText() {}

    /**
     * Gives each switch that the text sets: its section, a dot and its key, and whether it is on. Lines that set no
     * switch are passed over; backends of the predecessor have some.
     */
    static void forEachSwitch(String text, BiConsumer<String, Boolean> taker) {
        String section = "";
        for (String raw : text.split("[\r\n]+")) {
            int comment = raw.indexOf('#');
            String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1).strip() + ".";
            } else if (equals > 0) {
                String key = section + line.substring(0, equals).strip();
                switch (line.substring(equals + 1).strip().toLowerCase(Locale.ROOT)) {
                    case "1", "true", "yes", "on" -> taker.accept(key, true);
                    case "0", "false", "no", "off" -> taker.accept(key, false);
                    default -> {
                        // As good as not said.
                    }
                }
            }
        }
    }
}
