package org.libtransport.backend;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.libtransport.concurrent.Loops;

/** Listens for backends: on a TCP port, and on a door for plugins in the same JVM. Both are given the same pipeline. */
final class BackendServer implements BackendListener {

    private final BackendSettings settings;
    private final Loops loops;
    private final Doorkeeper door;
    private final AccessToken token = AccessToken.random();
    private final AtomicInteger connections = new AtomicInteger();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final EventLoopGroup localLoop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("local-link", true), LocalIoHandler.newFactory());

    BackendServer(BackendSettings settings, Loops loops, boolean external) {
        this.settings = settings;
        this.loops = loops;
        this.door = new Doorkeeper(settings.limits().connections());
    }

    @Override
    public CompletionStage<BackendAddress> open(BiConsumer<Channel, Admission> accepted) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        door.listening(address.getAddress());
        CompletableFuture<BackendAddress> opened = new CompletableFuture<>();
        bind(
                tcp(channel -> accepted.accept(channel, Admission.neighbour(true, token)))
                        .bind(address),
                opened,
                tcpChannel -> {
                    int port = ((InetSocketAddress) tcpChannel.localAddress()).getPort();
                    bind(
                            local(channel -> accepted.accept(channel, Admission.sameJvm(token)))
                                    .bind(LocalAddress.ANY),
                            opened,
                            localChannel -> opened.complete(new BackendAddress(
                                    settings.host(), port, (LocalAddress) localChannel.localAddress(), token.text())));
                });
        return opened;
    }

    private void bind(ChannelFuture bound, CompletableFuture<BackendAddress> opened, Consumer<Channel> next) {
        bound.addListener(done -> {
            if (done.isSuccess()) {
                channels.add(bound.channel());
                next.accept(bound.channel());
            } else {
                opened.completeExceptionally(new IOException(
                        "cannot listen for backends on " + settings.host() + ":" + settings.port() + ": "
                                + done.cause().getMessage(),
                        done.cause()));
            }
        });
    }

    private ServerBootstrap tcp(Consumer<Channel> accepted) {
        Class<? extends ServerChannel> kind =
                Loops.nativeIo() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        return new ServerBootstrap()
                .group(loops.group())
                .channel(kind)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Acceptor(accepted));
    }

    private ServerBootstrap local(Consumer<Channel> accepted) {
        return new ServerBootstrap()
                .group(localLoop)
                .channel(LocalServerChannel.class)
                .childHandler(new Acceptor(accepted));
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
        channels.close()
                .addListener(done -> localLoop
                        .shutdownGracefully(0, 2, TimeUnit.SECONDS)
                        .addListener(stopped -> closed.complete(null)));
        return closed;
    }

    private final class Acceptor extends ChannelInitializer<Channel> {

        private final Consumer<Channel> accepted;

        Acceptor(Consumer<Channel> accepted) {
            this.accepted = accepted;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (!door.admits(connections.get())) {
                channel.close();
                return;
            }
            connections.incrementAndGet();
            channel.closeFuture().addListener(closed -> connections.decrementAndGet());
            channels.add(channel);
            accepted.accept(channel);
        }
    }
}
