package org.libtransport.launcher.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Answers what a transport may ask: disco#info as a small client would (XEP-0030, XEP-0115), all else with {@code
 * service-unavailable} (RFC 6120 section 8.4).
 */
final class IqAnswers {

    private static final List<String> FEATURES = List.of(
            "http://jabber.org/protocol/caps",
            "http://jabber.org/protocol/chatstates",
            "http://jabber.org/protocol/disco#info");
    private static final String CAPS_NODE = "https://bench.local/client";
    private static final byte[] DISCO_INFO = ascii("http://jabber.org/protocol/disco#info");
    private static final byte[] NODE = ascii("node=");
    private static final byte[] GET = ascii("get");
    private static final byte[] SET = ascii("set");
    private static final byte[] RESULT_BEGIN = ascii("<iq type='result' id='");
    private static final byte[] ERROR_BEGIN = ascii("<iq type='error' id='");
    private static final byte[] FROM = ascii("' from='");
    private static final byte[] TO = ascii("' to='");
    private static final byte[] ERROR_END = ascii("'><error type='cancel'><service-unavailable"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");

    private static final byte[] DISCO = ascii("'><query xmlns='http://jabber.org/protocol/disco#info'");
    private static final byte[] DISCO_NODE = ascii(" node='");
    private static final byte[] DISCO_NODE_END = ascii("'");
    private static final byte[] DISCO_END;

    static {
        StringBuilder xml = new StringBuilder("><identity category='client' type='pc' name='bench'/>");
        FEATURES.forEach(feature -> xml.append("<feature var='").append(feature).append("'/>"));
        DISCO_END = ascii(xml + "</query></iq>");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What the client that these answers describe puts into its presence (XEP-0115 section 5). */
    static String caps() {
        String verification = "client/pc//bench<" + String.join("<", FEATURES) + "<";
        byte[] sum = ComponentHandshake.sha1().digest(verification.getBytes(StandardCharsets.UTF_8));
        return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + CAPS_NODE + "' ver='"
                + Base64.getEncoder().encodeToString(sum) + "'/>";
    }

    /** Answers if this is a request; false if it is an answer itself. */
    boolean answer(byte[] data, StanzaScanner iq, Link link) throws IOException {
        if (!iq.isType(data, GET) && !iq.isType(data, SET)) {
            return false;
        }
        int disco = ByteSearch.indexOf(data, iq.tagEnd, iq.end, DISCO_INFO);
        link.append(disco < 0 ? ERROR_BEGIN : RESULT_BEGIN);
        link.append(data, iq.idStart, iq.idEnd - iq.idStart);
        link.append(FROM);
        link.append(data, iq.toStart, iq.toEnd - iq.toStart);
        link.append(TO);
        link.append(data, iq.fromStart, iq.fromEnd - iq.fromStart);
        if (disco < 0) {
            link.append(ERROR_END);
            return true;
        }
        link.append(DISCO);
        int node = ByteSearch.indexOf(data, iq.tagEnd, iq.end, NODE);
        if (node >= 0) {
            int value = node + NODE.length + 1;
            link.append(DISCO_NODE);
            link.append(data, value, ByteSearch.indexOf(data, value, iq.end, data[value - 1]) - value);
            link.append(DISCO_NODE_END);
        }
        link.append(DISCO_END);
        return true;
    }
}
