package org.libtransport.backend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.protocol.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a pool, from the moment they are let in to their end: which of them are backends, what they announce
 * and which process each belongs to. What links tell is brought to the pool's loop, on which all else is used.
 */
final class PoolLinks implements LinkEvents {

    private static final Logger log = LoggerFactory.getLogger(PoolLinks.class);

    /** A backend that lives this long proves that backends can. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    /** Backends that crashed, by what they were called. */
    private static final int MOST_REMEMBERED = 100;

    private static final LinkEnd STOPPING = new LinkEnd(LinkEnd.Kind.STOPPING, "the transport stops");

    /** What the pool does about it. */
    interface Events {

        /** One is there that has not answered yet. */
        void opened(PooledBackend backend);

        /** One can be given users from now on. */
        void serving();

        /**
         * One is gone with these users.
         *
         * @param crashed whether it was not meant to
         */
        void gone(Collection<Seat> seats, boolean crashed);
    }

    private final Loop loop;
    private final Metrics metrics;
    private final BackendListener listener;
    private final BackendProcesses processes;
    private final Announcements announcements;
    private final Events events;
    private final Deque<PooledBackend> backends = new ArrayDeque<>();
    private final Map<BackendLink, PooledBackend> byLink = new IdentityHashMap<>();
    private final Deque<String> crashed = new ArrayDeque<>();
    private boolean reading = true;
    private boolean stopped;

    PoolLinks(
            Loop loop,
            Metrics metrics,
            BackendListener listener,
            BackendProcesses processes,
            Announcements announcements,
            Events events) {
        this.loop = loop;
        this.metrics = metrics;
        this.listener = listener;
        this.processes = processes;
        this.announcements = announcements;
        this.events = events;
    }

    /** All that are there, newest first; follows changes. */
    Collection<PooledBackend> all() {
        return Collections.unmodifiableCollection(backends);
    }

    /** What is known of a link that is still there. */
    @Nullable
    PooledBackend find(BackendLink link) {
        return byLink.get(link);
    }

    void setReading(boolean read) {
        if (reading != read) {
            reading = read;
            backends.forEach(backend -> backend.link().setReading(read));
        }
    }

    /** Tells all to exit, and whoever comes. */
    void stop() {
        stopped = true;
        for (PooledBackend backend : List.copyOf(backends)) {
            drop(backend, STOPPING);
        }
    }

    /** What the last that crashed were called, the latest last. */
    List<String> crashed() {
        return List.copyOf(crashed);
    }

    private void remember(PooledBackend backend) {
        crashed.addLast(
                backend.status(loop.nanoTime(), processes.pidOf(backend.link())).id());
        if (crashed.size() > MOST_REMEMBERED) {
            crashed.removeFirst();
        }
    }

    /** Tells one to exit, unless it was told before. */
    void drop(PooledBackend backend, LinkEnd reason) {
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

    @Override
    public void opened(BackendLink link) {
        loop.execute(() -> {
            PooledBackend backend = new PooledBackend(link, loop.nanoTime());
            byLink.put(link, backend);
            backends.addFirst(backend);
            if (!reading) {
                link.setReading(false);
            }
            if (stopped) {
                drop(backend, STOPPING);
            } else {
                events.opened(backend);
            }
        });
    }

    @Override
    public void ready(BackendLink link) {
        onPool(link, this::ready);
    }

    private void ready(PooledBackend backend) {
        if (backend.isLeaving()) {
            return;
        }
        BackendLink link = backend.link();
        backend.becomeReady(loop.nanoTime());
        if (!backend.mayTakeUsers()) {
            log.info(
                    "{} is none of the backends that were started here and presented no token: it gets no users",
                    link.name());
            return;
        }
        announcements.serving(backend);
        processes.linkReady(link, backend.processId());
        loop.schedule(STEADY, () -> {
            if (byLink.get(link) == backend && backend.isReady()) {
                processes.linkSteady();
            }
        });
        log.info("{} is ready", link.name());
        events.serving();
    }

    @Override
    public void queried(BackendLink link) {
        onPool(link, this::queried);
    }

    /** Whoever asks before he has users is taken for a program that only asks. */
    private void queried(PooledBackend backend) {
        if (backend.users() == 0 && !processes.has(backend.link())) {
            backend.onlyAsks();
        }
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
        onPool(link, backend -> closed(backend, end));
    }

    private void closed(PooledBackend backend, LinkEnd end) {
        BackendLink link = backend.link();
        byLink.remove(link);
        backends.remove(backend);
        boolean crashed = end.crash() && backend.wasServing();
        backend.leave();
        announcements.forget(backend);
        tell(backend, end, crashed);
        processes.linkClosed(link, crashed, crashed && !backend.wasReadyFor(STEADY, loop.nanoTime()));
        events.gone(link.seats(), crashed);
    }

    private void tell(PooledBackend backend, LinkEnd end, boolean crashed) {
        String name = backend.link().name();
        if (crashed) {
            metrics.increment(Counter.BACKENDS_CRASHED);
            remember(backend);
            log.warn("{} is lost with {} users: {}", name, backend.users(), end.text());
        } else if (end.kind() == LinkEnd.Kind.WRONG_TOKEN) {
            listener.turnedAway(backend.link().channel(), end.text());
        } else if (backend.wasReady() && !backend.wasServing()) {
            log.debug("{} is gone: {}", name, end.text());
        } else if (end.crash()) {
            log.info("{} went before it was ready: {}", name, end.text());
        } else if (backend.wasReady()) {
            log.info("{} ended: {}", name, end.text());
        }
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
