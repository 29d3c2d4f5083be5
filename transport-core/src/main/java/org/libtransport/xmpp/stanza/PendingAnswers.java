package org.libtransport.xmpp.stanza;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.xmpp.stanza.StanzaError.Condition;

/**
 * Answers that are waited for, each under a key: bounded in number and in time, so that nobody waits for ever. A stage
 * fails only with a {@link StanzaErrorException}.
 *
 * <p>Belongs to one loop: it must be used, and completes its stages, only there.
 *
 * @param <K> what tells one answer from the others
 */
public final class PendingAnswers<K, A> {

    private record Pending<A>(CompletableFuture<A> answer, Loop.Timer timer) {}

    private final Loop loop;
    private final int most;
    private final Map<K, Pending<A>> pending = new HashMap<>(0);

    /** @param most how many may be waited for at one time; one more fails at once with {@code resource-constraint} */
    public PendingAnswers(Loop loop, int most) {
        this.loop = loop;
        this.most = most;
    }

    public boolean isWaiting(K key) {
        return pending.containsKey(key);
    }

    /**
     * Waits for an answer; call it before asking. Without one in time the stage fails with
     * {@code remote-server-timeout}.
     *
     * @throws IllegalArgumentException if this key is waited for already
     */
    public CompletionStage<A> expect(K key, Duration timeout) {
        if (pending.containsKey(key)) {
            throw new IllegalArgumentException("an answer under this key is waited for");
        }
        if (pending.size() >= most) {
            return CompletableFuture.failedStage(
                    new StanzaErrorException(StanzaError.of(Condition.RESOURCE_CONSTRAINT)));
        }
        CompletableFuture<A> answer = new CompletableFuture<>();
        Loop.Timer timer = loop.schedule(timeout, () -> fail(key, StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT)));
        pending.put(key, new Pending<>(answer, timer));
        return answer;
    }

    /** Takes an answer; false if none is waited for under this key. */
    public boolean answer(K key, A answer) {
        Pending<A> found = take(key);
        return found != null && found.answer.complete(answer);
    }

    /** Waits no longer for this answer; false if it is not waited for. */
    public boolean fail(K key, StanzaError error) {
        Pending<A> found = take(key);
        return found != null && found.answer.completeExceptionally(new StanzaErrorException(error));
    }

    /** Waits no longer for any answer. */
    public void failAll(StanzaError error) {
        List.copyOf(pending.keySet()).forEach(key -> fail(key, error));
    }

    private @Nullable Pending<A> take(K key) {
        Pending<A> found = pending.remove(key);
        if (found != null) {
            found.timer.cancel();
        }
        return found;
    }
}
