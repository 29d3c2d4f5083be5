package org.libtransport.xmpp.component;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.libtransport.concurrent.Loops;
import org.libtransport.xmpp.stream.XmppStream;

/** Connects by TCP, to each address of the host in turn. Names are looked up on an executor that may block. */
final class SocketConnector implements Connector {

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final ComponentSettings settings;
    private final EventLoop eventLoop;
    private final Executor blocking;

    SocketConnector(ComponentSettings settings, EventLoop eventLoop, Executor blocking) {
        this.settings = settings;
        this.eventLoop = eventLoop;
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<Void> connect(XmppStream handler) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        try {
            blocking.execute(() -> {
                try {
                    InetAddress[] addresses = InetAddress.getAllByName(settings.host());
                    connect(handler, addresses, 0, connected);
                } catch (UnknownHostException e) {
                    connected.completeExceptionally(new IOException("the name is unknown", e));
                } catch (RuntimeException e) {
                    connected.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            connected.completeExceptionally(e);
        }
        return connected;
    }

    private void connect(XmppStream handler, InetAddress[] addresses, int index, CompletableFuture<Void> connected) {
        Bootstrap bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(Loops.nativeIo() ? EpollSocketChannel.class : NioSocketChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.timing().connect().toMillis())
                .handler(new Pipeline());
        if (Loops.nativeIo()) {
            bootstrap.option(EpollChannelOption.TCP_USER_TIMEOUT, (int)
                    settings.timing().silence().toMillis());
        }
        bootstrap
                .connect(new InetSocketAddress(addresses[index], settings.port()))
                .addListener((io.netty.channel.ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        // Only now: a handler in a channel that never connects would report an end.
                        done.channel().pipeline().addLast(handler);
                        connected.complete(null);
                    } else if (index + 1 < addresses.length) {
                        connect(handler, addresses, index + 1, connected);
                    } else {
                        connected.completeExceptionally(done.cause());
                    }
                });
    }

    private final class Pipeline extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            ComponentTiming timing = settings.timing();
            channel.pipeline()
                    .addLast(new IdleStateHandler(
                            timing.silence().toMillis(), timing.keepAlive().toMillis(), 0, TimeUnit.MILLISECONDS));
        }
    }
}
