package org.libtransport.backend;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.peer.PeerLookup;
import org.libtransport.concurrent.Loops;
import org.libtransport.tls.ServerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for backends: on loopback, on a door for plugins in the same JVM, and where the settings name another address,
 * there with TLS. Whoever is let in is given the same pipeline.
 */
final class BackendServer implements BackendListener {

    private static final Logger log = LoggerFactory.getLogger(BackendServer.class);

    private final BackendSettings settings;
    private final Loops loops;
    private final PeerLookup lookup;
    private final AccessToken token;
    private final StrangerLog strangers = new StrangerLog(System::nanoTime, log);
    private final Doorkeeper nearDoor;
    private final Doorkeeper farDoor;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final EventLoopGroup localLoop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("local-link", true), LocalIoHandler.newFactory());

    /**
     * Prepares.
     *
     * @param launcher starts the backends
     */
    BackendServer(BackendSettings settings, Loops loops, BackendLauncher launcher) {
        this(settings, loops, !launcher.launches(), PeerLookup.start(launcher::spawned));
    }

    /**
     * Prepares.
     *
     * @param external whether backends are started by others
     */
    BackendServer(BackendSettings settings, Loops loops, boolean external, PeerLookup lookup) {
        this.lookup = lookup;
        this.settings = settings;
        this.loops = loops;
        String configured = settings.access().token();
        this.token = configured == null ? AccessToken.random() : new AccessToken(configured);
        int limit = settings.limits().connections();
        this.nearDoor = new Doorkeeper(limit, token, external, lookup::find, strangers);
        this.farDoor = new Doorkeeper(limit, token, external, lookup::find, strangers);
    }

    @Override
    public CompletionStage<BackendAddress> open(BiConsumer<Channel, Admission> accepted) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        InetAddress ip = address.getAddress();
        if (ip == null) {
            return CompletableFuture.failedFuture(
                    new IOException("cannot listen for backends on " + settings.host() + ": there is no such host"));
        }
        if (!lookup.works()) {
            log.warn("This system does not tell who connects to the backend port:"
                    + " every backend and every program that queries must present the token");
        }
        if (ip.isLoopbackAddress()) {
            return listen(address, nearDoor, null, accepted)
                    .thenCompose(near -> listenInJvm(settings.host(), near, accepted));
        }
        ServerKey key = settings.access().key();
        if (key == null || settings.access().token() == null) {
            return CompletableFuture.failedFuture(new IOException(
                    "will not listen for backends on " + settings.host() + ", which is not loopback, without TLS and a"
                            + " token: whoever reaches the port could act as a backend and would be given passwords."
                            + " Set service.backend_cert and service.backend_token, or let service.backend_host be"
                            + " 127.0.0.1"));
        }
        SslContext tls;
        try {
            tls = key.load();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return listen(address, farDoor, tls, accepted)
                .thenCompose(far -> {
                    log.info("Listening for backends with TLS on {}:{}", settings.host(), port(far));
                    return listen(loopback, nearDoor, null, accepted);
                })
                .thenCompose(near -> listenInJvm(loopback.getAddress().getHostAddress(), near, accepted));
    }

    private CompletableFuture<Channel> listen(
            InetSocketAddress address,
            Doorkeeper door,
            @Nullable SslContext tls,
            BiConsumer<Channel, Admission> accepted) {
        Class<? extends ServerChannel> kind =
                Loops.nativeIo() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        return bind(
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(kind)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Acceptor(door, tls, accepted)),
                address);
    }

    private CompletionStage<BackendAddress> listenInJvm(
            String host, Channel near, BiConsumer<Channel, Admission> accepted) {
        ChannelHandler inside = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channels.add(channel);
                accepted.accept(channel, Admission.sameJvm(token));
            }
        };
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(localLoop)
                .channel(LocalServerChannel.class)
                .childHandler(inside);
        return bind(bootstrap, LocalAddress.ANY)
                .thenApply(local ->
                        new BackendAddress(host, port(near), (LocalAddress) local.localAddress(), token.text()));
    }

    private CompletableFuture<Channel> bind(ServerBootstrap bootstrap, SocketAddress address) {
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        ChannelFuture bound = bootstrap.bind(address);
        bound.addListener(done -> {
            if (done.isSuccess()) {
                channels.add(bound.channel());
                opened.complete(bound.channel());
            } else {
                opened.completeExceptionally(new IOException(
                        "cannot listen for backends on " + settings.host() + ":" + settings.port() + ": "
                                + done.cause().getMessage(),
                        done.cause()));
            }
        });
        return opened;
    }

    private static int port(Channel listener) {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void turnedAway(Channel channel, String reason) {
        strangers.turnedAway(channel, reason);
    }

    @Override
    public CompletionStage<Void> stopAccepting() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channels.close(ServerChannel.class::isInstance).addListener(done -> closed.complete(null));
        return closed;
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channels.close().addListener(done -> {
            lookup.close();
            localLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS).addListener(stopped -> closed.complete(null));
        });
        return closed;
    }

    private final class Acceptor extends ChannelInitializer<Channel> {

        private final Doorkeeper door;
        private final @Nullable SslContext tls;
        private final BiConsumer<Channel, Admission> accepted;

        Acceptor(Doorkeeper door, @Nullable SslContext tls, BiConsumer<Channel, Admission> accepted) {
            this.door = door;
            this.tls = tls;
            this.accepted = accepted;
        }

        @Override
        protected void initChannel(Channel channel) {
            channels.add(channel);
            if (!door.enter(channel)) {
                channel.close();
                return;
            }
            if (tls != null) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()));
            }
            channel.pipeline().addLast(new DoorHandler(door, tls != null, accepted));
        }
    }
}
