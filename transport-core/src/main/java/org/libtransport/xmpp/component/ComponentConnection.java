package org.libtransport.xmpp.component;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.xmpp.stanza.StanzaEncoder;
import org.libtransport.xmpp.stanza.StanzaReader;
import org.libtransport.xmpp.stream.StreamError;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlException;
import org.libtransport.xmpp.xml.XmlStreamDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the XMPP server, from connect to end (XEP-0114). Belongs to its channel's event loop. Whatever
 * happens, {@link Events#ended} is called once.
 */
final class ComponentConnection extends ChannelInboundHandlerAdapter implements XmlStreamDecoder.Listener {

    static final String NAMESPACE = "jabber:component:accept";

    private static final Logger log = LoggerFactory.getLogger(ComponentConnection.class);

    private static final byte[] BLANK = {' '};

    /** Who hears of the connection; called on its event loop. */
    interface Events {
        void authenticated(ComponentConnection connection);

        void received(StanzaReader.Result stanza);

        void writabilityChanged(boolean writable);

        /** The connection is closed, for this reason. */
        void ended(ComponentConnection connection, String reason);
    }

    private enum State {
        CONNECTING,
        HEADER_SENT,
        HANDSHAKE_SENT,
        AUTHENTICATED,
        CLOSING,
        ENDED
    }

    private final ComponentSettings settings;
    private final Metrics metrics;
    private final Events events;
    private final XmlStreamDecoder decoder;
    private final StanzaReader reader = new StanzaReader();
    private final StanzaEncoder encoder = new StanzaEncoder(NAMESPACE);
    private State state = State.CONNECTING;
    private String endReason = "the server closed the connection";
    private @Nullable ChannelHandlerContext context;

    ComponentConnection(ComponentSettings settings, Metrics metrics, Events events) {
        this.settings = settings;
        this.metrics = metrics;
        this.events = events;
        this.decoder = new XmlStreamDecoder(settings.limits(), this);
    }

    StanzaEncoder encoder() {
        return encoder;
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext present = context;
        if (present == null) {
            throw new IllegalStateException("not connected");
        }
        return present;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        state = State.HEADER_SENT;
        ctx.executor().schedule(this::giveUpHandshake, settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        write("<?xml version='1.0'?><stream:stream xmlns='" + NAMESPACE + "' xmlns:stream='"
                + StreamError.STREAMS_NAMESPACE + "' to='" + settings.jid() + "'>");
    }

    private void giveUpHandshake() {
        if (state == State.HEADER_SENT || state == State.HANDSHAKE_SENT) {
            end("the server did not answer the handshake in "
                    + settings.connectTimeout().toSeconds() + " s");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            decoder.decode(bytes);
        } catch (XmlException e) {
            metrics.increment(Counter.STREAM_ERRORS);
            fail(StreamError.of(e));
        } finally {
            bytes.release();
        }
    }

    @Override
    public void streamOpened(Element header, String contentNamespace) {
        String id = header.attribute("id");
        if (id == null || !contentNamespace.equals(NAMESPACE)) {
            fail(StreamError.of("invalid-namespace"));
            return;
        }
        state = State.HANDSHAKE_SENT;
        write("<handshake>" + Handshake.digest(id, settings.secret()) + "</handshake>");
    }

    @Override
    public void elementReceived(Element element) {
        if (element.is("error", StreamError.STREAMS_NAMESPACE)) {
            peerError(StreamError.read(element));
        } else if (state == State.AUTHENTICATED) {
            events.received(reader.read(element));
        } else if (state == State.HANDSHAKE_SENT && element.is("handshake", Element.CONTENT_NAMESPACE)) {
            state = State.AUTHENTICATED;
            events.authenticated(this);
        } else {
            log.debug("Ignoring <{}/> before the handshake is done", element.name());
        }
    }

    private void peerError(StreamError error) {
        boolean secret = state == State.HANDSHAKE_SENT && error.condition().equals("not-authorized");
        end(
                secret
                        ? "the server refused the secret (service.password) of " + settings.jid()
                        : "the server ended the stream: " + error);
    }

    @Override
    public void streamClosed() {
        end("the server closed the stream");
    }

    /** Sends the peer an error and ends the connection. */
    private void fail(StreamError error) {
        if (state == State.ENDED || state == State.CLOSING) {
            return;
        }
        ByteBuf out = context().alloc().ioBuffer();
        encoder.encode(error.toElement(), out);
        context().write(out);
        end("we ended the stream: " + error);
    }

    /** Closes the stream as a peer should, and the connection with it. The one way to end it. */
    void end(String reason) {
        if (state == State.ENDED || state == State.CLOSING) {
            return;
        }
        endReason = reason;
        boolean open = state != State.CONNECTING;
        state = State.CLOSING;
        decoder.stop();
        ChannelHandlerContext ctx = context();
        if (open) {
            write("</stream:stream>");
        }
        ctx.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.AUTHENTICATED) {
            events.writabilityChanged(ctx.channel().isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && state == State.AUTHENTICATED) {
            ctx.writeAndFlush(ctx.alloc().ioBuffer(1).writeBytes(BLANK));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("The link to the XMPP server failed", cause);
        if (state != State.CLOSING && state != State.ENDED) {
            endReason = String.valueOf(cause.getMessage());
            state = State.CLOSING;
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state != State.ENDED) {
            state = State.ENDED;
            decoder.stop();
            events.ended(this, endReason);
        }
    }

    private void write(String text) {
        ChannelHandlerContext ctx = context();
        ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), text));
    }
}
