package org.libtransport.plugin;

import java.util.List;
import java.util.Map;

/**
 * Who logs in.
 *
 * @param user the bare JID of the XMPP user: names the session in logs, means nothing to the network
 * @param legacyName the user's name at the network
 * @param password maybe empty, if the network needs none, or where there is a token
 * @param token what an earlier {@link SessionEvents#connected(String)} gave instead of the password; empty if nothing
 * @param extraFields what the user entered in the fields of {@link PluginDescription#extraFields}, as far as the transport
 *     passes them on
 * @param settings the user's stored settings by name
 */
public record Login(
        String user,
        String legacyName,
        String password,
        String token,
        List<String> extraFields,
        Map<String, String> settings) {

    public Login {
        extraFields = List.copyOf(extraFields);
        settings = Map.copyOf(settings);
    }

    /** Leaves out all that is secret. */
    @Override
    public String toString() {
        return "Login[" + user + " as " + legacyName + "]";
    }
}
