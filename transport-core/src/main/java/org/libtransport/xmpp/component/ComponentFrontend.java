package org.libtransport.xmpp.component;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Backoff;
import org.libtransport.concurrent.Loop;
import org.libtransport.concurrent.Loops;
import org.libtransport.frontend.Frontend;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.metrics.Metrics;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stream.CloseReason;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.stream.Outbox;
import org.libtransport.xmpp.stream.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport as a component of an XMPP server (XEP-0114). Links itself to the server and does so again whenever the link
 * ends, with growing pauses and for ever: also when the server refuses the secret, which may be corrected there.
 *
 * <p>A message that {@link #send} took is kept until the operating system has taken its bytes, over any number of links
 * (see {@link Outbox}). What the server then loses, or what is under way when the server or the network between dies, is
 * lost without anybody knowing: XEP-0114 has no acknowledgements. {@link #stop} logs how many messages were left over.
 */
public final class ComponentFrontend implements Frontend {

    private enum State {
        NEW,
        CONNECTING,
        UP,
        /** The link is being closed, for another reason than {@link #stop}. */
        ENDING,
        PAUSING,
        STOPPING,
        STOPPED
    }

    private static final Logger log = LoggerFactory.getLogger(ComponentFrontend.class);

    private final ComponentSettings settings;
    private final Loop loop;
    private final Connector connector;
    private final Metrics metrics;
    private final Backoff backoff;
    private final Outbox outbox;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private State state = State.NEW;
    private @Nullable FrontendEvents events;
    private @Nullable ComponentLink link;
    private Loop.@Nullable Timer pause;
    private boolean everUp;
    private boolean writable = true;
    private long upSince;

    /** Looks names up on the common pool. */
    public ComponentFrontend(ComponentSettings settings, Loops loops, Metrics metrics) {
        this(settings, loops, ForkJoinPool.commonPool(), RandomGenerator.getDefault(), metrics);
    }

    /** @param blocking where the server's name is looked up, which may take seconds */
    public ComponentFrontend(
            ComponentSettings settings, Loops loops, Executor blocking, RandomGenerator random, Metrics metrics) {
        this(
                settings,
                loops.all().get(0),
                new SocketConnector(settings, loops.eventLoop(loops.all().get(0)), blocking),
                random,
                metrics);
    }

    ComponentFrontend(
            ComponentSettings settings, Loop loop, Connector connector, RandomGenerator random, Metrics metrics) {
        this.settings = settings;
        this.loop = loop;
        this.connector = connector;
        this.metrics = metrics;
        ComponentTiming timing = settings.timing();
        this.backoff = new Backoff(timing.firstPause(), timing.longestPause(), random);
        this.outbox = new Outbox(Namespaces.COMPONENT, loop, settings.whileUp(), settings.whileDown());
    }

    /** Completes when the link is there for the first time; fails only if {@link #stop} comes before. */
    @Override
    public CompletionStage<Void> start(FrontendEvents frontendEvents) {
        loop.execute(() -> {
            events = frontendEvents;
            connect();
        });
        return started.minimalCompletionStage();
    }

    /** A stanza without sender is sent from the component's own address. */
    @Override
    public boolean send(Stanza stanza) {
        return outbox.offer(stanza.from() != null ? stanza : stanza.withFrom(settings.jid()));
    }

    @Override
    public CompletionStage<Void> stop() {
        loop.execute(() -> {
            if (state == State.STOPPING || state == State.STOPPED) {
                return;
            }
            boolean up = state == State.UP;
            state = State.STOPPING;
            if (pause != null) {
                pause.cancel();
            }
            if (link == null) {
                finish();
            } else if (up) {
                closeWhenEmpty(link);
            } else {
                link.close(CloseReason.stopped());
            }
        });
        return stopped.minimalCompletionStage();
    }

    /** What was sent before the stop leaves first, if the server takes it in time. */
    private void closeWhenEmpty(ComponentLink last) {
        outbox.drain();
        if (outbox.size() == 0) {
            last.close(CloseReason.stopped());
        } else {
            loop.schedule(settings.timing().close(), () -> last.close(CloseReason.stopped()));
        }
    }

    private void connect() {
        if (state == State.STOPPING || state == State.STOPPED) {
            return;
        }
        state = State.CONNECTING;
        ComponentLink next = new ComponentLink(settings, metrics, new LinkEvents());
        connector.connect(next.newStream()).whenComplete((connected, failure) -> {
            if (failure != null) {
                loop.execute(() -> tryAgain("cannot be reached: " + failure.getMessage()));
            }
        });
    }

    private String explain(ComponentLink endedLink, CloseReason reason) {
        StreamError error = reason.error();
        if (reason.kind() == CloseReason.Kind.PEER_ERROR && error != null) {
            switch (error.condition()) {
                case NOT_AUTHORIZED -> {
                    return "refuses the secret of " + settings.jid() + " (service.password): " + error;
                }
                case HOST_UNKNOWN -> {
                    return "has no component " + settings.jid() + " (service.jid): " + error;
                }
                case CONFLICT -> {
                    return "has another component with the address " + settings.jid() + ": " + error;
                }
                default -> {
                    return "ended the stream: " + error;
                }
            }
        }
        // Some servers just hang up on a wrong secret.
        return endedLink.wasProving()
                ? "did not accept the secret of " + settings.jid() + " (service.password): " + reason.text()
                : "is lost: " + reason.text();
    }

    private void tryAgain(String problem) {
        if (state == State.STOPPING || state == State.STOPPED) {
            return;
        }
        state = State.PAUSING;
        Duration wait = backoff.next();
        log.warn("The XMPP server {} {}. Trying again in {} ms", settings, problem, wait.toMillis());
        pause = loop.schedule(wait, this::connect);
    }

    private void finish() {
        state = State.STOPPED;
        outbox.close();
        int left = outbox.remains().size();
        if (left > 0) {
            log.warn("{} messages to XMPP users could not be sent before the end", left);
        }
        stopped.complete(null);
        started.completeExceptionally(new IllegalStateException("stopped before the first link to the XMPP server"));
    }

    private void reportWritable(boolean nowWritable) {
        if (writable != nowWritable) {
            writable = nowWritable;
            events().writabilityChanged(nowWritable);
        }
    }

    private FrontendEvents events() {
        return Objects.requireNonNull(events, "not started");
    }

    private final class LinkEvents implements ComponentLink.Owner {

        @Override
        public void connected(ComponentLink connectedLink) {
            link = connectedLink;
            if (state == State.STOPPED) {
                connectedLink.close(CloseReason.stopped());
            }
        }

        @Override
        public void up(ComponentLink newLink) {
            state = State.UP;
            upSince = loop.nanoTime();
            boolean first = !everUp;
            everUp = true;
            log.info("Linked to the XMPP server {}", settings);
            outbox.open(newLink.stream().channel());
            events().linkUp(first);
            started.complete(null);
        }

        @Override
        public void received(Stanza stanza) {
            try {
                events().stanzaReceived(stanza);
            } catch (RuntimeException e) {
                log.error("A {} of {} could not be handled", stanza.name(), stanza.from(), e);
            }
        }

        @Override
        public void answer(Stanza stanza) {
            outbox.offer(stanza);
        }

        @Override
        public void writabilityChanged(boolean nowWritable) {
            if (nowWritable) {
                outbox.drain();
            }
            reportWritable(nowWritable);
            if (state == State.STOPPING && link != null && outbox.size() == 0) {
                link.close(CloseReason.stopped());
            }
        }

        @Override
        public void ending(ComponentLink endingLink) {
            if (state == State.UP) {
                state = State.ENDING;
            }
            if (endingLink.wasUp()) {
                if (state == State.STOPPING) {
                    outbox.close();
                } else {
                    outbox.hold();
                }
                reportWritable(true);
                events().linkDown();
            }
        }

        @Override
        public void ended(ComponentLink endedLink, CloseReason reason) {
            link = null;
            outbox.reclaim();
            if (state == State.STOPPING) {
                finish();
                return;
            }
            if (reason.kind() == CloseReason.Kind.INTERNAL) {
                log.error("The link to the XMPP server ended by a fault of ours", reason.cause());
            } else {
                log.debug("The link to the XMPP server ended", reason.cause());
            }
            boolean lasted =
                    loop.nanoTime() - upSince >= settings.timing().stable().toNanos();
            if (endedLink.wasUp() && lasted) {
                backoff.reset();
            }
            tryAgain(explain(endedLink, reason));
        }
    }
}
