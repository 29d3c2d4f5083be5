package org.libtransport.plugin.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.plugin.LinkEnd;
import org.libtransport.plugin.LinkSecurity;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.protocol.FrameDecoder;

/** Opens the link of a plugin over TCP or inside the JVM, and frees its threads when it has ended. */
public final class Connector {

    /** A transport sends a PING every 20 s; so long a silence means that it is gone. */
    static final int SILENCE_SECONDS = 90;

    private static final int CONNECT_MILLIS = 10_000;
    private static final int LOGOUT_SECONDS = 10;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private Connector() {}

    /**
     * Connects a plugin, with a pool of its own that lives as long as the link.
     *
     * @param address of the transport; a Netty {@code LocalAddress} for one in this JVM
     * @throws IllegalArgumentException with a sentence for the administrator, if the certificates cannot be read
     */
    public static RunningPlugin connect(NetworkPlugin plugin, SocketAddress address, LinkSecurity security) {
        CallPool pool = new CallPool(plugin.getClass().getClassLoader());
        return connect(plugin, address, security, pool, pool);
    }

    /**
     * Connects a plugin.
     *
     * @param address of the transport; a Netty {@code LocalAddress} for one in this JVM
     * @param executor where author code runs
     * @throws IllegalArgumentException with a sentence for the administrator, if the certificates cannot be read
     */
    public static RunningPlugin connect(
            NetworkPlugin plugin, SocketAddress address, LinkSecurity security, Executor executor) {
        return connect(plugin, address, security, executor, null);
    }

    private static RunningPlugin connect(
            NetworkPlugin plugin,
            SocketAddress address,
            LinkSecurity security,
            Executor executor,
            @Nullable CallPool pool) {
        boolean local = address instanceof LocalAddress;
        LinkTls tls = security.certificates() == null ? null : new LinkTls(security.certificates());
        Introduction introduction = new Introduction(plugin);
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("plugin-link", true), io(local));
        Started started = new Started(group, pool);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(channelType(local))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        PluginLink link = new PluginLink(
                                channel, plugin, introduction, security.token(), executor, new MemoryFigures(!local));
                        started.runs(channel, link);
                        if (tls != null && address instanceof InetSocketAddress host) {
                            channel.pipeline().addLast(tls.handler(channel, host));
                        }
                        channel.pipeline()
                                .addLast(new IdleStateHandler(SILENCE_SECONDS, 0, 0))
                                .addLast(new FrameDecoder(link))
                                .addLast(link);
                    }
                });
        if (!local) {
            bootstrap
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        }
        bootstrap.connect(address).addListener(future -> {
            if (!future.isSuccess()) {
                started.end(LinkEnd.failure("cannot connect to " + address + ": " + reason(future.cause())));
            }
        });
        return started;
    }

    private static String reason(Throwable cause) {
        return cause instanceof java.net.UnknownHostException ? "unknown host" : String.valueOf(cause.getMessage());
    }

    private static IoHandlerFactory io(boolean local) {
        if (local) {
            return LocalIoHandler.newFactory();
        }
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static Class<? extends Channel> channelType(boolean local) {
        if (local) {
            return LocalChannel.class;
        }
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** The running link and the threads that serve it. */
    private static final class Started implements RunningPlugin {

        private final EventLoopGroup group;
        private final @Nullable CallPool pool;
        private final CompletableFuture<LinkEnd> ended = new CompletableFuture<>();
        private @Nullable PluginLink link;

        Started(EventLoopGroup group, @Nullable CallPool pool) {
            this.group = group;
            this.pool = pool;
        }

        /** The channel is set up. On its event loop, before anything else happens there. */
        void runs(Channel channel, PluginLink runningLink) {
            link = runningLink;
            runningLink.ended().thenAccept(this::finish);
            channel.closeFuture()
                    .addListener(closed -> channel.eventLoop()
                            .schedule(
                                    () -> finish(LinkEnd.failure("sessions did not log out in time")),
                                    LOGOUT_SECONDS,
                                    TimeUnit.SECONDS));
        }

        void finish(LinkEnd end) {
            if (ended.complete(end)) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
                if (pool != null) {
                    pool.close();
                }
            }
        }

        @Override
        public CompletionStage<LinkEnd> ended() {
            return ended;
        }

        @Override
        public void stop() {
            if (!ended.isDone()) {
                group.execute(() -> end(LinkEnd.stopped()));
            }
        }

        /** On the event loop. */
        void end(LinkEnd reason) {
            if (link == null) {
                finish(reason);
            } else {
                link.end(reason);
            }
        }
    }
}
