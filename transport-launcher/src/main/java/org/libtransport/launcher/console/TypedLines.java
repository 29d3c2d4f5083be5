package org.libtransport.launcher.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The lines that somebody types. They are read on a thread of their own, at most one ahead, because nothing can call a thread
 * back that waits for the keyboard.
 */
final class TypedLines {

    private final BlockingQueue<Optional<String>> next = new ArrayBlockingQueue<>(1);
    private volatile boolean ended;

    TypedLines(BufferedReader in) {
        Thread thread = new Thread(() -> read(in), "typed-lines");
        thread.setDaemon(true);
        thread.start();
    }

    /** The next line, or empty if there is none any more. */
    Optional<String> next() throws InterruptedException {
        return ended ? Optional.empty() : next.take();
    }

    /** Lines typed from now on do not matter. From any thread. */
    void end() {
        ended = true;
        next.clear();
        next.offer(Optional.empty());
    }

    private void read(BufferedReader in) {
        try {
            for (String line = in.readLine(); line != null && !ended; line = in.readLine()) {
                next.put(Optional.of(line));
            }
        } catch (IOException e) {
            // A terminal that is gone types nothing more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        noMore();
    }

    private void noMore() {
        try {
            next.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
