package org.libtransport.xmpp.component;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.privilege.Grant;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.stream.StreamHeader;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlException;
import org.libtransport.xmpp.xml.XmlStreamDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries once whether an XMPP server takes a component, and goes again. Blocks. */
public final class ComponentProbe {

    private static final Logger log = LoggerFactory.getLogger(ComponentProbe.class);

    /** Servers tell what they grant right after they have accepted the component, or not at all. */
    private static final int PATIENCE_FOR_GRANT_MILLIS = 700;

    private ComponentProbe() {}

    /**
     * What the server said.
     *
     * @param accepted whether it takes the component with this secret
     * @param condition the stream error otherwise, such as {@code not-authorized}, {@code host-unknown} or {@code conflict}
     * @param grant what it lets the component do for its users (XEP-0356), if it said so at once
     */
    public record Answer(boolean accepted, String condition, Grant grant) {}

    /**
     * Connects, tells the secret and closes the stream.
     *
     * @param patience for the connection and for each answer
     * @throws IOException if the server cannot be reached, or is no XMPP server
     */
    public static Answer ask(ComponentSettings settings, Duration patience) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            Talk talk = new Talk(socket, settings);
            send(
                    socket.getOutputStream(),
                    new StreamHeader(Namespaces.COMPONENT, null, settings.jid().toString(), null, null, null).toXml());
            return talk.finish(socket.getInputStream());
        } catch (XmlException e) {
            throw new IOException("what answers there speaks no XMPP", e);
        }
    }

    private static void send(OutputStream out, String xml) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static final class Talk implements XmlStreamDecoder.Listener {

        private final Socket socket;
        private final ComponentSettings settings;
        private final XmlStreamDecoder decoder;
        private @Nullable Answer answer;
        private Grant grant = Grant.NONE;
        private @Nullable String id;

        private Talk(Socket socket, ComponentSettings settings) {
            this.socket = socket;
            this.settings = settings;
            this.decoder = new XmlStreamDecoder(settings.limits(), this);
        }

        private Answer finish(InputStream in) throws IOException {
            byte[] buffer = new byte[4096];
            boolean told = false;
            while (answer == null) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new EOFException("the server closed the connection without an answer");
                }
                decoder.decode(buffer, 0, count);
                if (id != null && answer == null && !told) {
                    told = true;
                    tell("<handshake>" + Handshake.digest(id, settings.secret()) + "</handshake>");
                }
            }
            if (answer.accepted()) {
                awaitGrant(in, buffer);
            }
            tell("</stream:stream>");
            return new Answer(answer.accepted(), answer.condition(), grant);
        }

        private void awaitGrant(InputStream in, byte[] buffer) throws IOException {
            socket.setSoTimeout(PATIENCE_FOR_GRANT_MILLIS);
            try {
                while (grant.equals(Grant.NONE)) {
                    int count = in.read(buffer);
                    if (count < 0) {
                        return;
                    }
                    decoder.decode(buffer, 0, count);
                }
            } catch (SocketTimeoutException e) {
                log.debug("The server tells of no privileges", e);
            }
        }

        /** A server that has closed the stream already may have said why. */
        private void tell(String xml) {
            try {
                send(socket.getOutputStream(), xml);
            } catch (IOException e) {
                log.debug("The server does not listen any more", e);
            }
        }

        @Override
        public void streamOpened(Element header, String contentNamespace) {
            id = header.attribute("id");
        }

        @Override
        public void elementReceived(Element element) {
            if (Handshake.isAccepted(element)) {
                answer = new Answer(true, "", Grant.NONE);
            } else if (element.is("error", Namespaces.STREAMS)) {
                answer = new Answer(
                        false,
                        element.children().stream()
                                .map(Element::name)
                                .findFirst()
                                .orElse("undefined-condition"),
                        Grant.NONE);
            } else if (element.name().equals("message")) {
                element.children().stream()
                        .filter(Grant::isAdvertisement)
                        .findFirst()
                        .ifPresent(privilege -> grant = Grant.parse(privilege));
            }
        }

        @Override
        public void streamClosed() {
            if (answer == null) {
                answer = new Answer(false, "stream closed", Grant.NONE);
            }
        }
    }
}
