package org.libtransport.storage.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of 256 bits. Its id follows from it, so that a wrong key can be told from the right one without a value to try
 * it on, and nobody has to think of a name. {@link #toString} has the id only.
 */
public final class StorageKey {

    static final int BYTES = 32;
    static final int ID_CHARACTERS = 16;

    private final String id;
    private final SecretKeySpec key;

    private StorageKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = HexFormat.of().formatHex(digest(bytes)).substring(0, ID_CHARACTERS);
    }

    /** A new one. */
    public static StorageKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new StorageKey(bytes);
    }

    /** Reads {@link #text}, which is also what {@code openssl rand -base64 32} prints; empty if it is none. */
    public static Optional<StorageKey> parse(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return bytes.length == BYTES ? Optional.of(new StorageKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** 16 hexadecimal digits; no secret. */
    public String id() {
        return id;
    }

    /** The key itself, in Base64. */
    String text() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    SecretKey secret() {
        return key;
    }

    /** Named, so that the id is no digest that something else might make of the same bytes. */
    private static byte[] digest(byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update("libtransport key id\0".getBytes(StandardCharsets.UTF_8));
            return sha.digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "StorageKey[" + id + "]";
    }
}
