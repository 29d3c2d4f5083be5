package org.libtransport.launcher.peer;

import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.FrameDecoder;
import org.libtransport.protocol.FrameErrors;
import org.libtransport.protocol.FrameTooLongException;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/**
 * One connection to a backend. Frames are sent from any thread and in the order of the calls; what arrives is taken by one
 * thread, in order. At most 100,000 arrivals wait to be taken, beyond that nothing is read from the backend.
 */
public final class PeerLink {

    private static final int MOST_WAITING = 100_000;

    private final Channel channel;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> secured = new CompletableFuture<>();

    private PeerLink(Channel channel) {
        this.channel = channel;
    }

    static PeerLink over(Channel channel) {
        PeerLink link = new PeerLink(channel);
        channel.pipeline().addLast(new FrameDecoder(link.new Errors()), link.new Reader());
        return link;
    }

    /**
     * Waits until the backend has made up its mind about TLS.
     *
     * @return whether the link is encrypted now; empty if nothing was decided in time
     */
    public Optional<Boolean> awaitSecured(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(secured.get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        }
    }

    /** Sends a frame without a payload. */
    public void send(Type type) {
        send(type, null);
    }

    public void send(Type type, @Nullable MessageLite payload) {
        ByteBuf out = channel.alloc().buffer();
        Frames.write(out, type, payload);
        channel.writeAndFlush(out);
    }

    /** Sends bytes as they are, with one write. */
    public void sendBytes(byte[] bytes) {
        channel.writeAndFlush(channel.alloc().buffer(bytes.length).writeBytes(bytes));
    }

    /**
     * Takes what arrived first, or waits for it.
     *
     * @return null if nothing came in time
     */
    public @Nullable Arrival next(Duration atMost) throws InterruptedException {
        Arrival arrival = arrivals.poll(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        if (arrivals.size() < MOST_WAITING / 2 && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        return arrival;
    }

    /** Closes the connection without a word, after what was sent. */
    public void close() {
        channel.close();
    }

    private void add(Arrival arrival) {
        arrivals.add(arrival);
        if (arrivals.size() >= MOST_WAITING) {
            channel.config().setAutoRead(false);
        }
    }

    private final class Errors implements FrameErrors {

        @Override
        public void unreadable(int length) {
            add(new Arrival.Unreadable("a frame of " + length + " bytes that is no WrapperMessage"));
        }

        @Override
        public void unknownType(int number) {
            add(new Arrival.Unreadable("a frame of the type " + number + ", which the protocol does not have"));
        }
    }

    private final class Reader extends ChannelInboundHandlerAdapter {

        private String end = "the backend closed the connection";

        private static String ending(Throwable cause) {
            boolean plain = cause instanceof NotSslRecordException || cause.getCause() instanceof NotSslRecordException;
            if (cause instanceof FrameTooLongException) {
                return cause.getMessage() + " (the length goes before it in four bytes, the most significant first)";
            }
            // Its message would be what was said in plain text: the token.
            return plain ? "the backend sent plain text" : "the connection broke: " + cause.getMessage();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            add(new Arrival.Arrived((Frame) message));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (!handshake.isSuccess()) {
                    end = ending(handshake.cause());
                }
                secured.complete(handshake.isSuccess());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            secured.complete(false);
            add(new Arrival.Closed(end));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            end = ending(cause);
            ctx.close();
        }
    }
}
