package org.libtransport.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.peer.Peer;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first moments of a connection to the backend port. Nothing is read before the doorkeeper has looked at it; from one
 * that he does not recognise, only a TOKEN is taken, and nothing is sent to it. Whoever is let in begins as if the
 * connection had just been opened, and this handler is gone.
 */
final class DoorHandler extends ByteToMessageDecoder {

    private static final Logger log = LoggerFactory.getLogger(DoorHandler.class);

    /** For recognition, TLS and the token together. Strangers are promised to be gone within 5 seconds. */
    private static final Duration TIME = Duration.ofSeconds(4);

    /** The longest first frame: no token is longer. */
    private static final int LONGEST = 4096;

    private static final int HEADER = 4;

    private final Doorkeeper door;
    private final boolean tokenOnly;
    private final BiConsumer<Channel, Admission> accepted;
    private Peer peer = Peer.ELSEWHERE;
    private boolean decided;
    private boolean stranger;
    private @Nullable ScheduledFuture<?> deadline;

    /**
     * Guards one channel.
     *
     * @param tokenOnly whether it does not matter who connects
     * @param accepted given the channel when it was let in
     */
    DoorHandler(Doorkeeper door, boolean tokenOnly, BiConsumer<Channel, Admission> accepted) {
        this.door = door;
        this.tokenOnly = tokenOnly;
        this.accepted = accepted;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().closeFuture().addListener(closed -> gone(ctx));
    }

    private void gone(ChannelHandlerContext ctx) {
        if (!decided && stranger) {
            turnAway(ctx, "it presented no token");
        } else if (!decided) {
            decide();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(() -> turnAway(ctx, "it presented no token"), TIME.toMillis(), TimeUnit.MILLISECONDS);
        if (tokenOnly) {
            stranger = true;
            return;
        }
        ctx.channel().config().setAutoRead(false);
        door.recognise(ctx.channel()).thenAcceptAsync(found -> recognised(ctx, found), ctx.executor());
    }

    private void recognised(ChannelHandlerContext ctx, Peer found) {
        if (decided) {
            return;
        }
        peer = found;
        Admission admission = door.withoutToken(found);
        if (admission == null) {
            stranger = true;
        } else {
            letIn(ctx, admission);
        }
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (decided) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < HEADER) {
            return;
        }
        long length = in.getUnsignedInt(in.readerIndex());
        if (length > LONGEST) {
            in.skipBytes(in.readableBytes());
            turnAway(ctx, "it presented no token");
        } else if (in.readableBytes() >= HEADER + length) {
            in.skipBytes(HEADER);
            byte[] content = ByteBufUtil.getBytes(in, in.readerIndex(), (int) length);
            in.skipBytes((int) length);
            present(ctx, content);
        }
    }

    private void present(ChannelHandlerContext ctx, byte[] content) {
        String token = token(content);
        Admission admission = token == null ? null : door.byToken(peer, token);
        if (admission != null) {
            letIn(ctx, admission);
        } else {
            turnAway(ctx, token == null ? "it presented no token" : "it presented a wrong token");
        }
    }

    private static @Nullable String token(byte[] content) {
        try {
            WrapperMessage frame = WrapperMessage.parseFrom(content);
            return frame.getType() == WrapperMessage.Type.TYPE_TOKEN
                    ? Wire.Token.parseFrom(frame.getPayload()).getToken()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void letIn(ChannelHandlerContext ctx, Admission admission) {
        decide();
        if (!door.admits(ctx.channel())) {
            ctx.close();
            return;
        }
        accepted.accept(ctx.channel(), admission);
        ctx.fireChannelActive();
        // What came after the token goes to those that were added.
        ctx.pipeline().remove(this);
    }

    private void turnAway(ChannelHandlerContext ctx, String reason) {
        if (!decided) {
            decide();
            door.turnAway(ctx.channel(), reason);
            ctx.close();
        }
    }

    private void decide() {
        decided = true;
        door.decided();
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable reason = cause.getCause() instanceof SSLException tls ? tls : cause;
        if (reason instanceof SSLException) {
            // Never its message: that of somebody who spoke no TLS is what was said, which may be the token.
            turnAway(ctx, "TLS failed, or it spoke none");
        } else if (reason instanceof IOException) {
            log.debug("A connection to the backend port broke", cause);
        } else {
            log.error("Deciding about a connection to the backend port failed", cause);
        }
        ctx.close();
    }
}
