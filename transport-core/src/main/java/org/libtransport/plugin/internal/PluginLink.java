package org.libtransport.plugin.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.LinkEnd;
import org.libtransport.plugin.LoginException;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.PluginDescription;
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

    private static final UserCalls.UserCall LOGOUT = new UserCalls.UserCall("", (link, session) -> session.logout());

    private final NetworkPlugin plugin;
    private final Executor executor;
    private final MemoryFigures memory;
    private final PluginDescription description;
    private final Map<String, UserSeat> seats = new HashMap<>();
    private final CompletableFuture<LinkEnd> ended = new CompletableFuture<>();
    private final Channel channel;
    private final Outbox outbox;
    private boolean introduced;
    private int fullSeats;
    private boolean congested;
    private boolean ending;
    private boolean warned;

    PluginLink(
            Channel channel,
            NetworkPlugin plugin,
            PluginDescription description,
            Executor executor,
            MemoryFigures memory) {
        this.channel = channel;
        this.plugin = plugin;
        this.executor = executor;
        this.memory = memory;
        this.description = description;
        this.outbox = new Outbox(channel, this);
    }

    /** Completed when the link has ended and all sessions are logged out. */
    CompletionStage<LinkEnd> ended() {
        return ended;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ending) {
            return;
        }
        Frame frame = (Frame) message;
        try {
            switch (frame.type()) {
                case TYPE_PING -> pong();
                case TYPE_LOGIN -> login(frame.parse(Wire.Login.parser()));
                case TYPE_LOGOUT -> logout(frame.parse(Wire.Logout.parser()).getUser());
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
                            .setConfig(BackendConfigText.of(description))
                            .build());
        }
        outbox.add(Type.TYPE_PONG, null);
        outbox.add(Type.TYPE_STATS, memory.read());
    }

    private void login(Wire.Login wire) {
        UserSeat seat = seats.computeIfAbsent(wire.getUser(), user -> new UserSeat(executor, this::relieved));
        if (seat.session() != null) {
            close(seat, seat.session());
        }
        SessionLink link = new SessionLink(wire.getUser(), outbox, description.sessionType(), this::sessionEnded);
        seat.sit(link);
        add(seat, () -> open(wire, link));
    }

    private void open(Wire.Login wire, SessionLink link) {
        if (link.isSilent()) {
            // logged out again before it began
            return;
        }
        try {
            link.opened(plugin.open(Values.login(wire), link));
        } catch (LoginException e) {
            link.disconnected(e.failure(), String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            log.error("The log-in of {} failed", link.user(), e);
            link.disconnected(ConnectionFailure.OTHER_ERROR, "The log-in failed because of a fault in the transport.");
        }
    }

    private void logout(String user) {
        UserSeat seat = seats.get(user);
        if (seat != null && seat.session() != null) {
            close(seat, seat.session());
            seat.leave();
            vacate(user, seat);
        }
    }

    /** The author said that a session is over; any thread. */
    private void sessionEnded(SessionLink link) {
        channel.eventLoop().execute(() -> {
            UserSeat seat = seats.get(link.user());
            if (seat != null && seat.session() == link) {
                seat.leave();
                vacate(link.user(), seat);
            }
        });
    }

    private void close(UserSeat seat, SessionLink link) {
        link.silence();
        add(seat, () -> make(link, LOGOUT));
    }

    /** Gives the place up when its last call is made, unless the user is back by then. */
    private void vacate(String user, UserSeat seat) {
        int logins = seat.logins();
        add(
                seat,
                () -> channel.eventLoop().execute(() -> {
                    if (seat.session() == null && seat.logins() == logins) {
                        seats.remove(user, seat);
                    }
                }));
    }

    private void call(Frame frame) throws InvalidProtocolBufferException {
        UserCalls.UserCall call = UserCalls.read(frame);
        if (call == null) {
            log.debug("A frame was skipped because it is for nobody: {}", frame);
            return;
        }
        UserSeat seat = seats.get(call.user());
        SessionLink link = seat == null ? null : seat.session();
        if (seat == null || link == null) {
            log.debug("A frame was skipped because its user is not logged in: {}", frame);
            return;
        }
        add(seat, () -> make(link, call));
    }

    private static void make(SessionLink link, UserCalls.UserCall call) {
        NetworkSession session = link.session();
        if (session == null) {
            call.lost().accept(link);
            return;
        }
        try {
            call.call().make(link, session);
        } catch (Exception | Error e) {
            log.error("The session of {} failed", link.user(), e);
        }
    }

    private void add(UserSeat seat, Runnable call) {
        if (seat.call(call)) {
            fullSeats++;
            if (!warned) {
                warned = true;
                log.warn(
                        "{} calls of one user wait for the plugin; nothing is read until they are done",
                        UserSeat.BOUND);
            }
            updateReading();
        }
    }

    private void relieved(UserSeat seat) {
        channel.eventLoop().execute(() -> {
            if (seat.relieve()) {
                fullSeats--;
                updateReading();
            }
        });
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
        channel.config().setAutoRead(fullSeats == 0 && !congested);
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
        } else if (cause instanceof IOException) {
            end(LinkEnd.failure("the connection broke: " + cause.getMessage()));
        } else {
            log.error("The link failed", cause);
            end(LinkEnd.failure("an internal fault"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(LinkEnd.closed());
    }

    /** Ends the link: nothing is reported any more, every session is logged out, then the plugin is closed. */
    void end(LinkEnd reason) {
        if (ending) {
            return;
        }
        ending = true;
        outbox.close();
        channel.close();
        List<CompletableFuture<@Nullable Void>> last = new ArrayList<>();
        for (UserSeat seat : seats.values()) {
            SessionLink link = seat.session();
            if (link != null) {
                close(seat, link);
                seat.leave();
            }
            CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
            seat.call(() -> done.complete(null));
            last.add(done);
        }
        CompletableFuture.allOf(last.toArray(CompletableFuture[]::new))
                .whenCompleteAsync((done, failure) -> closePlugin(reason), executor);
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
