package org.libtransport.launcher.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** Undoes things in reverse order, when closed or when this program is ended, whichever comes first. Thread-safe. */
final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> steps = new ArrayDeque<>();
    private final Thread hook = new Thread(this::undo, "bench-cleanup");

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Adds a step; it should not mind if the thing is undone already. */
    synchronized void add(AutoCloseable step) {
        steps.push(step);
    }

    private synchronized void undo() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().close();
            } catch (Exception e) {
                System.err.println("could not clean up: " + e);
            }
        }
    }

    @Override
    public void close() {
        undo();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being ended, and the hook finds nothing left to do.
        }
    }
}
