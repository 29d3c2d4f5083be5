package org.libtransport.backend;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once in a while lets the backend with the most memory take nobody any more, so that it ends with its last user and
 * gives back what it has gathered. Used on the pool's loop.
 */
final class MemoryCollector {

    private static final Logger log = LoggerFactory.getLogger(MemoryCollector.class);

    private final Loop loop;
    private final Duration interval;
    private final Collection<PooledBackend> backends;
    private final Consumer<PooledBackend> closed;
    private Loop.@Nullable Timer timer;

    /**
     * Creates a collector.
     *
     * @param interval zero if nothing is to be collected
     * @param closed told of each backend that takes nobody any more
     */
    MemoryCollector(Loop loop, Duration interval, Collection<PooledBackend> backends, Consumer<PooledBackend> closed) {
        this.loop = loop;
        this.interval = interval;
        this.backends = backends;
        this.closed = closed;
    }

    void start() {
        if (!interval.isZero()) {
            timer = loop.schedule(interval, this::collect);
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void collect() {
        start();
        PooledBackend largest = null;
        for (PooledBackend backend : backends) {
            if (backend.isAccepting() && backend.residentKib() > (largest == null ? 0 : largest.residentKib())) {
                largest = backend;
            }
        }
        if (largest != null) {
            log.info(
                    "{} has the most memory, {} KiB: it takes nobody any more and ends with its last user",
                    largest.link().name(),
                    largest.residentKib());
            largest.close();
            closed.accept(largest);
        }
    }
}
