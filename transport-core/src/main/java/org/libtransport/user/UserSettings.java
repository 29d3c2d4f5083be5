package org.libtransport.user;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.libtransport.conversation.MessagePolicy;
import org.libtransport.storage.Setting;

/**
 * What one user has chosen, and what the administrator's rules say where the user has not. May change while the user is
 * logged in. Not thread-safe: belongs to the user's loop.
 */
final class UserSettings {

    private static final String YES = "1";

    private final Map<String, String> values;

    UserSettings(Map<String, String> stored) {
        this.values = new HashMap<>(stored);
    }

    /** All that is stored, for the backend. */
    Map<String, String> all() {
        return Collections.unmodifiableMap(values);
    }

    void put(Setting setting, String value) {
        values.put(setting.key(), value);
    }

    /** Whether the user stays on the network, and in its rooms, without a client. */
    boolean staysConnected(UserPolicy rules) {
        String chosen = values.get(Setting.STAY_CONNECTED.key());
        return chosen == null ? rules.staysConnected() : chosen.equals(YES);
    }

    MessagePolicy messages(UserPolicy rules) {
        return rules.messages().forUser(values.get(Setting.SEND_HEADLINES.key()));
    }
}
