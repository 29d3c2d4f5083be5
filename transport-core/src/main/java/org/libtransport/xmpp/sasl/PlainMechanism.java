package org.libtransport.xmpp.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.libtransport.xmpp.sasl.SaslFailure.Condition;

/** SASL PLAIN (RFC 4616): name and password as they are, hence only under encryption. */
public final class PlainMechanism {

    public static final String NAME = "PLAIN";

    /** RFC 4616 section 2: parts of up to 255 octets must be taken. */
    private static final int LONGEST = 3 * 1024;

    /**
     * What a client sent.
     *
     * @param authzid whom it wants to be; empty for whom it is
     * @param authcid whom it is
     */
    public record Credentials(String authzid, String authcid, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return authcid;
        }
    }

    private PlainMechanism() {}

    /**
     * Reads the one message of this mechanism.
     *
     * @throws SaslException if it is not of the form {@code [authzid] NUL authcid NUL password}
     */
    public static Credentials parse(byte[] message) {
        if (message.length > LONGEST) {
            throw malformed();
        }
        String text;
        try {
            // The decoder of new String() would turn bad UTF-8 into another password.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
        int first = text.indexOf('\0');
        int second = text.indexOf('\0', first + 1);
        if (first < 0 || second <= first + 1 || second + 1 == text.length() || text.indexOf('\0', second + 1) >= 0) {
            throw malformed();
        }
        return new Credentials(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }

    private static SaslException malformed() {
        return new SaslException(Condition.MALFORMED_REQUEST, "PLAIN takes a name and a password.");
    }
}
