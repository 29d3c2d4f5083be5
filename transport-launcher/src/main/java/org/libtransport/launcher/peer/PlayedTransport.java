package org.libtransport.launcher.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendAddress;
import org.libtransport.backend.BackendLauncher;
import org.libtransport.backend.BackendLauncher.End;
import org.libtransport.protocol.Extensions;

/**
 * Listens for backends like a transport, and starts them one after the other. The listener is open before the first is
 * started. For one thread.
 */
public final class PlayedTransport implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int LOG_ID = 1;
    private static final int CLOSE_SECONDS = 2;

    /**
     * How a listener speaks TLS.
     *
     * @param own the listener's key and certificate
     * @param trusted the file (PEM) that the backend is told to trust
     */
    public record Tls(SslContext own, Path trusted) {}

    private final BackendSource source;
    private final List<String> arguments;
    private final Consumer<String> printed;
    private final @Nullable Tls tls;
    private final EventLoopGroup group;
    private final BackendAddress address;
    private final BackendLauncher launcher;
    private final String token = UUID.randomUUID().toString();
    private final LastLines output = new LastLines();
    private final BlockingQueue<CompletableFuture<PeerLink>> awaited = new LinkedBlockingQueue<>();

    private PlayedTransport(BackendSource source, List<String> arguments, Consumer<String> printed, @Nullable Tls tls) {
        this.source = source;
        this.arguments = arguments;
        this.printed = printed;
        this.tls = tls;
        boolean local = source.inProcess();
        group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("played-transport", true),
                local ? LocalIoHandler.newFactory() : NioIoHandler.newFactory());
        ServerBootstrap server = new ServerBootstrap().group(group).childHandler(new Door());
        if (local) {
            server.channel(LocalServerChannel.class);
        } else {
            server.channel(NioServerSocketChannel.class).childOption(ChannelOption.TCP_NODELAY, true);
        }
        SocketAddress bound = server.bind(local ? LocalAddress.ANY : new InetSocketAddress(HOST, 0))
                .syncUninterruptibly()
                .channel()
                .localAddress();
        address = bound instanceof LocalAddress inside
                ? new BackendAddress(HOST, 0, inside, token)
                : new BackendAddress(HOST, ((InetSocketAddress) bound).getPort(), LocalAddress.ANY, token);
        Map<String, String> environment = tls == null
                ? Map.of()
                : Map.of(Extensions.CA_VARIABLE, tls.trusted().toString());
        launcher = source.launchers().with(arguments, environment, output.andThen(printed));
    }

    /**
     * Opens the listener, on a free port of the loopback interface.
     *
     * @param arguments that are handed on to backends: the config file, as the transport does
     */
    public static PlayedTransport open(BackendSource source, List<String> arguments) {
        return open(source, arguments, line -> {});
    }

    /**
     * Opens the listener as {@link #open(BackendSource, List)} does.
     *
     * @param printed takes the lines that backends print, on any thread
     */
    public static PlayedTransport open(BackendSource source, List<String> arguments, Consumer<String> printed) {
        return new PlayedTransport(source, arguments, printed, null);
    }

    /**
     * Opens one more listener for the same backend, which has to speak TLS there.
     *
     * @throws IllegalStateException for a plugin in this JVM, which has no socket
     */
    public PlayedTransport secured(Tls security) {
        if (source.inProcess()) {
            throw new IllegalStateException("no TLS without a socket");
        }
        return new PlayedTransport(source, arguments, printed, security);
    }

    /** Whether the backend is a plugin in this JVM, which knows no socket. */
    public boolean inProcess() {
        return source.inProcess();
    }

    /**
     * Starts a backend and waits until it is connected.
     *
     * @throws NoBackendException if it ends or does not connect in time; nothing of it is left then
     */
    public StartedBackend start(Duration timeout) throws NoBackendException, InterruptedException {
        output.forget();
        CompletableFuture<PeerLink> link = new CompletableFuture<>();
        awaited.add(link);
        BackendLauncher.Launched launched = launcher.launch(LOG_ID, address);
        CompletableFuture<End> ended = launched.ended().toCompletableFuture();
        try {
            CompletableFuture.anyOf(link, ended).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (link.isDone()) {
                return new StartedBackend(launched, link.join(), output);
            }
            throw new NoBackendException(
                    "The program ended before it connected: " + ended.join().reason() + output.told());
        } catch (TimeoutException | ExecutionException e) {
            StartedBackend.end(launched);
            throw new NoBackendException("The program runs, but did not connect to " + address.host() + ":"
                    + address.port() + " within " + timeout.toSeconds() + " s" + output.told());
        } finally {
            awaited.remove(link);
        }
    }

    /** What is in the environment of its backends, for them to send. */
    public String token() {
        return token;
    }

    @Override
    public void close() {
        launcher.close();
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Door extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            CompletableFuture<PeerLink> next = awaited.poll();
            if (next == null) {
                // A second connection, or one that came too late: a transport has a use for neither.
                channel.close();
            } else {
                Tls security = tls;
                if (security != null) {
                    channel.pipeline().addLast(security.own().newHandler(channel.alloc()));
                }
                next.complete(PeerLink.over(channel));
            }
        }
    }
}
