package org.libtransport.plugin;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A session whose network says later whether it took a message, and that does not want to block until then.
 *
 * <pre>{@code
 * @Override
 * public CompletionStage<?> send(OutgoingMessage message) {
 *     return network.sendAsync(message.to(), message.body()).orTimeout(60, TimeUnit.SECONDS);
 * }
 * }</pre>
 */
public interface AsyncSession extends NetworkSession {

    /**
     * Sends a text as {@link NetworkSession#sendMessage} does, but answers later. The next message is given without waiting
     * for this one's answer.
     *
     * <p>The stage must complete in any case, on any thread, so give it a time-out: with any value when the network has the
     * message; with what {@code sendMessage} would have thrown when it has not. Once the session has ended it need not
     * complete any more.
     */
    CompletionStage<?> send(OutgoingMessage message) throws Exception;

    /** Waits for the answer of {@link #send}; the SDK calls that one instead. */
    @Override
    default void sendMessage(OutgoingMessage message) throws Exception {
        try {
            send(message).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
