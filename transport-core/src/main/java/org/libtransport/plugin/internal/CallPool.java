package org.libtransport.plugin.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Where author code runs unless the author brings an executor: up to 64 daemon threads that may all block, tasks begun in
 * the order they came. A work-stealing pool, because it wakes no thread for a task that a running one is about to take;
 * a plain pool with one queue pays a wake-up for each, which costs more than an echo.
 */
final class CallPool implements Executor {

    static final int THREADS = 64;

    private final ForkJoinPool pool;

    /**
     * Creates a pool; threads are started when they are needed.
     *
     * @param loader with which libraries of the author find what they load by name
     */
    CallPool(ClassLoader loader) {
        pool = new ForkJoinPool(THREADS, threads(loader), null, true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Begins no more tasks. Threads that are blocked for ever do not keep the process alive. */
    void close() {
        pool.shutdown();
    }

    private static ForkJoinWorkerThreadFactory threads(ClassLoader loader) {
        return pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName("plugin-call-" + thread.getPoolIndex());
            thread.setContextClassLoader(loader);
            return thread;
        };
    }
}
