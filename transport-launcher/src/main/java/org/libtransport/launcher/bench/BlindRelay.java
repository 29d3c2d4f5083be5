package org.libtransport.launcher.bench;

import static org.libtransport.launcher.bench.ComponentHandshake.ascii;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The limit that the transport is compared with: moves messages, log-ins and contacts between an XMPP server and a backend
 * by looking for a few bytes. Knows no XML, no users and no storage, and allocates nothing per message.
 *
 * <p>A process of its own on one thread; ends when either side closes.
 */
public final class BlindRelay {

    private static final byte[] BODY_BEGIN = ascii("<body>");
    private static final byte[] BODY_END = ascii("</body>");
    private static final byte[] MESSAGE_FROM = ascii("<message type='chat' from='");
    private static final byte[] PRESENCE_FROM = ascii("<presence from='");
    private static final byte[] FROM_END_TO = ascii("/bot' to='");
    private static final byte[] FROM_TO = ascii("' to='");
    private static final byte[] TO_END_BODY = ascii("' id='m0'><body>");
    private static final byte[] MESSAGE_END =
            ascii("</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>");
    private static final byte[] PRESENCE_END = ascii("'><x xmlns='vcard-temp:x:update'><photo/></x>"
            + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='spectrum'"
            + " ver='AAAAAAAAAAAAAAAAAAAAAAAAAAA='/></presence>");
    private static final byte[] SUBSCRIBE_FROM = ascii("<presence type='subscribe' from='");
    private static final byte[] SUBSCRIBE_END = ascii("'/>");
    private static final byte[] ROSTER_FROM = ascii("<iq type='get' id='roster-0000000000' from='");
    private static final byte[] ROSTER_END = ascii("'><query xmlns='jabber:iq:roster'/></iq>");
    private static final byte[] PASSWORD = ascii("secret");
    private static final byte[] NO_TYPE = {};

    private final byte[] jid;
    private final byte[] domain;
    private final Link xmpp;
    private final Link backend;
    private final Selector selector;
    private final StanzaScanner scanner = new StanzaScanner();
    private boolean open = true;

    private BlindRelay(String jid, Selector selector, Link xmpp, Link backend) {
        this.jid = ascii(jid);
        domain = ascii("@" + jid);
        this.selector = selector;
        this.xmpp = xmpp;
        this.backend = backend;
    }

    /** Runs a relay. Arguments: component JID, password, port of the XMPP server, port of the backend, both on loopback. */
    public static void main(String[] args) throws IOException {
        String jid = args[0];
        try (Selector selector = Selector.open();
                SocketChannel xmpp = connect(Integer.parseInt(args[2]));
                SocketChannel backend = connect(Integer.parseInt(args[3]))) {
            open(xmpp, jid, args[1]);
            new BlindRelay(jid, selector, new Link(xmpp, selector), new Link(backend, selector)).run();
        }
    }

    private static SocketChannel connect(int port) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** XEP-0114 section 3, with a socket that still blocks. */
    private static void open(SocketChannel channel, String jid, String password) throws IOException {
        var stream = channel.socket().getOutputStream();
        var answers = channel.socket().getInputStream();
        stream.write(ascii("<stream:stream xmlns='jabber:component:accept'"
                + " xmlns:stream='http://etherx.jabber.org/streams' to='" + jid + "'>"));
        byte[] buffer = new byte[4096];
        int length = 0;
        String text = "";
        while (!text.contains(" id='") || !text.endsWith(">")) {
            int count = answers.read(buffer, length, buffer.length - length);
            if (count < 0) {
                throw new IOException("the server closed the stream");
            }
            length += count;
            text = new String(buffer, 0, length, StandardCharsets.UTF_8);
        }
        int id = text.indexOf(" id='") + 5;
        byte[] digest = ComponentHandshake.digest(text.substring(id, text.indexOf('\'', id)), password);
        stream.write(ascii("<handshake>" + new String(digest, StandardCharsets.US_ASCII) + "</handshake>"));
        int last = 0;
        while (last != '>') {
            last = answers.read();
            if (last < 0) {
                throw new IOException("the server refused the handshake");
            }
        }
    }

    private void run() throws IOException {
        while (open) {
            selector.select(this::ready);
            // Once per wake-up: what both sockets brought leaves in one write each.
            backend.flush();
            xmpp.flush();
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (!key.isReadable()) {
                return;
            }
            Link link = (Link) key.attachment();
            open &= link.read();
            if (link == xmpp) {
                fromXmpp();
            } else {
                fromBackend();
            }
        } catch (IOException e) {
            open = false;
        }
    }

    private void fromXmpp() throws IOException {
        byte[] in = xmpp.in;
        while (xmpp.inStart < xmpp.inEnd && scanner.next(in, xmpp.inStart, xmpp.inEnd)) {
            if (scanner.kind == StanzaScanner.Kind.MESSAGE) {
                message(in);
            } else if (scanner.kind == StanzaScanner.Kind.PRESENCE && scanner.isType(in, NO_TYPE)) {
                logIn(in);
            }
            xmpp.inStart = scanner.end;
        }
    }

    private void message(byte[] in) throws IOException {
        int body = ByteSearch.indexOf(in, scanner.tagEnd, scanner.end, BODY_BEGIN) + BODY_BEGIN.length;
        int bodyEnd = ByteSearch.indexOf(in, body, scanner.end, BODY_END);
        if (bodyEnd < 0) {
            return;
        }
        int userLength = ByteSearch.indexOf(in, scanner.fromStart, scanner.fromEnd, (byte) '/') - scanner.fromStart;
        int nameLength = ByteSearch.indexOf(in, scanner.toStart, scanner.toEnd, (byte) '@') - scanner.toStart;
        int size = Frames.fieldSize(userLength) + Frames.fieldSize(nameLength) + Frames.fieldSize(bodyEnd - body);
        int end = Frames.begin(backend, Frames.CONV_MESSAGE, size);
        Frames.field(backend, Frames.FIELD_1, in, scanner.fromStart, userLength);
        Frames.field(backend, Frames.FIELD_2, in, scanner.toStart, nameLength);
        Frames.field(backend, Frames.FIELD_3, in, body, bodyEnd - body);
        Frames.check(backend, end);
    }

    private void logIn(byte[] in) throws IOException {
        int userLength = ByteSearch.indexOf(in, scanner.fromStart, scanner.fromEnd, (byte) '/') - scanner.fromStart;
        int end = Frames.begin(
                backend, Frames.LOGIN, 2 * Frames.fieldSize(userLength) + Frames.fieldSize(PASSWORD.length));
        Frames.field(backend, Frames.FIELD_1, in, scanner.fromStart, userLength);
        Frames.field(backend, Frames.FIELD_2, in, scanner.fromStart, userLength);
        Frames.field(backend, Frames.FIELD_3, PASSWORD, 0, PASSWORD.length);
        Frames.check(backend, end);
        xmpp.append(ROSTER_FROM);
        xmpp.append(jid);
        xmpp.append(FROM_TO);
        xmpp.append(in, scanner.fromStart, userLength);
        xmpp.append(ROSTER_END);
    }

    private void fromBackend() throws IOException {
        byte[] in = backend.in;
        int frame = backend.inStart;
        int size;
        while ((size = Frames.sizeAt(in, frame, backend.inEnd)) > 0) {
            int type = Frames.typeAt(in, frame);
            if (type == Frames.CONV_MESSAGE) {
                message(in, frame);
            } else if (type == Frames.BUDDY_CHANGED) {
                contact(in, frame);
            } else if (type == Frames.CONNECTED) {
                connected(in, frame);
            }
            frame += size;
        }
        backend.inStart = frame;
    }

    private void message(byte[] in, int frame) throws IOException {
        int user = Frames.payloadAt(in, frame);
        int name = Frames.afterField(in, user);
        int body = Frames.afterField(in, name);
        xmpp.append(MESSAGE_FROM);
        value(in, name);
        xmpp.append(domain);
        xmpp.append(FROM_END_TO);
        value(in, user);
        xmpp.append(TO_END_BODY);
        value(in, body);
        xmpp.append(MESSAGE_END);
    }

    /** What a user without contacts in the roster gets for each: a request to subscribe, and the contact's presence. */
    private void contact(byte[] in, int frame) throws IOException {
        int user = Frames.payloadAt(in, frame);
        int name = Frames.afterField(in, user);
        xmpp.append(SUBSCRIBE_FROM);
        value(in, name);
        xmpp.append(domain);
        xmpp.append(FROM_TO);
        value(in, user);
        xmpp.append(SUBSCRIBE_END);
        xmpp.append(PRESENCE_FROM);
        value(in, name);
        xmpp.append(domain);
        xmpp.append(FROM_END_TO);
        value(in, user);
        xmpp.append(PRESENCE_END);
    }

    private void connected(byte[] in, int frame) throws IOException {
        xmpp.append(PRESENCE_FROM);
        xmpp.append(jid);
        xmpp.append(FROM_TO);
        value(in, Frames.payloadAt(in, frame));
        xmpp.append(PRESENCE_END);
    }

    /** Writes the string of the field that begins there. */
    private void value(byte[] in, int field) throws IOException {
        int length = Frames.varint(in, field + 1);
        xmpp.append(in, field + 1 + Frames.varintSize(length), length);
    }
}
