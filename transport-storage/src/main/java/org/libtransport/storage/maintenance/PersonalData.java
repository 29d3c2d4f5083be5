package org.libtransport.storage.maintenance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a database knows of one person.
 *
 * @param name at the other network
 * @param password whether there is one, and in which form; it is not told itself
 * @param lastLogin in UTC; null if never
 */
public record PersonalData(
        String jid,
        String name,
        SecretForm password,
        String language,
        String encoding,
        @Nullable String lastLogin,
        boolean vip,
        boolean online,
        List<Setting> settings,
        List<Contact> contacts) {

    /**
     * A setting.
     *
     * @param type the number in the database
     * @param value null if it is a secret, such as a token
     */
    public record Setting(String name, long type, @Nullable String value) {}

    /**
     * A contact.
     *
     * @param subscription the word in the database
     * @param flags the number in the database
     * @param settings such as the hash of its picture
     */
    public record Contact(
            String name,
            String subscription,
            String alias,
            List<String> groups,
            long flags,
            Map<String, String> settings) {}
}
