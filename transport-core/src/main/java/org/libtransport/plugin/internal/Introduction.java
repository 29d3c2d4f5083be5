package org.libtransport.plugin.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.AttentionSupport;
import org.libtransport.plugin.AuthorizationSupport;
import org.libtransport.plugin.BlockSupport;
import org.libtransport.plugin.ContactListSupport;
import org.libtransport.plugin.ContactSupport;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.OwnVCardSupport;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.RawXmlSupport;
import org.libtransport.plugin.RoomSupport;
import org.libtransport.plugin.TypingSupport;
import org.libtransport.plugin.VCardSupport;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;

/**
 * What a plugin tells of itself: the text of BACKEND_CONFIG and its HELLO. Both follow from what it describes and from what
 * its session class implements.
 */
final class Introduction {

    /** The abilities that BACKEND_CONFIG has no word for. */
    private static final Map<Class<?>, String> FEATURES = Map.of(
            TypingSupport.class, "typing",
            AttentionSupport.class, "attention",
            ContactSupport.class, "contacts",
            AuthorizationSupport.class, "authorization",
            BlockSupport.class, "blocking",
            VCardSupport.class, "vcard",
            OwnVCardSupport.class, "own-vcard");

    private final PluginDescription plugin;
    private final @Nullable String version;

    /** Introduces a plugin by its description and the version in the manifest of its jar. */
    Introduction(NetworkPlugin plugin) {
        this.plugin = plugin.describe();
        this.version = plugin.getClass().getPackage().getImplementationVersion();
    }

    PluginDescription description() {
        return plugin;
    }

    private boolean has(Class<?> ability) {
        return ability.isAssignableFrom(plugin.sessionType());
    }

    String config() {
        StringBuilder text = new StringBuilder("[registration]\n");
        line(text, "needPassword", plugin.needsPassword());
        line(text, "needRegistration", plugin.needsRegistration());
        plugin.extraFields()
                .forEach(field -> text.append("extraField=").append(field).append('\n'));
        text.append("[features]\n");
        line(text, "muc", has(RoomSupport.class));
        line(text, "receipts", plugin.receipts());
        line(text, "rawxml", has(RawXmlSupport.class));
        line(text, "disable_jid_escaping", !plugin.escapesNames());
        line(text, "send_buddies_on_login", has(ContactListSupport.class));
        text.append('[').append(Extensions.SECTION).append("]\n");
        line(text, Extensions.HELLO, true);
        line(text, Extensions.ACKNOWLEDGEMENT, true);
        line(text, Extensions.LOGIN_TOKEN, plugin.givesTokens());
        return text.toString();
    }

    Wire.Hello hello() {
        Wire.Hello.Builder hello = Wire.Hello.newBuilder()
                .setLowestVersion(Extensions.LOWEST_VERSION)
                .setHighestVersion(Extensions.HIGHEST_VERSION)
                .setSoftware(plugin.name());
        if (version != null) {
            hello.setSoftwareVersion(version);
        }
        List<String> features = FEATURES.entrySet().stream()
                .filter(feature -> has(feature.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (plugin.givesTokens()) {
            hello.addFeature(Extensions.LOGIN_TOKEN);
        }
        return hello.addFeature(Extensions.ACKNOWLEDGEMENT)
                .addAllFeature(features)
                .build();
    }

    private static void line(StringBuilder text, String key, boolean value) {
        text.append(key).append('=').append(value ? '1' : '0').append('\n');
    }
}
