package org.libtransport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlLimits;
import org.libtransport.xmpp.xml.XmlStreamDecoder;

/**
 * The other end of an XMPP stream, played by a test on a plain blocking socket: a client of the transport's own server
 * ({@link #client}), or an XMPP server that the transport is a component of ({@link Server}). It sends the XML it is told
 * to, sound or not, and hands out the elements that arrive, in order. Waits at most 10 seconds, then fails.
 *
 * <p>For one thread.
 */
public final class ScriptedXmppPeer implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** What came in: {@code stream:stream} for a header, and itself for an element. The end is {@link #END}. */
    private static final Element END = Element.of("end", "urn:testkit");

    private final Deque<Element> arrived = new ArrayDeque<>();
    private final XmlStreamDecoder decoder = new XmlStreamDecoder(XmlLimits.COMPONENT, new Arrivals());
    private final byte[] buffer = new byte[64 * 1024];
    private Socket socket;

    private ScriptedXmppPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** A client that is connected and has said nothing yet. */
    public static ScriptedXmppPeer client(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server, TIMEOUT_MILLIS);
        return new ScriptedXmppPeer(socket);
    }

    /** Sends a client's stream header and returns the features. */
    public Element openStream(String to) throws IOException {
        decoder.restart();
        send("<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                + " xmlns:stream='http://etherx.jabber.org/streams' to='" + to + "' version='1.0'>");
        next("stream");
        return next("features");
    }

    /** Plays a client's STARTTLS, trusting any certificate. */
    public X509Certificate startTls(String host) throws IOException, GeneralSecurityException {
        send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        next("proceed");
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        secure.startHandshake();
        secure.setSoTimeout(TIMEOUT_MILLIS);
        socket = secure;
        return (X509Certificate) secure.getSession().getPeerCertificates()[0];
    }

    /** Sends name and password and returns {@code <success/>} or {@code <failure/>}. */
    public Element authenticate(String name, String password) throws IOException {
        String data =
                Base64.getEncoder().encodeToString(('\0' + name + '\0' + password).getBytes(StandardCharsets.UTF_8));
        send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + data + "</auth>");
        return next();
    }

    /** Binds the resource and returns the full address. */
    public String bind(String resource) throws IOException {
        send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + resource
                + "</resource></bind></iq>");
        Element bind = next("iq").child("bind", "urn:ietf:params:xml:ns:xmpp-bind");
        if (bind == null) {
            throw new AssertionError("not bound");
        }
        return String.valueOf(bind.childText("jid"));
    }

    /** Everything from an encrypted connection to a resource; returns the full address. */
    public String logIn(String domain, String name, String password, String resource)
            throws IOException, GeneralSecurityException {
        openStream(domain);
        startTls(domain);
        openStream(domain);
        Element answer = authenticate(name, password);
        if (!answer.name().equals("success")) {
            throw new AssertionError("not logged in: " + answer);
        }
        openStream(domain);
        return bind(resource);
    }

    /** Sends this text as it is. */
    public void send(String xml) throws IOException {
        socket.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** The next element or header. */
    public Element next() throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        while (arrived.isEmpty()) {
            if (!read() || System.nanoTime() > end) {
                throw new AssertionError("nothing comes, the connection is closed or silent");
            }
        }
        return arrived.remove();
    }

    /** The next element or header, which must have this name. */
    public Element next(String name) throws IOException {
        Element element = next();
        if (!element.name().equals(name)) {
            throw new AssertionError("expected <" + name + "/>, got " + element);
        }
        return element;
    }

    /** Passes over elements until one has this name. */
    public Element skipTo(String name) throws IOException {
        while (true) {
            Element element = next();
            if (element.name().equals(name)) {
                return element;
            }
        }
    }

    /** Waits for the peer to close its stream, and fails if anything else comes before. */
    public void expectStreamEnd() throws IOException {
        Element last = next();
        if (last != END) {
            throw new AssertionError("expected the end of the stream, got " + last);
        }
    }

    /** Waits for the peer to close the connection; what comes before does not matter. */
    public void expectConnectionEnd() throws IOException {
        try {
            while (read()) {
                arrived.clear();
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        } catch (IOException reset) {
            // A reset is an end as well.
        }
    }

    /** Ends the connection with a TCP reset, as a killed process with unread data does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes the connection without closing the stream. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean read() throws IOException {
        InputStream in = socket.getInputStream();
        int length = in.read(buffer);
        if (length > 0) {
            decoder.decode(buffer, 0, length);
        }
        return length >= 0;
    }

    private final class Arrivals implements XmlStreamDecoder.Listener {

        @Override
        public void streamOpened(Element header, String contentNamespace) {
            arrived.add(header);
        }

        @Override
        public void elementReceived(Element element) {
            arrived.add(element);
        }

        @Override
        public void streamClosed() {
            arrived.add(END);
        }
    }

    private static final class TrustAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("there are no client certificates here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Who plays both sides knows whom it talks to.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** An XMPP server, as far as its component can see: a listener that accepts one link after the other. */
    public static final class Server implements AutoCloseable {

        private static final String STREAM_ID = "3BF96D32";

        private final String component;
        private final String secret;
        private final ServerSocket listener;

        private Server(String component, String secret, ServerSocket listener) throws IOException {
            this.component = component;
            this.secret = secret;
            this.listener = listener;
            listener.setSoTimeout(TIMEOUT_MILLIS);
        }

        /** Listens on a free port of the loopback interface. */
        public static Server listen(String component, String secret) throws IOException {
            return listen(component, secret, 0);
        }

        /** Listens on this port of the loopback interface, as after a restart. */
        public static Server listen(String component, String secret, int port) throws IOException {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Server(component, secret, listener);
        }

        public int port() {
            return listener.getLocalPort();
        }

        /** Waits for a connection and leaves everything else to the test. */
        public ScriptedXmppPeer accept() throws IOException {
            return new ScriptedXmppPeer(listener.accept());
        }

        /** Waits for a connection, opens the stream and returns what the component sent as its proof. */
        public ScriptedXmppPeer acceptStream() throws IOException {
            ScriptedXmppPeer peer = accept();
            Element header = peer.next("stream");
            if (!component.equals(header.attribute("to"))) {
                throw new AssertionError("a stream to another component: " + header);
            }
            peer.send("<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
                    + " xmlns:stream='http://etherx.jabber.org/streams' from='" + component + "' id='" + STREAM_ID
                    + "'>");
            return peer;
        }

        /** Waits for a component with the right secret and accepts it. */
        public ScriptedXmppPeer acceptComponent() throws IOException {
            ScriptedXmppPeer peer = acceptStream();
            String proof = peer.next("handshake").text();
            if (!proof.equals(expectedProof())) {
                peer.refuse();
                throw new AssertionError("a component with another secret");
            }
            peer.send("<handshake/>");
            return peer;
        }

        private String expectedProof() {
            try {
                byte[] input = (STREAM_ID + secret).getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-1").digest(input));
            } catch (GeneralSecurityException e) {
                throw new AssertionError("every Java has SHA-1", e);
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    /** Refuses a component's proof, as servers do. */
    public void refuse() throws IOException {
        send("<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                + "</stream:stream>");
        close();
    }
}
