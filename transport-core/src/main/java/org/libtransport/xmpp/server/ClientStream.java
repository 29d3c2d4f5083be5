package org.libtransport.xmpp.server;

import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.Counter;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stream.CloseReason;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.stream.StreamError;
import org.libtransport.xmpp.stream.StreamError.Condition;
import org.libtransport.xmpp.stream.StreamErrorException;
import org.libtransport.xmpp.stream.StreamHeader;
import org.libtransport.xmpp.stream.XmppStream;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of one client (RFC 6120 section 4): headers, features, and the phase that the negotiation is in. What a
 * phase is about, the phase knows. Lives on its channel's event loop, except for {@link #end}.
 */
final class ClientStream implements XmppStream.Listener {

    /** A part of a stream's life. Called on the stream's loop. */
    interface Phase {

        /** What the client can do now, sent after the header. */
        List<Element> features();

        void received(Element element);

        /** The client has not sent anything for long. */
        default void silent() {}

        /** The channel takes more. */
        default void writable() {}

        /** The end is decided; only what waits in an outbox can still be written. */
        default void ending(CloseReason reason) {}

        /** The connection is gone. */
        default void ended(CloseReason reason) {}
    }

    private static final Logger log = LoggerFactory.getLogger(ClientStream.class);

    private final ServerContext server;
    private final InetAddress address;
    private final XmppStream stream;

    private Phase phase;
    private boolean newcomer = true;
    private boolean encrypted;
    private @Nullable Future<?> timer;

    /** @param address where the client comes from; it has been counted as a newcomer */
    ClientStream(ServerContext server, InetAddress address) {
        this.server = server;
        this.address = address;
        this.phase = new Authentication(this);
        this.stream = new XmppStream(
                Namespaces.CLIENT,
                server.settings().bounds().beforeLogin(),
                server.settings().timing().close(),
                this::newHeader,
                this);
    }

    /** The stream itself; also the handler for the channel. */
    XmppStream stream() {
        return stream;
    }

    ServerContext server() {
        return server;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    void execute(Runnable task) {
        stream.channel().eventLoop().execute(task);
    }

    /** Ends the stream. May be called from any thread. */
    void end(CloseReason reason) {
        execute(() -> stream.close(reason));
    }

    /** Goes on with another phase. */
    void enter(Phase next) {
        phase = next;
    }

    /** The client has proven who it is: it opens a new stream on this connection and may send more. */
    void restartLoggedIn(Phase next) {
        leaveNewcomers();
        enter(next);
        stream.limits(server.settings().bounds().afterLogin());
        stream.restart();
    }

    /** Encrypts everything from the next byte on (RFC 6120 section 5.4.3). */
    void startTls() {
        SslHandler handler =
                Objects.requireNonNull(server.tls()).newHandler(stream.channel().alloc());
        handler.setHandshakeTimeout(server.settings().timing().negotiation().toMillis(), TimeUnit.MILLISECONDS);
        stream.channel().pipeline().addFirst(handler);
        stream.restartEncrypted();
        encrypted = true;
    }

    /** Gives the client or the network this time; the task ends what takes longer. Replaces the time given before. */
    void giveTime(Duration time, Runnable task) {
        takeTime();
        timer = stream.channel().eventLoop().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void giveTimeToNegotiate() {
        giveTime(
                server.settings().timing().negotiation(),
                () -> stream.close(CloseReason.timeout("logging in takes too long")));
    }

    void takeTime() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void connected(XmppStream connected) {
        giveTimeToNegotiate();
    }

    @Override
    public void opened(StreamHeader header) {
        stream.sendHeader(newHeader());
        if (!isForUs(header.to())) {
            throw new StreamErrorException(
                    Condition.HOST_UNKNOWN, "This is " + server.settings().jid() + '.');
        }
        if (!header.isXmpp1()) {
            throw new StreamErrorException(Condition.UNSUPPORTED_VERSION, "XMPP 1.0 is needed.");
        }
        stream.send(Element.builder("features", Namespaces.STREAMS)
                .addAll(phase.features())
                .build());
    }

    private boolean isForUs(@Nullable String to) {
        try {
            return to != null && Jid.parse(to).equals(server.settings().jid());
        } catch (InvalidJidException e) {
            return false;
        }
    }

    @Override
    public void received(Element element) {
        phase.received(element);
    }

    @Override
    public void silent() {
        phase.silent();
    }

    @Override
    public void writabilityChanged(boolean writable) {
        if (writable) {
            phase.writable();
        }
    }

    @Override
    public void ending(CloseReason reason) {
        takeTime();
        leaveNewcomers();
        if (reason.kind() == CloseReason.Kind.VIOLATION) {
            server.metrics().increment(Counter.STREAM_ERRORS);
        }
        phase.ending(reason);
    }

    @Override
    public void ended(CloseReason reason) {
        if (reason.kind() == CloseReason.Kind.INTERNAL) {
            log.error("The stream of a client at {} ended by a fault of ours", address, reason.cause());
        } else {
            log.debug("The stream of a client at {} ended: {}", address, reason.text(), reason.cause());
        }
        phase.ended(reason);
    }

    private void leaveNewcomers() {
        if (newcomer) {
            newcomer = false;
            server.newcomers().leave(address);
        }
    }

    private StreamHeader newHeader() {
        return new StreamHeader(
                Namespaces.CLIENT,
                server.settings().jid().toString(),
                null,
                server.ids().get(),
                "1.0",
                "en");
    }

    /** RFC 6120 sections 4.9.3.12 and 7.1: no stanzas before authentication and binding. */
    static StreamErrorException notYet(Element element) {
        return new StreamErrorException(
                StreamError.of(Condition.NOT_AUTHORIZED, "It is too early for <" + element.name() + "/>."));
    }
}
