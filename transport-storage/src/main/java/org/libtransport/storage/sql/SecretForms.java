package org.libtransport.storage.sql;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.secret.SealedSecret;
import org.libtransport.storage.secret.StorageKey;

/**
 * All that the column {@code users.password} can have: a password as it is, or with the predecessor's key added, or
 * {@linkplain SealedSecret sealed}; a token in the same three forms, with a word before it. What is empty stays so.
 */
final class SecretForms {

    static final String TOKEN = "{token}";
    private static final String PASSWORD_COLUMN = "password";
    private static final String TOKEN_COLUMN = "token";

    /** Finds a key or throws {@link StorageException} that says where it was looked for. */
    interface Keys {
        StorageKey key(String id, String jid);
    }

    private final ShiftedPasswords old;
    private final Keys keys;
    private final SecureRandom random = new SecureRandom();

    SecretForms(ShiftedPasswords old, Keys keys) {
        this.old = old;
        this.keys = keys;
    }

    /** The id of the key that a stored value needs; null if it needs none. */
    static @Nullable String keyId(String stored) {
        return SealedSecret.parse(withoutMark(stored)).map(SealedSecret::keyId).orElse(null);
    }

    Secret read(String jid, String stored) {
        boolean token = stored.startsWith(TOKEN);
        String value = withoutMark(stored);
        String text = SealedSecret.parse(value)
                .map(box -> box.open(keys.key(box.keyId(), jid), jid, token ? TOKEN_COLUMN : PASSWORD_COLUMN))
                .orElseGet(() -> old.read(value));
        return token ? new Secret("", text) : new Secret(text, "");
    }

    /** @param key null for the form of the predecessor */
    String write(String jid, Secret secret, @Nullable StorageKey key) {
        boolean token = !secret.token().isEmpty();
        String text = token ? secret.token() : secret.password();
        if (text.isEmpty()) {
            return "";
        }
        String value = key == null
                ? old.stored(text)
                : SealedSecret.seal(key, random, jid, token ? TOKEN_COLUMN : PASSWORD_COLUMN, text)
                        .text();
        boolean ambiguous = key == null && (SealedSecret.parse(value).isPresent() || !token && value.startsWith(TOKEN));
        if (ambiguous) {
            throw new StorageException("A password that looks like an encrypted one cannot be stored");
        }
        return token ? TOKEN + value : value;
    }

    private static String withoutMark(String stored) {
        return stored.startsWith(TOKEN) ? stored.substring(TOKEN.length()) : stored;
    }
}
