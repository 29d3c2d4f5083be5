package org.libtransport.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;

/**
 * A loop without a thread and with a clock of its own: tasks run when the test calls {@link #run} or {@link #advance},
 * on the test's thread, in the order a real loop would run them.
 *
 * <p>Tasks may be given from any thread. A task that throws lets the exception out of {@link #run}, so that a test
 * cannot overlook it.
 */
public final class ManualLoop implements Loop {

    /** More tasks in one {@link #run} than this mean that tasks beget tasks for ever. */
    private static final int ENDLESS = 1_000_000;

    private final Object lock = new Object();
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Timed> timed =
            new PriorityQueue<>(Comparator.comparingLong(Timed::due).thenComparingLong(Timed::order));
    private long now;
    private long ordered;
    private volatile @Nullable Thread running;

    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            ready.add(task);
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Timed waiting;
        synchronized (lock) {
            waiting = new Timed(now + Math.max(0, delay.toNanos()), ordered++, task, new AtomicBoolean());
            timed.add(waiting);
        }
        return () -> {
            waiting.cancelled().set(true);
            synchronized (lock) {
                timed.remove(waiting);
            }
        };
    }

    /** True for the thread that is in {@link #run} or {@link #advance} now. */
    @Override
    public boolean isCurrent() {
        return running == Thread.currentThread();
    }

    @Override
    public long nanoTime() {
        synchronized (lock) {
            return now;
        }
    }

    /** Runs everything that can run without time passing, also what these tasks add. */
    public void run() {
        @Nullable Thread before = running;
        running = Thread.currentThread();
        try {
            for (int tasks = 0; ; tasks++) {
                @Nullable Runnable task = next();
                if (task == null) {
                    return;
                }
                if (tasks == ENDLESS) {
                    throw new AssertionError("tasks keep adding tasks");
                }
                task.run();
            }
        } finally {
            running = before;
        }
    }

    /** Lets time pass; what falls due on the way runs at its moment. */
    public void advance(Duration duration) {
        run();
        long end = nanoTime() + duration.toNanos();
        while (true) {
            synchronized (lock) {
                Timed first = timed.peek();
                if (first == null || first.due() > end) {
                    now = end;
                    return;
                }
                now = Math.max(now, first.due());
            }
            run();
        }
    }

    /** Tasks that could run now. */
    public int readyTasks() {
        synchronized (lock) {
            return ready.size();
        }
    }

    /** Tasks that wait for their time; a test that nothing is left behind expects 0. */
    public int waitingTimers() {
        synchronized (lock) {
            return timed.size();
        }
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            Timed first = timed.peek();
            if (ready.isEmpty() && first != null && first.due() <= now) {
                timed.remove();
                return () -> {
                    if (!first.cancelled().get()) {
                        first.task().run();
                    }
                };
            }
            return ready.poll();
        }
    }

    private record Timed(long due, long order, Runnable task, AtomicBoolean cancelled) {}
}
