package org.libtransport.storage.maintenance;

import org.libtransport.storage.sql.SecretColumn;

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

    private final String word;

    SecretForm(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The form of what a column has. */
    static SecretForm of(String stored, SecretColumn column) {
        if (stored.isEmpty()) {
            return NONE;
        }
        if (SecretColumn.keyId(stored).isPresent()) {
            return ENCRYPTED;
        }
        return column.isShifted() ? SHIFTED : PLAIN;
    }

    /** The form in words, with the key of an encrypted secret, and whether it is a token. */
    static String describe(String stored, SecretColumn column) {
        String key = SecretColumn.keyId(stored).map(id -> ':' + id).orElse("");
        return (SecretColumn.isToken(stored) ? "token " : "")
                + of(stored, column).word()
                + key;
    }
}
