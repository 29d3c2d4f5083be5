package org.libtransport.xmpp.component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.xml.Element;

/** How a component proves that it knows the secret (XEP-0114 section 3). */
final class Handshake {

    private static final String NAME = "handshake";

    private Handshake() {}

    /** Lower-case hex SHA-1 of the stream's id followed by the secret, both as they are, without XML escapes. */
    static String digest(String streamId, String secret) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest((streamId + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    static Element request(String streamId, String secret) {
        return Element.of(NAME, Element.CONTENT_NAMESPACE, digest(streamId, secret));
    }

    /** Whether the server says yes with this element. */
    static boolean isAccepted(Element element) {
        return element.name().equals(NAME)
                && (element.namespace().equals(Element.CONTENT_NAMESPACE)
                        || element.namespace().equals(Namespaces.COMPONENT));
    }
}
