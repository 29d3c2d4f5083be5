package org.libtransport.xmpp.component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The proof that a component knows the secret (XEP-0114 section 3). */
final class Handshake {

    private Handshake() {}

    /** Lower-case hex of the SHA-1 of the stream's id followed by the secret. */
    static String digest(String streamId, String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((streamId + secret).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
