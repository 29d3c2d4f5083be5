package org.libtransport.storage.sql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Passwords as the predecessor writes them at servers when {@code database.encryption_key} is set: the bytes of the key
 * added to theirs, in Base64. Hides them from a glance and from nothing else. Without a key they are as they are.
 */
final class ShiftedPasswords {

    static final ShiftedPasswords PLAIN = new ShiftedPasswords("");

    private final byte[] key;

    /** What the predecessor does with this database; in SQLite it knows no key. */
    static ShiftedPasswords of(DatabaseSettings settings) {
        return settings.type() == DatabaseType.SQLITE3 ? PLAIN : new ShiftedPasswords(settings.encryptionKey());
    }

    ShiftedPasswords(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    String stored(String password) {
        return key.length == 0
                ? password
                : Base64.getEncoder().encodeToString(shifted(password.getBytes(StandardCharsets.UTF_8), 1));
    }

    /** What is no password of this form was written before there was a key, and is given back as it is. */
    String read(String stored) {
        if (key.length == 0) {
            return stored;
        }
        try {
            byte[] bytes = shifted(Base64.getDecoder().decode(stored), -1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return stored;
        }
    }

    private byte[] shifted(byte[] bytes, int sign) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = (byte) (bytes[i] + sign * key[i % key.length]);
        }
        return result;
    }
}
