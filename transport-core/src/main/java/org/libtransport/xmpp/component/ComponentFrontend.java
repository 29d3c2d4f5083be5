package org.libtransport.xmpp.component;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Backoff;
import org.libtransport.concurrent.Loops;
import org.libtransport.frontend.Frontend;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.metrics.Metrics;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to the XMPP server whose component the transport is (XEP-0114). Connects, and connects again with growing
 * pauses for as long as it runs, whatever the server does.
 *
 * <p>A message that {@link #send} took is written to the socket, or kept until there is one. What a dying server had not
 * read from its socket is lost: XEP-0114 has no acknowledgement.
 */
public final class ComponentFrontend implements Frontend, ComponentConnection.Events {

    private static final Logger log = LoggerFactory.getLogger(ComponentFrontend.class);

    /** How long sent data may stay unacknowledged before the peer counts as dead, where the system supports it. */
    private static final Duration DEAD_PEER = Duration.ofSeconds(30);

    private final ComponentSettings settings;
    private final Metrics metrics;
    private final EventLoop loop;
    private final OutgoingStanzas outgoing;
    private final Backoff backoff;
    private final CompletableFuture<Void> firstLink = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private @Nullable FrontendEvents events;
    private @Nullable ComponentConnection connection;
    private boolean stopping;
    private boolean linked;

    public ComponentFrontend(ComponentSettings settings, Loops loops, Metrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.loop = loops.group().next();
        this.outgoing = new OutgoingStanzas(loop, settings.jid(), settings.outageMessages());
        this.backoff = new Backoff(settings.firstPause(), settings.longestPause(), RandomGenerator.getDefault());
    }

    @Override
    public CompletionStage<Void> start(FrontendEvents newEvents) {
        loop.execute(() -> {
            events = newEvents;
            connect();
        });
        return firstLink;
    }

    /** Looking a name up blocks, so it happens elsewhere. */
    private void connect() {
        CompletableFuture.supplyAsync(this::resolve)
                .whenCompleteAsync(
                        (address, failure) -> {
                            if (stopping) {
                                stopped.complete(null);
                            } else if (failure != null) {
                                retry("the name " + settings.host() + " cannot be resolved");
                            } else {
                                connect(address);
                            }
                        },
                        loop);
    }

    private InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    private void connect(InetSocketAddress address) {
        ComponentConnection attempt = new ComponentConnection(settings, metrics, this);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(Loops.nativeIo() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(2 << 20, 8 << 20))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        long idle = settings.keepAlive().toMillis();
                        channel.pipeline()
                                .addLast(new IdleStateHandler(0, idle, 0, TimeUnit.MILLISECONDS))
                                .addLast(attempt);
                    }
                });
        if (Loops.nativeIo()) {
            bootstrap.option(EpollChannelOption.TCP_USER_TIMEOUT, (int) DEAD_PEER.toMillis());
        }
        bootstrap.connect(address).addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                retry(String.valueOf(connected.cause().getMessage()));
            } else {
                connection = attempt;
                if (stopping) {
                    attempt.end("the transport is being stopped");
                }
            }
        });
    }

    @Override
    public void authenticated(ComponentConnection ready) {
        log.info("Connected to the XMPP server {}:{} as {}", settings.host(), settings.port(), settings.jid());
        linked = true;
        backoff.reset();
        outgoing.linkUp(ready.context(), ready.encoder());
        boolean first = firstLink.complete(null);
        events().linkUp(first);
    }

    @Override
    public void received(StanzaReader.Result result) {
        if (result instanceof StanzaReader.Valid valid) {
            if (valid.stanza().from() != null) {
                events().stanzaReceived(valid.stanza());
            }
        } else if (result instanceof StanzaReader.Invalid invalid) {
            Stanza answer = invalid.answer();
            if (answer != null && answer.to() != null) {
                send(answer);
            }
        } else {
            log.debug("Ignoring what is no stanza, or has no valid sender");
        }
    }

    @Override
    public void writabilityChanged(boolean writable) {
        events().writabilityChanged(writable);
    }

    @Override
    public void ended(ComponentConnection ended, String reason) {
        connection = null;
        if (linked) {
            linked = false;
            outgoing.linkDown();
            events().writabilityChanged(true);
            events().linkDown();
        }
        if (stopping) {
            stopped.complete(null);
        } else {
            retry(reason);
        }
    }

    private void retry(String reason) {
        if (stopping) {
            stopped.complete(null);
            return;
        }
        Duration pause = backoff.next();
        log.warn(
                "No link to the XMPP server {}:{}: {}; trying again in {} ms",
                settings.host(),
                settings.port(),
                reason,
                pause.toMillis());
        loop.schedule(
                () -> {
                    if (!stopping) {
                        connect();
                    }
                },
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean send(Stanza stanza) {
        return outgoing.offer(stanza);
    }

    @Override
    public CompletionStage<Void> stop() {
        loop.execute(() -> {
            stopping = true;
            firstLink.cancel(false);
            outgoing.run();
            if (connection != null) {
                connection.end("the transport is being stopped");
            } else {
                stopped.complete(null);
            }
        });
        return stopped;
    }

    private FrontendEvents events() {
        FrontendEvents present = events;
        if (present == null) {
            throw new IllegalStateException("not started");
        }
        return present;
    }
}
