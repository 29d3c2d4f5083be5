package org.libtransport.xmpp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stanza.StanzaEncoder;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlException;
import org.libtransport.xmpp.xml.XmlLimits;
import org.libtransport.xmpp.xml.XmlStreamDecoder;

/**
 * One XMPP stream on one channel: turns bytes into elements and ends in exactly one way, by {@link #close}. What the
 * elements mean is the listener's business.
 *
 * <p>Everything here happens on the channel's event loop. An {@code IdleStateHandler} before it in the pipeline makes it
 * keep the connection alive: a blank when nothing was written for long, {@link Listener#silent} when nothing was read,
 * and the end when there was still nothing after twice that time.
 */
public final class XmppStream extends ChannelInboundHandlerAdapter {

    /** What happens on a stream. What it throws ends the stream: a {@link StreamErrorException} with its error. */
    public interface Listener {

        /** The connection is there; nothing was read or written yet. */
        void connected(XmppStream stream);

        /** The peer has opened a stream; again after each {@link #restart}. */
        void opened(StreamHeader header);

        /** A complete first-level element; stream errors and everything after {@link #ending} are left out. */
        void received(Element element);

        /** Nothing came in for long: the peer should be asked for a sign of life. */
        void silent();

        /** The channel takes more, or takes no more. */
        void writabilityChanged(boolean writable);

        /** The end is decided; nothing can be written any more. Called once. */
        void ending(CloseReason reason);

        /** The connection is gone. Called once, after {@link #ending}. */
        void ended(CloseReason reason);
    }

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private static final String CLOSING_TAG = "</stream:stream>";

    private final String contentNamespace;
    private final Duration closeTimeout;
    private final Listener listener;
    private final Supplier<StreamHeader> ownHeader;
    private final XmlStreamDecoder decoder;
    private final StanzaEncoder encoder;

    private State state = State.OPEN;
    private boolean connected;
    private boolean headerSent;
    private @Nullable CloseReason reason;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> closeTimer;

    /**
     * @param contentNamespace the stream's default namespace
     * @param closeTimeout how long the peer may take to close the stream after us
     * @param ownHeader makes the header to send when the stream must end before {@link #sendHeader} was called
     */
    public XmppStream(
            String contentNamespace,
            XmlLimits limits,
            Duration closeTimeout,
            Supplier<StreamHeader> ownHeader,
            Listener listener) {
        this.contentNamespace = contentNamespace;
        this.closeTimeout = closeTimeout;
        this.ownHeader = ownHeader;
        this.listener = listener;
        this.decoder = new XmlStreamDecoder(limits, new Elements());
        this.encoder = new StanzaEncoder(contentNamespace);
    }

    /** The channel, from {@link Listener#connected} on. */
    public Channel channel() {
        return context().channel();
    }

    public void limits(XmlLimits limits) {
        decoder.limits(limits);
    }

    /** Expects a new stream on the same connection, with the bytes that come next (RFC 6120 section 4.3.3). */
    public void restart() {
        decoder.restart();
        headerSent = false;
    }

    /** As {@link #restart}, and drops what has already come in: it was not encrypted. */
    public void restartEncrypted() {
        decoder.restartDiscardingInput();
        headerSent = false;
    }

    /** Opens our side of the stream. */
    public void sendHeader(StreamHeader header) {
        headerSent = true;
        writeText(header.toXml());
        context().flush();
    }

    /** Writes a first-level element that is no stanza of a user. Does nothing once the end is decided. */
    public void send(Element element) {
        if (state == State.OPEN) {
            write(element);
            context().flush();
        }
    }

    /**
     * Ends the stream. The peer gets the reason's error and our closing tag, and has a moment to close as well; without
     * it the connection is cut. Only the first call counts.
     */
    public void close(CloseReason why) {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        reason = why;
        listener.ending(why);
        ChannelHandlerContext ctx = context();
        if (why.kind() == CloseReason.Kind.CONNECTION_LOST || !ctx.channel().isActive()) {
            ctx.close();
            return;
        }
        boolean peerIsDone = why.kind() == CloseReason.Kind.PEER_CLOSED || why.kind() == CloseReason.Kind.PEER_ERROR;
        if (!headerSent) {
            // RFC 6120 section 4.9.1.2: an error needs a stream to stand in.
            writeText(ownHeader.get().toXml());
        }
        if (why.error() != null && !peerIsDone) {
            write(why.error().toElement());
        }
        ChannelFuture written = writeText(CLOSING_TAG);
        ctx.flush();
        if (why.error() != null) {
            decoder.stop();
        }
        if (peerIsDone) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        // Closing at once could destroy, by a TCP reset, what the peer has not read yet. A peer may also not read at
        // all.
        closeTimer = ctx.executor().schedule(() -> ctx.close(), closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        if (ctx.channel().isActive()) {
            connected();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connected();
        ctx.fireChannelActive();
    }

    private void connected() {
        if (!connected) {
            connected = true;
            listener.connected(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (state != State.CLOSED) {
                decoder.decode((ByteBuf) message);
            }
        } catch (XmlException e) {
            close(CloseReason.violation(StreamError.of(e), e));
        } catch (StreamErrorException e) {
            close(CloseReason.violation(e.error(), e));
        } catch (RuntimeException e) {
            close(CloseReason.internal(e));
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.OPEN) {
            listener.writabilityChanged(ctx.channel().isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent idle && state == State.OPEN) {
            switch (idle.state()) {
                case WRITER_IDLE -> {
                    if (headerSent) {
                        writeText(" ");
                        ctx.flush();
                    }
                }
                case READER_IDLE -> {
                    if (idle.isFirst()) {
                        listener.silent();
                    } else {
                        close(CloseReason.timeout("the peer gives no sign of life"));
                    }
                }
                default -> {
                    // Reading alone, or writing alone, is enough to be alive.
                }
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close(CloseReason.connectionLost("the connection was closed in the middle of the stream", null));
        if (state != State.CLOSED) {
            state = State.CLOSED;
            if (closeTimer != null) {
                closeTimer.cancel(false);
            }
            listener.ended(Objects.requireNonNull(reason));
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            close(CloseReason.connectionLost(String.valueOf(cause.getMessage()), cause));
            ctx.close();
        } else {
            close(CloseReason.internal(cause));
        }
    }

    private void write(Element element) {
        ChannelHandlerContext ctx = context();
        ByteBuf buffer = ctx.alloc().ioBuffer();
        encoder.encode(element, buffer);
        ctx.write(buffer);
    }

    private ChannelFuture writeText(String text) {
        ChannelHandlerContext ctx = context();
        return ctx.write(ByteBufUtil.writeUtf8(ctx.alloc(), text));
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "no connection yet");
    }

    private final class Elements implements XmlStreamDecoder.Listener {

        @Override
        public void streamOpened(Element header, String namespace) {
            if (state == State.OPEN) {
                listener.opened(StreamHeader.parse(header, namespace, contentNamespace));
            }
        }

        @Override
        public void elementReceived(Element element) {
            if (state != State.OPEN) {
                return;
            }
            if (StreamError.isError(element)) {
                close(CloseReason.peerError(StreamError.parse(element)));
            } else {
                listener.received(element);
            }
        }

        @Override
        public void streamClosed() {
            if (state == State.OPEN) {
                close(CloseReason.peerClosed());
            } else {
                context().close();
            }
        }
    }
}
