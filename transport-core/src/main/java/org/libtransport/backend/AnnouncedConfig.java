package org.libtransport.backend;

import java.util.HashMap;
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
        AnnouncedText.forEachSwitch(text, this::set);
        return features();
    }

    /** Adds what was announced elsewhere, as if it had been said now. */
    void addAll(AnnouncedConfig other) {
        received |= other.received;
        other.explicit.forEach(explicit::putIfAbsent);
    }

    private void set(String key, boolean value) {
        switch (key) {
            case "registration.needPassword",
                    "registration.needRegistration",
                    "features.receipts",
                    "features.muc",
                    "features.rawxml",
                    "features.disable_jid_escaping",
                    "features.send_buddies_on_login" -> explicit.putIfAbsent(key, value);
            default -> {
                // Backends of the predecessor send keys that mean nothing here.
            }
        }
    }

    /** What is known so far. */
    BackendFeatures features() {
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
