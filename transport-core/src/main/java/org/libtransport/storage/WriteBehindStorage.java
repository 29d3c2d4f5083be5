package org.libtransport.storage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.libtransport.concurrent.Loop;
import org.libtransport.concurrent.ThreadLoop;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Storage} on any {@link Store}: one thread does all that blocks, changes are collected and written together,
 * and requests that wait at the same time are answered together.
 *
 * <ul>
 *   <li>Of several changes of the same thing only the last is written, at most {@link WriteBehindLimits#delay} later.
 *   <li>A read of a user first writes what waits for that user. Registrations that wait at once share one transaction.
 *   <li>While the database fails for a time (locked, full, away) changes wait, and writing is tried again ever less
 *       often, up to every five seconds; requests fail at once. A change that the database refuses for good is logged,
 *       counted in {@link Counter#STORAGE_FAILURES} and left out, and the others are written.
 *   <li>When {@link WriteBehindLimits#changes} wait, the newest is refused, logged and counted in the same place; when
 *       {@link WriteBehindLimits#requests} wait, the newest fails.
 *   <li>Changes of a user who was removed are dropped.
 * </ul>
 */
public final class WriteBehindStorage implements Storage {

    private static final Logger log = LoggerFactory.getLogger(WriteBehindStorage.class);
    private static final int REFUSALS_PER_LOG_LINE = 1_000;

    private final StorageQueue queue;
    private final StorageWorker worker;
    private final Loop loop;
    private final Metrics metrics;
    private final int batch;
    private final Runnable onClosed;
    private final AtomicLong refusedSoFar = new AtomicLong();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /**
     * Uses a loop of the caller's, on which the store will block.
     *
     * @param store closed together with this
     */
    public WriteBehindStorage(Store store, Loop loop, WriteBehindLimits limits, Metrics metrics) {
        this(store, loop, limits, metrics, () -> {});
    }

    private WriteBehindStorage(Store store, Loop loop, WriteBehindLimits limits, Metrics metrics, Runnable onClosed) {
        this.queue = new StorageQueue(limits.changes(), limits.requests());
        this.worker = new StorageWorker(store, queue, loop, limits, metrics, this::ended);
        this.loop = loop;
        this.metrics = metrics;
        this.batch = limits.batch();
        this.onClosed = onClosed;
    }

    /** Starts a thread for this store. It ends when the storage is closed. */
    public static WriteBehindStorage start(Store store, Metrics metrics) {
        ThreadLoop thread = ThreadLoop.start("storage");
        return new WriteBehindStorage(store, thread, WriteBehindLimits.DEFAULT, metrics, thread::stop);
    }

    @Override
    public CompletionStage<Optional<StoredUser>> load(String jid) {
        CompletableFuture<Optional<StoredUser>> answer = new CompletableFuture<>();
        return ask(new StorageRequest.Load(jid, answer), answer);
    }

    @Override
    public CompletionStage<Optional<UserRecord>> find(String jid) {
        CompletableFuture<Optional<UserRecord>> answer = new CompletableFuture<>();
        return ask(new StorageRequest.Find(jid, answer), answer);
    }

    @Override
    public CompletionStage<UserRecord> register(Registration registration) {
        CompletableFuture<UserRecord> answer = new CompletableFuture<>();
        return ask(new StorageRequest.Register(registration, answer), answer);
    }

    @Override
    public CompletionStage<Void> remove(long userId) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        return ask(new StorageRequest.Remove(userId, answer), answer);
    }

    @Override
    public CompletionStage<Boolean> isUinTaken(String uin) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        return ask(new StorageRequest.UinTaken(uin, answer), answer);
    }

    @Override
    public CompletionStage<List<String>> onlineUsers() {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        return ask(new StorageRequest.Online(answer), answer);
    }

    @Override
    public CompletionStage<List<String>> allUsers() {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        return ask(new StorageRequest.All(answer), answer);
    }

    @Override
    public void setOnline(long userId, boolean online) {
        change(new Change.SetOnline(userId, online));
    }

    @Override
    public void putBuddy(long userId, BuddyRecord buddy) {
        change(new Change.PutBuddy(userId, buddy));
    }

    @Override
    public void removeBuddy(long userId, String buddyName) {
        change(new Change.RemoveBuddy(userId, buddyName));
    }

    @Override
    public void putSetting(long userId, Setting setting, String value) {
        change(new Change.PutSetting(userId, setting, value));
    }

    /** Also completes, exceptionally, if some changes could not be written or the store did not close well. */
    @Override
    public CompletionStage<Void> close() {
        if (closing.compareAndSet(false, true)) {
            queue.close(new StorageRequest.Close(closed));
            wake();
        }
        return closed.minimalCompletionStage();
    }

    /** How many changes wait to be written. */
    public int waitingChanges() {
        return queue.waitingChanges();
    }

    private <T> CompletionStage<T> ask(StorageRequest request, CompletableFuture<T> answer) {
        if (closing.get()) {
            answer.completeExceptionally(closedAlready());
        } else if (!queue.offer(request)) {
            metrics.increment(Counter.STORAGE_FAILURES);
            answer.completeExceptionally(new StorageException("Too much waits for the database", null, true));
        } else {
            wake();
        }
        return answer;
    }

    private void change(Change change) {
        if (closing.get()) {
            refused(change, "the storage is closed");
            return;
        }
        int waiting = queue.offer(change);
        if (waiting < 0) {
            refused(change, "too many changes wait for the database");
        } else if (!worker.willComeByItself() || waiting % batch == 0) {
            wake();
        }
    }

    private void refused(Change change, String why) {
        metrics.increment(Counter.STORAGE_FAILURES);
        long refusals = refusedSoFar.incrementAndGet();
        if (refusals % REFUSALS_PER_LOG_LINE == 1) {
            log.error("Not stored, because {}: {} (refused so far: {})", why, change, refusals);
        }
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                loop.execute(this::work);
            } catch (RejectedExecutionException e) {
                // The thread ended between the check and now. The flag goes first: who finds it set relies on us.
                woken.set(false);
                failRest();
            }
        }
    }

    private void work() {
        woken.set(false);
        worker.work();
    }

    private void ended() {
        failRest();
        onClosed.run();
    }

    /** What came in while the storage was closing. */
    private void failRest() {
        for (Object item = queue.poll(); item != null; item = queue.poll()) {
            if (item instanceof StorageRequest request) {
                request.answer().completeExceptionally(closedAlready());
            } else if (item instanceof Change change) {
                refused(change, "the storage is closed");
            }
        }
    }

    private static StorageException closedAlready() {
        return new StorageException("The storage is closed");
    }
}
