package org.libtransport.backend;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.FrameDecoder;
import org.libtransport.protocol.FrameErrors;
import org.libtransport.protocol.FrameTooLongException;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a backend, or to a program that queries.
 *
 * <p>Frames are handled on the channel's event loop. The seats are changed by the pool and looked up by the event loop.
 * The connection ends through {@link #end} only, with a reason.
 */
final class BackendLink extends ChannelInboundHandlerAdapter implements FrameErrors {

    private static final Logger log = LoggerFactory.getLogger(BackendLink.class);

    /** For a peer to end by itself after EXIT, so that it reads what was sent to it before. */
    private static final int FAREWELL_MILLIS = 1000;

    private final String name;
    private final Channel channel;
    private final int frameLimit;
    private final LinkEvents events;
    private final Metrics metrics;
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();
    private final ReadGate gate;
    private final LinkOutput output;
    private final EventRouter router;
    private final LinkControl control;
    private @Nullable LinkEnd end;
    private final AtomicLong ackIds = new AtomicLong();
    private volatile boolean heard = true;

    BackendLink(
            String name,
            Channel channel,
            Admission admission,
            BackendSettings.Limits limits,
            LinkEvents events,
            QueryHandler queries,
            Metrics metrics) {
        this.name = name;
        this.channel = channel;
        this.events = events;
        this.metrics = metrics;
        this.gate = new ReadGate(channel);
        this.output = new LinkOutput(channel, limits);
        this.router = new EventRouter(
                name,
                channel,
                seats,
                gate,
                limits.eventsInFlight(),
                rooms -> events.roomsReceived(this, rooms),
                metrics);
        QueryAnswers answers = new QueryAnswers(queries, channel.eventLoop(), gate, output);
        this.control = new LinkControl(this, admission, answers, events, metrics, this::fail);
        this.frameLimit = limits.frameBytes();
    }

    /** Takes over the channel. */
    void install() {
        channel.pipeline().addLast(new FrameDecoder(frameLimit, this), this);
    }

    String name() {
        return name;
    }

    Channel channel() {
        return channel;
    }

    LinkOutput output() {
        return output;
    }

    /** See {@link BackendSession#nextAckId}. On any thread. */
    long nextAckId() {
        return greeting().acknowledgement() ? ackIds.incrementAndGet() : 0;
    }

    /** See {@link BackendSession#takesTokens}. On any thread. */
    boolean takesTokens() {
        return greeting().loginToken();
    }

    /** Why it was let in; known for good when the link is ready. Any thread. */
    Admission admission() {
        return control.admission();
    }

    /** What was agreed on; known for good when the link is ready. Any thread. */
    Greeting greeting() {
        return control.greeting();
    }

    // What the pool does, on any thread.

    void seat(Seat seat) {
        seats.put(seat.key(), seat);
    }

    void unseat(Seat seat) {
        seats.remove(seat.key(), seat);
    }

    Collection<Seat> seats() {
        return List.copyOf(seats.values());
    }

    void ping() {
        output.control(Type.TYPE_PING, null);
    }

    /** Whether anything came since this was asked last. A peer that we do not read cannot be blamed for silence. */
    boolean wasHeard() {
        boolean unread = gate.wasClosed();
        boolean was = heard;
        heard = false;
        return was || unread;
    }

    /** Whether it is a program that asked something, ever. */
    boolean hasAsked() {
        return control.hasAsked();
    }

    void setReading(boolean reading) {
        gate.set(ReadGate.Reason.FRONTEND_FULL, !reading);
    }

    /**
     * Takes nothing more and tells the peer to exit, after all that users handed over before. What it still says is not
     * heard; the connection is closed when the peer did it or after a moment.
     */
    void end(LinkEnd reason) {
        output.collectLanes()
                .thenRunAsync(
                        () -> {
                            if (sayExit(reason)) {
                                channel.eventLoop()
                                        .schedule(() -> channel.close(), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
                            }
                        },
                        channel.eventLoop());
    }

    /** Tells the peer to exit, but does not wait for anything. */
    void abort(LinkEnd reason) {
        channel.eventLoop().execute(() -> {
            sayExit(reason);
            channel.close();
        });
    }

    private boolean sayExit(LinkEnd reason) {
        if (end != null) {
            return false;
        }
        end = reason;
        output.close();
        output.control(Type.TYPE_EXIT, null);
        return true;
    }

    // What the channel does, on its event loop.

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        events.opened(this);
        ping();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (end != null) {
            return;
        }
        Frame frame = (Frame) message;
        if (!control.take(frame)) {
            router.route(frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        heard = true;
        router.burstOver();
    }

    @Override
    public void unreadable(int length) {
        metrics.increment(Counter.FRAMES_UNREADABLE);
        log.debug("{}: skipping a frame of {} bytes that is no message", name, length);
    }

    @Override
    public void unknownType(int number) {
        log.debug("{}: skipping a frame of the unknown type {}", name, number);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof FrameTooLongException) {
            fail(new LinkEnd(LinkEnd.Kind.PROTOCOL, String.valueOf(cause.getMessage())));
        } else if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            // Never its message, which may be what was said.
            fail(new LinkEnd(LinkEnd.Kind.BROKEN, "TLS failed"));
        } else if (cause instanceof IOException) {
            fail(new LinkEnd(LinkEnd.Kind.BROKEN, String.valueOf(cause.getMessage())));
        } else {
            log.error("{}: handling a frame failed", name, cause);
            fail(new LinkEnd(LinkEnd.Kind.BROKEN, "a fault of the transport, logged above"));
        }
    }

    private void fail(LinkEnd reason) {
        if (end == null) {
            end = reason;
        }
        output.close();
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        router.burstOver();
        output.close();
        boolean query = control.asksOnly();
        LinkEnd reason = end;
        if (reason == null) {
            reason = new LinkEnd(
                    query ? LinkEnd.Kind.UNUSED : LinkEnd.Kind.CLOSED_BY_PEER,
                    query ? "asked what it wanted" : "the connection was closed");
        }
        end = reason;
        if (reason.crash()) {
            tellWhatMayBeLost();
        }
        events.closed(this, reason);
    }

    private void tellWhatMayBeLost() {
        long most = output.messagesInDoubt();
        if (most > 0) {
            metrics.add(Counter.MESSAGES_IN_DOUBT, most);
            log.warn("{}: up to {} messages may be lost, it was not known to have read them", name, most);
        }
    }
}
