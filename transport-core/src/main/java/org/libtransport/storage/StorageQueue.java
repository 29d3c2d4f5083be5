package org.libtransport.storage;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way from the callers' threads to the storage's thread: one queue, so that the order of changes and requests is
 * kept, with two bounds. Counts also the changes that were taken out of it and still wait to be written.
 */
final class StorageQueue {

    private final Queue<Object> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final int maxChanges;
    private final int maxRequests;

    StorageQueue(int maxChanges, int maxRequests) {
        this.maxChanges = maxChanges;
        this.maxRequests = maxRequests;
    }

    /** Adds the change; returns how many wait now, or -1 if it was refused because too many do. */
    int offer(Change change) {
        int waiting = changes.incrementAndGet();
        if (waiting > maxChanges) {
            changes.decrementAndGet();
            return -1;
        }
        items.add(change);
        return waiting;
    }

    /** Adds the request; returns false if it was refused because too many wait. */
    boolean offer(StorageRequest request) {
        if (requests.incrementAndGet() > maxRequests) {
            requests.decrementAndGet();
            return false;
        }
        items.add(request);
        return true;
    }

    /** Adds the request for which there is always room. */
    void close(StorageRequest.Close request) {
        requests.incrementAndGet();
        items.add(request);
    }

    /** The next {@link Change} or {@link StorageRequest}, or null. */
    @Nullable
    Object poll() {
        return items.poll();
    }

    /** So many changes do not wait any more: they were written, replaced or given up. */
    void changesDone(int count) {
        changes.addAndGet(-count);
    }

    /** One request was answered. */
    void requestsDone(int count) {
        requests.addAndGet(-count);
    }

    int waitingChanges() {
        return changes.get();
    }
}
