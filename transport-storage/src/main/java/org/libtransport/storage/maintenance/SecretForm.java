package org.libtransport.storage.maintenance;

import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.DatabaseType;

/** In which form a secret is stored; told without looking at what it is. */
public enum SecretForm {
    /** There is none. */
    NONE("none"),
    /** As it is. */
    PLAIN("plain"),
    /** With the bytes of {@code database.encryption_key} added, as the predecessor does. */
    SHIFTED("shifted"),
    /** With a key that is not in the database. */
    ENCRYPTED("encrypted");

    private static final String PREFIX = "{aes-gcm:";

    private final String word;

    SecretForm(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The form of what a column has. */
    static SecretForm of(String stored, DatabaseSettings settings) {
        if (stored.isEmpty()) {
            return NONE;
        }
        if (!keyId(stored).isEmpty()) {
            return ENCRYPTED;
        }
        boolean shifts = settings.type() != DatabaseType.SQLITE3
                && !settings.encryptionKey().isEmpty();
        return shifts ? SHIFTED : PLAIN;
    }

    /** The name of the key of an encrypted secret; empty for others. */
    static String keyId(String stored) {
        int end = stored.indexOf('}');
        return stored.startsWith(PREFIX) && end > 0 ? stored.substring(PREFIX.length(), end) : "";
    }
}
