package org.libtransport.storage.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.libtransport.storage.StorageException;

/**
 * A secret as a column holds it: <code>{aes-gcm:KEYID}BASE64</code>, of a random nonce of 96 bits, the encrypted text and
 * the tag of 128 bits. The tag covers whose the secret is and what it is, so that a value copied to another row, or a
 * token passed off as a password, does not open.
 */
public final class SealedSecret {

    private static final String START = "{aes-gcm:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final String keyId;
    private final byte[] bytes;

    private SealedSecret(String keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes;
    }

    /** Reads what a column holds; empty if it has another form. */
    public static Optional<SealedSecret> parse(String stored) {
        int end = START.length() + StorageKey.ID_CHARACTERS;
        if (!stored.startsWith(START) || stored.length() <= end || stored.charAt(end) != '}') {
            return Optional.empty();
        }
        String keyId = stored.substring(START.length(), end);
        try {
            byte[] bytes = Base64.getDecoder().decode(stored.substring(end + 1));
            boolean possible =
                    bytes.length >= NONCE_BYTES + TAG_BYTES && keyId.chars().allMatch(c -> Character.digit(c, 16) >= 0);
            return possible ? Optional.of(new SealedSecret(keyId, bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Encrypts.
     *
     * @param owner the user's bare JID as the database has it
     * @param column what the secret is
     */
    public static SealedSecret seal(StorageKey key, SecureRandom random, String owner, String column, String secret) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, bytes, owner, column);
            byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
            System.arraycopy(bytes, 0, all, 0, NONCE_BYTES);
            cipher.doFinal(plain, 0, plain.length, all, NONCE_BYTES);
            return new SealedSecret(key.id(), all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES/GCM/NoPadding", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws StorageException if this is not what was sealed with this key for this owner and column; it has no more of
     *     the value than the id of its key
     */
    public String open(StorageKey key, String owner, String column) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, bytes, owner, column);
            byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new StorageException("The " + column + " of " + owner + " does not decrypt with key " + key.id()
                    + ": it was changed, or written for somebody else");
        }
    }

    /** Of the key that it was sealed with. */
    public String keyId() {
        return keyId;
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return START + keyId + '}' + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "SealedSecret[" + keyId + "]";
    }

    private static Cipher cipher(int mode, StorageKey key, byte[] nonce, String owner, String column)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce, 0, NONCE_BYTES));
        cipher.updateAAD((owner + '\0' + column).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
