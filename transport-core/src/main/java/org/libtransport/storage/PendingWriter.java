package org.libtransport.storage;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes pending changes to the store. Used by the storage's loop. */
final class PendingWriter {

    private static final Logger log = LoggerFactory.getLogger(PendingWriter.class);

    private final Store store;
    private final StorageQueue queue;
    private final Metrics metrics;
    private final int batch;
    private final PendingChanges pending = new PendingChanges();

    PendingWriter(Store store, StorageQueue queue, int batch, Metrics metrics) {
        this.store = store;
        this.queue = queue;
        this.batch = batch;
        this.metrics = metrics;
    }

    /** Takes over a change out of the queue. */
    void put(Change change) {
        if (!pending.put(change)) {
            queue.changesDone(1);
        }
    }

    /** Forgets what waits for a user who was removed. */
    void forget(long userId) {
        queue.changesDone(pending.forget(userId));
    }

    boolean concerns(long userId) {
        return pending.concerns(userId);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    boolean isFull() {
        return pending.size() >= batch;
    }

    int size() {
        return pending.size();
    }

    /** Writes one transaction of those that waited longest; throws, and keeps them, if the store fails for a time. */
    void writeOldest() {
        write(pending.oldest(batch));
    }

    /** Writes all, or throws and keeps the rest if the store fails for a time. */
    void writeAll() {
        while (!pending.isEmpty()) {
            writeOldest();
        }
    }

    /** Writes what waits for these users, or throws and keeps it if the store fails for a time. */
    void writeOf(Collection<Long> userIds) {
        write(pending.of(userIds));
    }

    private void write(List<Change> changes) {
        StorageException failure = attempt(() -> store.apply(changes));
        if (failure == null) {
            done(changes);
        } else if (failure.isTemporary()) {
            throw failure;
        } else {
            writeApart(changes, failure);
        }
    }

    /** Something in there is refused for good: finds out what, for the sake of the others. */
    private void writeApart(List<Change> changes, StorageException failure) {
        for (Change change : changes) {
            List<Change> alone = List.of(change);
            StorageException own = changes.size() == 1 ? failure : attempt(() -> store.apply(alone));
            if (own != null && own.isTemporary()) {
                throw own;
            }
            if (own != null) {
                metrics.increment(Counter.STORAGE_FAILURES);
                log.error("Not stored: {}: {}", change, own.getMessage());
                log.debug("Why it was not stored", own);
            }
            done(alone);
        }
    }

    private void done(List<Change> changes) {
        pending.done(changes);
        queue.changesDone(changes.size());
    }

    /** Runs the work; returns what it failed with, as one type. */
    static @Nullable StorageException attempt(Runnable work) {
        try {
            work.run();
            return null;
        } catch (StorageException e) {
            return e;
        } catch (RuntimeException | Error e) {
            // An error too, such as a driver's missing class: somebody waits for an answer.
            return new StorageException("The storage failed (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
