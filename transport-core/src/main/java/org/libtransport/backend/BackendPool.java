package org.libtransport.backend;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.concurrent.Loops;
import org.libtransport.failure.Failure;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backends of a transport and who sits on which of them.
 *
 * <p>A user gets the newest backend that has room; others wait in order while backends are started for them. One backend
 * at least is kept, also when nobody is there. All public methods may be called from any thread; the state belongs to
 * one loop.
 */
public final class BackendPool implements Backends {

    private static final Logger log = LoggerFactory.getLogger(BackendPool.class);

    /** A backend that lives this long proves that backends can. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final Failure LOST =
            Failure.of(Failure.Kind.NETWORK, "The connection to the other network was interrupted.");
    private static final Failure STOPPING = Failure.of(Failure.Kind.SHUTDOWN, "The transport is being stopped.");

    private final BackendSettings settings;
    private final Loop loop;
    private final BackendListener listener;
    private final QueryHandler queries;
    private final Metrics metrics;
    private final Deque<PooledBackend> backends = new ArrayDeque<>();
    private final Map<BackendLink, PooledBackend> byLink = new IdentityHashMap<>();
    private final SeatPolicy policy;
    private final Seating seating;
    private final BackendProcesses processes;
    private final LinkWatch watch;
    private final MemoryCollector collector;
    private final Announcements announcements = new Announcements();
    private final AtomicInteger linkNumbers = new AtomicInteger();
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private boolean reading = true;
    private @Nullable BackendAddress address;
    private @Nullable CompletableFuture<Void> stopped;

    /** Creates a pool on these loops; {@link #start} opens it. */
    public static BackendPool create(
            BackendSettings settings, Loops loops, BackendLauncher launcher, QueryHandler queries, Metrics metrics) {
        return new BackendPool(
                settings,
                loops.forKey("backend pool"),
                new BackendServer(settings, loops, launcher),
                launcher,
                queries,
                metrics,
                RandomGenerator.getDefault());
    }

    BackendPool(
            BackendSettings settings,
            Loop loop,
            BackendListener listener,
            BackendLauncher launcher,
            QueryHandler queries,
            Metrics metrics,
            RandomGenerator random) {
        this.settings = settings;
        this.loop = loop;
        this.listener = listener;
        this.queries = queries;
        this.metrics = metrics;
        this.policy = new SeatPolicy(settings);
        this.seating = new Seating(loop, settings, this, backends, policy, launcher.launches(), this::serve);
        this.processes = new BackendProcesses(launcher, loop, settings, metrics, random, this::serve);
        this.watch = new LinkWatch(loop, settings, policy, backends, this::drop, this::review);
        this.collector = new MemoryCollector(loop, settings.upkeep().memoryCollection(), backends, this::dropIfSpent);
    }

    /**
     * Opens the listener and starts the first backend.
     *
     * @return where backends connect to; fails if the port cannot be had
     */
    public CompletionStage<BackendAddress> start() {
        return listener.open(this::accept)
                .thenApplyAsync(
                        opened -> {
                            address = opened;
                            log.debug("Listening for backends on {}:{}", opened.host(), opened.port());
                            watch.start();
                            collector.start();
                            serve();
                            return opened;
                        },
                        loop);
    }

    /** Completes when a backend can be used for the first time. */
    public CompletionStage<Void> firstReady() {
        return firstReady.minimalCompletionStage();
    }

    /** Whether backends are read. While not, what they say waits in their sockets. */
    public void setReading(boolean read) {
        loop.execute(() -> {
            if (reading != read) {
                reading = read;
                backends.forEach(backend -> backend.link().setReading(read));
            }
        });
    }

    /** Adds one who is told of new {@link #features}, on the pool's loop. */
    public void onFeatures(Consumer<BackendFeatures> told) {
        announcements.onFeatures(told);
    }

    /** Adds one who is told, on the pool's loop, which rooms are open to all users, whenever a backend reports them. */
    public void onRooms(Consumer<Wire.RoomList> told) {
        announcements.onRooms(told);
    }

    /** The backends as they are now, newest first. */
    public CompletionStage<List<BackendStatus>> status() {
        return CompletableFuture.supplyAsync(
                () -> backends.stream()
                        .map(backend -> backend.status(loop.nanoTime(), processes.pidOf(backend.link())))
                        .toList(),
                loop);
    }

    @Override
    public BackendFeatures features() {
        return announcements.features();
    }

    @Override
    public Request request(BackendUser user) {
        PoolRequest request = new PoolRequest(user, this);
        loop.execute(() -> admit(request));
        return request;
    }

    /**
     * Ends all backends and closes the listener: EXIT after all that users handed over before, then signals to processes
     * that stay. The loops must go on until it is done. Users who wait are refused; seated ones lose their seats.
     */
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> stopOnce().whenComplete((nothing, failure) -> done.complete(null)));
        return done;
    }

    private CompletableFuture<Void> stopOnce() {
        CompletableFuture<Void> before = stopped;
        if (before != null) {
            return before;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        stopped = done;
        watch.stop();
        collector.stop();
        seating.refuseAll(STOPPING);
        listener.stopAccepting();
        for (PooledBackend backend : List.copyOf(backends)) {
            drop(backend, new LinkEnd(LinkEnd.Kind.STOPPING, "the transport stops"));
        }
        processes.stop().thenCompose(ended -> listener.close()).whenComplete((nothing, failure) -> done.complete(null));
        return done;
    }

    Metrics metrics() {
        return metrics;
    }

    // Users. From here on, everything happens on the pool's loop unless told otherwise.

    private void admit(PoolRequest request) {
        if (stopped != null) {
            request.refuse(STOPPING);
        } else if (!request.isCancelled()) {
            seating.admit(request);
            serve();
        }
    }

    /** From any thread. */
    void withdraw(PoolRequest request) {
        loop.execute(() -> seating.withdraw(request));
    }

    /** From any thread. */
    void leave(Seat seat) {
        loop.execute(() -> {
            seat.link().unseat(seat);
            PooledBackend backend = byLink.get(seat.link());
            if (backend != null) {
                backend.userWent(loop.nanoTime());
                dropIfSpent(backend);
                serve();
            }
        });
    }

    private void dropIfSpent(PooledBackend backend) {
        if (stopped == null && policy.isSpent(backend)) {
            drop(backend, new LinkEnd(LinkEnd.Kind.UNUSED, "it is not used twice"));
        }
    }

    private void serve() {
        BackendAddress opened = address;
        if (stopped == null && opened != null) {
            seating.serve();
            processes.provide(seating.backendsWanted(), opened);
        }
    }

    private void review() {
        seating.review();
        serve();
    }

    // Links.

    /** On the channel's event loop. */
    void accept(Channel channel, Admission admission) {
        String name = "backend-" + linkNumbers.incrementAndGet();
        new BackendLink(name, channel, admission, settings.limits(), new Events(), queries, metrics).install();
    }

    private void drop(PooledBackend backend, LinkEnd reason) {
        if (backend.isLeaving()) {
            return;
        }
        backend.leave();
        processes.linkEnding(backend.link());
        if (reason.crash()) {
            backend.link().abort(reason);
        } else {
            backend.link().end(reason);
        }
    }

    private void opened(BackendLink link) {
        PooledBackend backend = new PooledBackend(link, loop.nanoTime());
        byLink.put(link, backend);
        backends.addFirst(backend);
        if (!reading) {
            link.setReading(false);
        }
        if (stopped != null) {
            drop(backend, new LinkEnd(LinkEnd.Kind.STOPPING, "the transport stops"));
        } else {
            watch.expectAnswer(backend);
        }
    }

    private void ready(PooledBackend backend) {
        if (backend.isLeaving()) {
            return;
        }
        backend.becomeReady(loop.nanoTime());
        if (!backend.mayTakeUsers()) {
            log.info(
                    "{} is none of the backends that were started here and presented no token: it gets no users",
                    backend.link().name());
            return;
        }
        announcements.serving(backend);
        processes.linkReady(backend.link(), backend.processId());
        loop.schedule(STEADY, () -> {
            if (byLink.get(backend.link()) == backend && backend.isReady()) {
                processes.linkSteady();
            }
        });
        log.info("{} is ready", backend.link().name());
        firstReady.complete(null);
        serve();
    }

    /** Whoever asks before he has users is taken for a program that only asks. */
    private void queried(PooledBackend backend) {
        if (backend.users() == 0 && !processes.has(backend.link())) {
            backend.onlyAsks();
        }
    }

    private void closed(PooledBackend backend, LinkEnd end) {
        BackendLink link = backend.link();
        byLink.remove(link);
        backends.remove(backend);
        boolean crashed = end.crash() && backend.wasServing();
        backend.leave();
        announcements.forget(backend);
        if (crashed) {
            metrics.increment(Counter.BACKENDS_CRASHED);
            log.warn("{} is lost with {} users: {}", link.name(), backend.users(), end.text());
        } else if (end.kind() == LinkEnd.Kind.WRONG_TOKEN) {
            listener.turnedAway(link.channel(), end.text());
        } else if (backend.wasReady() && !backend.wasServing()) {
            log.debug("{} is gone: {}", link.name(), end.text());
        } else if (end.crash()) {
            log.info("{} went before it was ready: {}", link.name(), end.text());
        } else if (backend.wasReady()) {
            log.info("{} ended: {}", link.name(), end.text());
        }
        processes.linkClosed(link, crashed, crashed && !backend.wasReadyFor(STEADY, loop.nanoTime()));
        Collection<Seat> seats = link.seats();
        if (crashed && stopped == null) {
            seating.crashed(seats);
        }
        for (Seat seat : seats) {
            Failure failure = stopped == null ? seating.lossFor(seat, LOST) : STOPPING;
            seat.loop().execute(() -> seat.lose(failure));
        }
        serve();
    }

    /** What links tell, brought to the pool's loop. */
    private final class Events implements LinkEvents {

        @Override
        public void opened(BackendLink link) {
            loop.execute(() -> BackendPool.this.opened(link));
        }

        @Override
        public void ready(BackendLink link) {
            onPool(link, BackendPool.this::ready);
        }

        @Override
        public void queried(BackendLink link) {
            onPool(link, BackendPool.this::queried);
        }

        @Override
        public void statsReceived(BackendLink link, Wire.Stats stats) {
            onPool(link, backend -> {
                backend.statsReceived(stats);
                if (backend.isServing()) {
                    processes.linkIdentified(link, stats.getId());
                }
            });
        }

        @Override
        public void configReceived(BackendLink link, String text) {
            onPool(link, backend -> announcements.config(backend, text));
        }

        @Override
        public void roomsReceived(BackendLink link, Wire.RoomList rooms) {
            onPool(link, backend -> announcements.rooms(backend, rooms));
        }

        @Override
        public void closed(BackendLink link, LinkEnd end) {
            onPool(link, backend -> BackendPool.this.closed(backend, end));
        }

        private void onPool(BackendLink link, Consumer<PooledBackend> action) {
            loop.execute(() -> {
                PooledBackend backend = byLink.get(link);
                if (backend != null) {
                    action.accept(backend);
                }
            });
        }
    }
}
