package org.libtransport.backend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that proves that a connection may be used as a backend. Never shown. */
final class AccessToken {

    private static final int RANDOM_BYTES = 32;

    private final String text;
    private final byte[] bytes;

    AccessToken(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** One that nobody can guess, of 256 bits. */
    static AccessToken random() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return new AccessToken(HexFormat.of().formatHex(random));
    }

    /** As it is handed to backends. */
    String text() {
        return text;
    }

    /** Takes as long for a nearly right one as for a wrong one. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(bytes, presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "token";
    }
}
