package org.libtransport.plugin.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.LinkEnd;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.RoomDirectorySupport;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.FrameErrors;
import org.libtransport.protocol.FrameTooLongException;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backend's end of a link: answers the transport's questions about the backend, and gives each frame about a user to
 * the user's serial queue. Everything here runs on the channel's event loop.
 *
 * <p>A link ends in one place, {@link #end}, with a reason.
 */
final class PluginLink extends ChannelInboundHandlerAdapter implements FrameErrors, Outbox.Listener {

    private static final Logger log = LoggerFactory.getLogger(PluginLink.class);

    private final NetworkPlugin plugin;
    private final Introduction introduction;
    private final @Nullable String token;
    private final Executor executor;
    private final MemoryFigures memory;
    private final UserSeats seats;
    private final CompletableFuture<LinkEnd> ended = new CompletableFuture<>();
    private final Channel channel;
    private final Outbox outbox;
    private boolean heard;
    private boolean introduced;
    private boolean congested;
    private boolean ending;

    /**
     * Creates the link of a channel that is not connected yet.
     *
     * @param token for the transport; null if it needs none
     * @param executor where the author's code runs
     */
    PluginLink(
            Channel channel,
            NetworkPlugin plugin,
            Introduction introduction,
            @Nullable String token,
            Executor executor,
            MemoryFigures memory) {
        this.channel = channel;
        this.plugin = plugin;
        this.introduction = introduction;
        this.token = token;
        this.executor = executor;
        this.memory = memory;
        this.outbox = new Outbox(channel, this);
        this.seats = new UserSeats(
                plugin, introduction.description(), outbox, executor, channel.eventLoop(), this::updateReading);
    }

    /** Completed when the link has ended and all sessions are logged out. */
    CompletionStage<LinkEnd> ended() {
        return ended;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (token != null) {
            outbox.add(Type.TYPE_TOKEN, Wire.Token.newBuilder().setToken(token).build());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ending) {
            return;
        }
        heard = true;
        Frame frame = (Frame) message;
        try {
            switch (frame.type()) {
                case TYPE_PING -> pong();
                case TYPE_LOGIN -> seats.login(frame.parse(Wire.Login.parser()));
                case TYPE_LOGOUT ->
                    seats.logout(frame.parse(Wire.Logout.parser()).getUser());
                case TYPE_HELLO -> hello(frame.parse(Wire.Hello.parser()));
                case TYPE_EXIT -> end(LinkEnd.exit());
                default -> call(frame);
            }
        } catch (InvalidProtocolBufferException e) {
            log.debug("A frame was skipped because its content cannot be read: {}", frame, e);
        }
    }

    private void pong() {
        if (!introduced) {
            introduced = true;
            outbox.add(
                    Type.TYPE_BACKEND_CONFIG,
                    Wire.BackendConfig.newBuilder()
                            .setConfig(introduction.config())
                            .build());
            if (plugin instanceof RoomDirectorySupport able) {
                executor.execute(() -> publishRooms(able));
            }
        }
        outbox.add(Type.TYPE_PONG, null);
        outbox.add(Type.TYPE_STATS, memory.read());
    }

    private void publishRooms(RoomDirectorySupport able) {
        try {
            able.publishRooms(rooms -> outbox.add(Type.TYPE_ROOM_LIST, Values.rooms(null, rooms)));
        } catch (Exception | Error e) {
            log.error("The plugin could not tell its rooms", e);
        }
    }

    /** Tells who we are, also to a transport of other versions: it decides, and logs that it decided against. */
    private void hello(Wire.Hello theirs) {
        if (theirs.getLowestVersion() > Extensions.HIGHEST_VERSION
                || theirs.getHighestVersion() < Extensions.LOWEST_VERSION) {
            log.warn(
                    "The transport ({} {}) speaks versions {} to {} of the protocol's additions, which are unknown here",
                    theirs.getSoftware(),
                    theirs.getSoftwareVersion(),
                    theirs.getLowestVersion(),
                    theirs.getHighestVersion());
        }
        outbox.add(Type.TYPE_HELLO, introduction.hello());
    }

    private void call(Frame frame) throws InvalidProtocolBufferException {
        UserCalls.UserCall call = UserCalls.read(frame);
        if (call == null) {
            log.debug("A frame was skipped because it is for nobody: {}", frame);
        } else if (!seats.call(call)) {
            log.debug("A frame was skipped because its user is not logged in: {}", frame);
        }
    }

    @Override
    public void outboxCongested(boolean value) {
        congested = value;
        updateReading();
    }

    @Override
    public void outboxOverflowed() {
        end(LinkEnd.failure("the transport does not read what the backend reports"));
    }

    private void updateReading() {
        channel.config().setAutoRead(!seats.anyFull() && !congested);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        outbox.write();
    }

    @Override
    public void unreadable(int length) {
        log.debug("A frame of {} bytes was skipped because it cannot be read", length);
    }

    @Override
    public void unknownType(int number) {
        log.debug("A frame was skipped because of its unknown type {}", number);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // while we do not read ourselves, silence tells nothing about the transport
        if (event instanceof IdleStateEvent && channel.config().isAutoRead()) {
            end(LinkEnd.failure("the transport is silent"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof FrameTooLongException tooLong) {
            end(LinkEnd.failure(String.valueOf(tooLong.getMessage())));
        } else if (cause.getCause() instanceof SSLException tls) {
            end(LinkEnd.failure("TLS with the transport failed: " + tls.getMessage()));
        } else if (cause instanceof IOException) {
            end(LinkEnd.failure("the connection broke: " + cause.getMessage()));
        } else {
            log.error("The link failed", cause);
            end(LinkEnd.failure("an internal fault"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(
                heard
                        ? LinkEnd.closed()
                        : LinkEnd.failure("the transport closed the connection without a word: it takes a"
                                + " backend that it started, that runs under its user, or that has its token in "
                                + Extensions.TOKEN_VARIABLE));
    }

    /** Ends the link: nothing is reported any more, every session is logged out, then the plugin is closed. */
    void end(LinkEnd reason) {
        if (ending) {
            return;
        }
        ending = true;
        outbox.close();
        channel.close();
        seats.logoutAll().whenCompleteAsync((done, failure) -> closePlugin(reason), executor);
    }

    private void closePlugin(LinkEnd reason) {
        try {
            plugin.close();
        } catch (Exception | Error e) {
            log.error("The plugin could not be closed", e);
        }
        ended.complete(reason);
    }
}
