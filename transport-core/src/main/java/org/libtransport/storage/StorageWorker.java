package org.libtransport.storage;

import static org.libtransport.storage.PendingWriter.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The side of a {@link WriteBehindStorage} that lives on the storage's loop: decides when what is done. */
final class StorageWorker {

    private static final Logger log = LoggerFactory.getLogger(StorageWorker.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final Store store;
    private final StorageQueue queue;
    private final Loop loop;
    private final WriteBehindLimits limits;
    private final Metrics metrics;
    private final Runnable onFinished;
    private final PendingWriter writer;
    private final StorageAnswers answers;

    private boolean due;
    private Duration retry = Duration.ZERO;
    private StorageRequest.@Nullable Close close;
    private long closeDeadline;
    private boolean finished;

    /** Read by callers' threads, see {@link #willComeByItself}. */
    private volatile boolean timerSet;

    StorageWorker(
            Store store,
            StorageQueue queue,
            Loop loop,
            WriteBehindLimits limits,
            Metrics metrics,
            Runnable onFinished) {
        this.store = store;
        this.queue = queue;
        this.loop = loop;
        this.limits = limits;
        this.metrics = metrics;
        this.onFinished = onFinished;
        this.writer = new PendingWriter(store, queue, limits.batch(), metrics);
        this.answers = new StorageAnswers(store, writer);
    }

    /** Whether a change that is in the queue by now will be seen in time without the worker being woken. */
    boolean willComeByItself() {
        return timerSet;
    }

    /** Does all that can be done now. Called on the loop. */
    void work() {
        if (finished) {
            onFinished.run();
            return;
        }
        try {
            List<StorageRequest> requests = drain();
            if (!requests.isEmpty()) {
                answers.answer(requests);
                queue.requestsDone(requests.size());
            }
            writeWhatIsDue();
            if (close != null) {
                finish(close);
            }
        } finally {
            comeAgain();
        }
    }

    private List<StorageRequest> drain() {
        List<StorageRequest> requests = new ArrayList<>();
        for (Object item = queue.poll(); item != null; item = queue.poll()) {
            if (item instanceof Change change) {
                writer.put(change);
            } else if (item instanceof StorageRequest.Close asked) {
                close = asked;
                closeDeadline = loop.nanoTime() + limits.patience().toNanos();
            } else if (item instanceof StorageRequest request) {
                requests.add(request);
            }
        }
        return requests;
    }

    /** Writes one transaction if it is time; {@link #comeAgain} sees to the rest, with requests in between. */
    private void writeWhatIsDue() {
        boolean full = writer.isFull() && retry.isZero();
        if (!writer.isEmpty() && (due || full || close != null)) {
            StorageException failure = attempt(writer::writeOldest);
            if (failure == null) {
                worksAgain();
            } else {
                failsForNow(failure);
            }
        }
        if (writer.isEmpty()) {
            due = false;
        }
    }

    private void worksAgain() {
        if (!retry.isZero()) {
            retry = Duration.ZERO;
            log.info("The database works again; {} changes are left to write", writer.size());
        }
    }

    private void failsForNow(StorageException failure) {
        due = false;
        if (retry.isZero()) {
            retry = FIRST_RETRY;
            log.warn("{} changes wait, because the database fails: {}", writer.size(), failure.getMessage());
        } else {
            Duration longer = retry.multipliedBy(2);
            retry = longer.compareTo(LAST_RETRY) < 0 ? longer : LAST_RETRY;
        }
    }

    private void comeAgain() {
        if (finished || writer.isEmpty()) {
            return;
        }
        if (retry.isZero() && (due || writer.isFull() || close != null)) {
            loop.execute(this::work);
        } else if (!timerSet) {
            timerSet = true;
            loop.schedule(retry.isZero() ? limits.delay() : retry, () -> {
                timerSet = false;
                due = true;
                work();
            });
        }
    }

    private void finish(StorageRequest.Close request) {
        if (!writer.isEmpty() && loop.nanoTime() - closeDeadline < 0) {
            return;
        }
        int lost = writer.size();
        if (lost > 0) {
            metrics.add(Counter.STORAGE_FAILURES, lost);
            log.error("{} changes are lost, because the database fails and the transport ends", lost);
        }
        finished = true;
        timerSet = false;
        StorageException failure = attempt(store::close);
        if (failure == null && lost > 0) {
            failure = new StorageException(lost + " changes could not be written before the end");
        }
        onFinished.run();
        if (failure == null) {
            request.answer().complete(null);
        } else {
            request.answer().completeExceptionally(failure);
        }
    }
}
