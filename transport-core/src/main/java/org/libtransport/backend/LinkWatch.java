package org.libtransport.backend;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.libtransport.concurrent.Loop;

/**
 * Sends PINGs and finds the backends that must go: those that are silent, those that nobody needs. Used on the pool's
 * loop.
 */
final class LinkWatch {

    private final Loop loop;
    private final BackendSettings settings;
    private final SeatPolicy policy;
    private final Collection<PooledBackend> backends;
    private final BiConsumer<PooledBackend, LinkEnd> drop;
    private final Runnable checked;
    private boolean stopped;

    /**
     * Creates a watch.
     *
     * @param checked run after each look at all backends
     */
    LinkWatch(
            Loop loop,
            BackendSettings settings,
            SeatPolicy policy,
            Collection<PooledBackend> backends,
            BiConsumer<PooledBackend, LinkEnd> drop,
            Runnable checked) {
        this.loop = loop;
        this.settings = settings;
        this.policy = policy;
        this.backends = backends;
        this.drop = drop;
        this.checked = checked;
    }

    void start() {
        loop.schedule(settings.times().pingInterval(), this::tick);
    }

    void stop() {
        stopped = true;
    }

    /** Gives a new connection its time to answer the first PING. */
    void expectAnswer(PooledBackend backend) {
        backend.startTimer(loop.schedule(settings.times().startTimeout(), () -> {
            if (backend.isReady() || backend.isLeaving() || backend.link().hasAsked()) {
                return;
            }
            drop.accept(
                    backend,
                    new LinkEnd(
                            LinkEnd.Kind.SILENT,
                            "no answer to the first PING within "
                                    + settings.times().startTimeout().toSeconds() + " s"));
        }));
    }

    private void tick() {
        if (stopped) {
            return;
        }
        start();
        for (PooledBackend backend : List.copyOf(backends)) {
            if (backend.isReady() && backend.wasServing()) {
                check(backend);
            } else if (!backend.isLeaving()) {
                checkGuest(backend);
            }
        }
        checked.run();
    }

    private void check(PooledBackend backend) {
        if (!backend.link().wasHeard()) {
            drop.accept(
                    backend,
                    new LinkEnd(
                            LinkEnd.Kind.SILENT,
                            "no answer to PING within "
                                    + settings.times().pingInterval().toSeconds() + " s"));
        } else if (backend.isIdleFor(settings.times().idleTimeout(), loop.nanoTime()) && another(backend)) {
            drop.accept(backend, new LinkEnd(LinkEnd.Kind.UNUSED, "nobody uses it"));
        } else {
            backend.link().ping();
        }
    }

    /** One that is no backend may answer or not, as it likes, if only it ever said what it is there for. */
    private void checkGuest(PooledBackend guest) {
        if (guest.isReady() && !guest.link().hasAsked() && !guest.link().wasHeard()) {
            drop.accept(guest, new LinkEnd(LinkEnd.Kind.UNUSED, "it is no backend and asks nothing"));
        } else {
            guest.link().ping();
        }
    }

    /** Whether there is another one for whoever comes next. */
    private boolean another(PooledBackend backend) {
        return policy.isSpent(backend)
                || backends.stream()
                        .anyMatch(other ->
                                other != backend && other.isAccepting() && other.mayServe(BackendUse.ORDINARY));
    }
}
