package org.libtransport.xmpp.sasl;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.sasl.SaslFailure.Condition;
import org.libtransport.xmpp.xml.Element;

/** The data in an {@code <auth/>} or {@code <response/>} (RFC 6120 section 6.4). */
public final class SaslResponse {

    private SaslResponse() {}

    /**
     * The decoded data. Null if there is none, which asks for a challenge; empty if the client says with {@code =} that
     * its data is of length zero.
     *
     * @throws SaslException if the data is not Base64
     */
    public static byte @Nullable [] read(Element element) {
        String text = element.text();
        if (text.isEmpty()) {
            return null;
        }
        if (text.equals("=")) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new SaslException(Condition.INCORRECT_ENCODING, "The data is not Base64.");
        }
    }
}
