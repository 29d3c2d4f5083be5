package org.libtransport.launcher.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The server's side of XEP-0114 section 3: stream headers and the digest of the password. */
final class ComponentHandshake {

    private static final byte[] HEADER_BEGIN = ascii("<stream:stream");
    private static final byte[] HANDSHAKE_BEGIN = ascii("<handshake");
    private static final byte[] HANDSHAKE_END = ascii("</handshake>");
    private static final String STREAM_ID = "bench-1";

    private final byte[] header;
    private final byte[] digest;
    private boolean opened;

    ComponentHandshake(String jid, String password) {
        header = ascii("<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
                + " xmlns:stream='http://etherx.jabber.org/streams' from='" + jid + "' id='" + STREAM_ID + "'>");
        digest = digest(STREAM_ID, password);
    }

    /** The digest for a stream id and a password, in the form that is sent. */
    static byte[] digest(String streamId, String password) {
        byte[] sum = sha1().digest((streamId + password).getBytes(StandardCharsets.UTF_8));
        return ascii(HexFormat.of().formatHex(sum));
    }

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Consumes what came and writes the answers; true once the component has proven itself. */
    boolean advance(Link link) throws IOException {
        if (!opened) {
            int begin = ByteSearch.indexOf(link.in, link.inStart, link.inEnd, HEADER_BEGIN);
            int end = begin < 0 ? -1 : ByteSearch.indexOf(link.in, begin, link.inEnd, (byte) '>');
            if (end < 0) {
                return false;
            }
            link.inStart = end + 1;
            link.append(header);
            opened = true;
        }
        int end = ByteSearch.indexOf(link.in, link.inStart, link.inEnd, HANDSHAKE_END);
        if (end < 0) {
            return false;
        }
        int begin = ByteSearch.indexOf(link.in, link.inStart, end, HANDSHAKE_BEGIN);
        if (begin < 0
                || end - digest.length < begin
                || !ByteSearch.matches(link.in, end - digest.length, end, digest)) {
            throw new IOException("the component sent a wrong handshake");
        }
        link.inStart = end + HANDSHAKE_END.length;
        link.append(ascii("<handshake/>"));
        return true;
    }
}
