package org.libtransport.backend;

import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.concurrent.Loops;
import org.libtransport.failure.Failure;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Wire;
import org.libtransport.text.Sentence;
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

    private static final Failure LOST = Failure.of(Failure.Kind.NETWORK, Sentence.CONNECTION_INTERRUPTED);
    private static final Failure STOPPING = Failure.of(Failure.Kind.SHUTDOWN, Sentence.TRANSPORT_STOPPING);

    private final BackendSettings settings;
    private final Loop loop;
    private final BackendListener listener;
    private final QueryHandler queries;
    private final Metrics metrics;
    private final PoolLinks links;
    private final SeatPolicy policy;
    private final Seating seating;
    private final BackendProcesses processes;
    private final LinkWatch watch;
    private final MemoryCollector collector;
    private final Announcements announcements = new Announcements();
    private final AtomicInteger linkNumbers = new AtomicInteger();
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
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
        this.processes = new BackendProcesses(launcher, loop, settings, metrics, random, this::serve);
        this.links = new PoolLinks(loop, metrics, listener, processes, announcements, new Changes());
        this.seating = new Seating(loop, settings, this, links.all(), policy, launcher.launches(), this::serve);
        this.watch = new LinkWatch(loop, settings, policy, links.all(), links::drop, this::review);
        this.collector =
                new MemoryCollector(loop, settings.upkeep().memoryCollection(), links.all(), this::dropIfSpent);
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
        loop.execute(() -> links.setReading(read));
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
                () -> links.all().stream()
                        .map(backend -> backend.status(loop.nanoTime(), processes.pidOf(backend.link())))
                        .toList(),
                loop);
    }

    /** Process ids, or names where those are unknown, of the last backends that crashed, the latest last; 100 at most. */
    public CompletionStage<List<String>> crashed() {
        return CompletableFuture.supplyAsync(links::crashed, loop);
    }

    /**
     * Gives a backend no more users, moves those that it has to others as far as these have room, and ends it when it has
     * none. Users whose log-in is under way are moved when it is done. Where backends are not started by the transport,
     * users stay until another one connects.
     *
     * @param name as in {@link BackendStatus}, or the process id
     * @return how many users it had; empty if there is no such backend
     */
    public CompletionStage<OptionalInt> drain(String name) {
        return CompletableFuture.supplyAsync(
                () -> {
                    for (PooledBackend backend : links.all()) {
                        BackendStatus status = backend.status(loop.nanoTime(), processes.pidOf(backend.link()));
                        if (backend.isServing() && (name.equals(status.name()) || name.equals(status.id()))) {
                            drain(backend);
                            return OptionalInt.of(status.users());
                        }
                    }
                    return OptionalInt.empty();
                },
                loop);
    }

    private void drain(PooledBackend backend) {
        log.info("{} is drained of {} users", backend.link().name(), backend.users());
        backend.drain();
        serve();
        dropIfSpent(backend);
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
        links.stop();
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
            PooledBackend backend = links.find(seat.link());
            if (backend != null) {
                backend.userWent(loop.nanoTime());
                dropIfSpent(backend);
                serve();
            }
        });
    }

    private void dropIfSpent(PooledBackend backend) {
        if (stopped == null && policy.isSpent(backend)) {
            links.drop(backend, new LinkEnd(LinkEnd.Kind.UNUSED, "it is not used twice"));
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

    /** On the channel's event loop. */
    void accept(Channel channel, Admission admission) {
        String name = "backend-" + linkNumbers.incrementAndGet();
        new BackendLink(name, channel, admission, settings.limits(), links, queries, metrics).install();
    }

    /** What follows from what happens to links. */
    private final class Changes implements PoolLinks.Events {

        @Override
        public void opened(PooledBackend backend) {
            watch.expectAnswer(backend);
        }

        @Override
        public void serving() {
            firstReady.complete(null);
            serve();
        }

        @Override
        public void gone(Collection<Seat> seats, boolean crashed) {
            if (crashed && stopped == null) {
                seating.crashed(seats);
            }
            for (Seat seat : seats) {
                Failure failure = stopped == null ? seating.lossFor(seat, LOST) : STOPPING;
                seat.loop().execute(() -> seat.lose(failure));
            }
            serve();
        }
    }
}
