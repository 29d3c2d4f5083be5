package org.libtransport.launcher.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** What has happened and was not waited for yet. At most 10,000 events, of which the oldest go. Any thread may call. */
final class Happened {

    private static final int MOST = 10_000;

    private final Deque<Event> events = new ArrayDeque<>();
    private boolean over;
    private long latest = System.nanoTime();

    synchronized void add(Event event) {
        if (events.size() == MOST) {
            events.removeFirst();
        }
        events.addLast(event);
        latest = System.nanoTime();
        notifyAll();
    }

    /** Nothing more will happen. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /**
     * Takes the first event of this name, or waits for it.
     *
     * @return whether there was one
     */
    synchronized boolean await(String name, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (!take(name)) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (over || millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** Waits until nothing has happened for so long, or for the end. */
    synchronized void awaitQuiet(long quietNanos, long atMostNanos) throws InterruptedException {
        long began = System.nanoTime();
        latest = began;
        while (!over) {
            long now = System.nanoTime();
            long millis = Math.min(latest + quietNanos - now, began + atMostNanos - now) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }

    private boolean take(String name) {
        for (Iterator<Event> all = events.iterator(); all.hasNext(); ) {
            if (all.next().name().equals(name)) {
                all.remove();
                return true;
            }
        }
        return false;
    }
}
