package org.libtransport.plugin.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls into author code, one after the other on threads of a pool. Up to {@value #BATCH} calls are made in one go before
 * the thread is given to somebody else.
 */
final class SerialCalls implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SerialCalls.class);
    private static final int BATCH = 64;

    private final Executor executor;
    private final Runnable drained;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * Creates an empty queue.
     *
     * @param drained called after some calls were made, on the pool's thread
     */
    SerialCalls(Executor executor, Runnable drained) {
        this.executor = executor;
        this.drained = drained;
    }

    /** Adds a call after all others. */
    void add(Runnable call) {
        queue.add(call);
        if (size.getAndIncrement() == 0) {
            start();
        }
    }

    /** How many calls wait, with those of the batch that is being made. */
    int size() {
        return size.get();
    }

    private void start() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            log.warn("The pool of the plugin is closed; calls are dropped");
        }
    }

    @Override
    public void run() {
        int made = 0;
        Runnable call;
        while (made < BATCH && (call = queue.poll()) != null) {
            made++;
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                log.error("A call failed", e);
            }
        }
        boolean more = size.addAndGet(-made) > 0;
        drained.run();
        if (more) {
            start();
        }
    }
}
