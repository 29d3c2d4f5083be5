package org.libtransport.backend;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What all backends together announced by BACKEND_CONFIG: for each key the first value that any of them gave counts.
 * Used on the pool's loop.
 */
final class AnnouncedConfig {

    private final Map<String, Boolean> explicit = new HashMap<>();
    private boolean received;

    /** Adds one text in the form of a config file; lines that say nothing to us are ignored. */
    BackendFeatures add(String text) {
        received = true;
        String section = "";
        for (String raw : text.split("[\r\n]+")) {
            int comment = raw.indexOf('#');
            String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1).strip() + ".";
            } else if (equals > 0) {
                set(
                        section + line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return features();
    }

    private void set(String key, String value) {
        switch (key) {
            case "registration.needPassword",
                    "registration.needRegistration",
                    "features.receipts",
                    "features.muc",
                    "features.rawxml",
                    "features.disable_jid_escaping",
                    "features.send_buddies_on_login" -> {
                switch (value.toLowerCase(Locale.ROOT)) {
                    case "1", "true", "yes", "on" -> explicit.putIfAbsent(key, true);
                    case "0", "false", "no", "off" -> explicit.putIfAbsent(key, false);
                    default -> {
                        // As good as not said.
                    }
                }
            }
            default -> {
                // Backends of the predecessor send keys that mean nothing here.
            }
        }
    }

    private BackendFeatures features() {
        return new BackendFeatures(
                received,
                is("registration.needPassword", true),
                is("registration.needRegistration", true),
                is("features.receipts", false),
                is("features.muc", false),
                is("features.rawxml", false),
                is("features.disable_jid_escaping", false),
                is("features.send_buddies_on_login", false));
    }

    private boolean is(String key, boolean otherwise) {
        return explicit.getOrDefault(key, otherwise);
    }
}
