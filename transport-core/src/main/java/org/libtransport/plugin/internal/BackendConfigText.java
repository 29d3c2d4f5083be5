package org.libtransport.plugin.internal;

import org.libtransport.plugin.ContactListSupport;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.RoomSupport;

/** The text of BACKEND_CONFIG: what a plugin describes, and what its session class implements. */
final class BackendConfigText {

    private BackendConfigText() {}

    static String of(PluginDescription plugin) {
        StringBuilder text = new StringBuilder("[registration]\n");
        line(text, "needPassword", plugin.needsPassword());
        line(text, "needRegistration", plugin.needsRegistration());
        plugin.extraFields()
                .forEach(field -> text.append("extraField=").append(field).append('\n'));
        text.append("[features]\n");
        line(text, "muc", RoomSupport.class.isAssignableFrom(plugin.sessionType()));
        line(text, "receipts", plugin.receipts());
        line(text, "rawxml", false);
        line(text, "disable_jid_escaping", !plugin.escapesNames());
        line(text, "send_buddies_on_login", ContactListSupport.class.isAssignableFrom(plugin.sessionType()));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, boolean value) {
        text.append(key).append('=').append(value ? '1' : '0').append('\n');
    }
}
