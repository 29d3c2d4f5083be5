package org.libtransport.xmpp.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loops;
import org.libtransport.frontend.Frontend;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.metrics.Metrics;
import org.libtransport.tls.ServerKey;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stream.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport as an XMPP server of its own, for clients only (RFC 6120). Encryption is required when there is a
 * certificate; the only mechanism to log in is PLAIN, because networks want the password itself.
 *
 * <p>A message that {@link #send} took and whose client goes away before it has left is given to another client of the
 * account, or comes back to {@link FrontendEvents#stanzaReceived} as an error from the client's address.
 */
public final class ServerFrontend implements Frontend {

    private static final Logger log = LoggerFactory.getLogger(ServerFrontend.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);
    private static final int BACKLOG = 1024;
    private static final int ID_BYTES = 10;

    private final ServerSettings settings;
    private final Loops loops;
    private final Executor blocking;
    private final Metrics metrics;
    private final SecureRandom random = new SecureRandom();
    private final Sessions sessions = new Sessions();
    private final Delivery delivery = new Delivery(sessions);
    private final Newcomers newcomers;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Set<ClientStream> streams = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Channel listener;
    private volatile boolean stopping;

    /** Reads the certificate on the common pool. */
    public ServerFrontend(ServerSettings settings, Loops loops, Metrics metrics) {
        this(settings, loops, ForkJoinPool.commonPool(), metrics);
    }

    /** @param blocking where the certificate is read and the local address looked up */
    public ServerFrontend(ServerSettings settings, Loops loops, Executor blocking, Metrics metrics) {
        this.settings = settings;
        this.loops = loops;
        this.blocking = blocking;
        this.metrics = metrics;
        this.newcomers = new Newcomers(
                settings.bounds().newcomersPerAddress(), settings.bounds().newcomers());
    }

    /** Completes when clients can connect; fails with an {@link IOException} whose message is meant for the admin. */
    @Override
    public CompletionStage<Void> start(FrontendEvents events) {
        return CompletableFuture.supplyAsync(() -> prepare(events), blocking)
                .thenComposeAsync(this::listen, blocking)
                .minimalCompletionStage();
    }

    /** Where clients can connect, once started. */
    public InetSocketAddress address() {
        Channel open = listener;
        if (open == null) {
            throw new IllegalStateException("not started");
        }
        return (InetSocketAddress) open.localAddress();
    }

    private ServerContext prepare(FrontendEvents events) {
        try {
            ServerSettings.Certificate certificate = settings.tls();
            SslContext tls = certificate == null
                    ? null
                    : new ServerKey(certificate.file(), certificate.password(), "service.cert").load();
            if (tls == null && !InetAddress.getByName(settings.bindAddress()).isLoopbackAddress()) {
                log.warn("Passwords of clients are not encrypted on their way: there is no certificate (service.cert)");
            }
            return new ServerContext(settings, tls, sessions, delivery, newcomers, events, this::newId, metrics);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private CompletionStage<Void> listen(ServerContext context) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(Loops.nativeIo() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(context, channel);
                    }
                });
        if (Loops.nativeIo()) {
            bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, (int)
                    settings.timing().keepAlive().toMillis());
        }
        InetSocketAddress local = new InetSocketAddress(settings.bindAddress(), settings.port());
        CompletableFuture<Void> listening = new CompletableFuture<>();
        bootstrap.bind(local).addListener((ChannelFuture bound) -> {
            if (!bound.isSuccess()) {
                listening.completeExceptionally(new IOException(
                        "Cannot listen for XMPP clients at " + settings.bindAddress() + ':' + settings.port() + ": "
                                + bound.cause().getMessage(),
                        bound.cause()));
                return;
            }
            listener = bound.channel();
            channels.add(bound.channel());
            log.info(
                    "XMPP clients of {} can connect to {}",
                    settings.jid(),
                    bound.channel().localAddress());
            listening.complete(null);
        });
        return listening;
    }

    private void accept(ServerContext context, Channel channel) {
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (stopping || !newcomers.enter(address)) {
            log.debug("A client at {} is not let in: there are too many that have not logged in", address);
            channel.close();
            return;
        }
        ClientStream stream = new ClientStream(context, address);
        ServerTiming timing = settings.timing();
        channel.pipeline()
                .addLast(new IdleStateHandler(
                        timing.silence().toMillis(), timing.keepAlive().toMillis(), 0, TimeUnit.MILLISECONDS))
                .addLast(stream.stream());
        streams.add(stream);
        channels.add(channel);
        channel.closeFuture().addListener(closed -> streams.remove(stream));
    }

    /** Delivers to clients by RFC 6121 section 8.5; false if there is no client that takes the stanza. */
    @Override
    public boolean send(Stanza stanza) {
        // Answers to clients stand without sender for their own account (RFC 6120 section 8.1.2.1).
        boolean stamp = stanza.from() == null && !(stanza instanceof Iq iq && !iq.isRequest());
        return delivery.deliver(stamp ? stanza.withFrom(settings.jid()) : stanza);
    }

    @Override
    public List<String> features() {
        return List.of(Carbons.NAMESPACE);
    }

    @Override
    public boolean copySent(Jid account, Message said) {
        return new Carbons(sessions).said(account.bare(), null, said);
    }

    @Override
    public void endSessions(Jid account, String reason) {
        sessions.streamsOf(account).forEach(stream -> stream.end(CloseReason.dismissed(reason)));
    }

    @Override
    public CompletionStage<Void> stop() {
        stopping = true;
        Channel open = listener;
        if (open != null) {
            open.close();
        }
        streams.forEach(stream -> stream.end(CloseReason.shutdown()));
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        channels.newCloseFuture().addListener(closed -> stopped.complete(null));
        return stopped.minimalCompletionStage();
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
