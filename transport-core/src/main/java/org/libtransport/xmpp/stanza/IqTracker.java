package org.libtransport.xmpp.stanza;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError.Condition;

/**
 * Matches answers to the requests we sent, by id and by the address that was asked (RFC 6120 section 8.2.3): an answer
 * from anybody else is none, or everybody who guesses ids could answer.
 *
 * <p>Belongs to one loop: it must be used, and completes its stages, only there.
 */
public final class IqTracker {

    private record Key(String id, @Nullable Jid asked) {}

    private final PendingAnswers<Key, Iq> waiting;

    /**
     * @param most requests that may wait at one time; one more fails at once
     */
    public IqTracker(Loop loop, int most) {
        this.waiting = new PendingAnswers<>(loop, most);
    }

    /**
     * Expects the answer to a request; call it before sending. The stage completes with the result or error, and never
     * exceptionally: without an answer in time it is the error {@code remote-server-timeout}, with too many requests
     * waiting {@code resource-constraint}.
     *
     * @throws IllegalArgumentException if the request has no id or one that the same address is already asked with
     */
    public CompletionStage<Iq> expect(Iq request, Duration timeout) {
        return waiting.expect(keyOf(request), timeout)
                .exceptionally(failure -> failed(request, ((StanzaErrorException) failure).error()));
    }

    /** Takes an IQ that came in; returns whether it is an answer that was expected. */
    public boolean accept(Iq iq) {
        String id = iq.id();
        return id != null && !iq.isRequest() && waiting.answer(new Key(id, iq.from()), iq);
    }

    /** Gives up a request, as when it could not be sent: it gets the error {@code recipient-unavailable}. */
    public void abandon(Iq request) {
        waiting.fail(keyOf(request), StanzaError.of(Condition.RECIPIENT_UNAVAILABLE));
    }

    /** Gives up all requests, as when the stream is lost: each gets the error {@code recipient-unavailable}. */
    public void abandonAll() {
        waiting.failAll(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE));
    }

    private static Key keyOf(Iq request) {
        String id = request.id();
        if (id == null || !request.isRequest()) {
            throw new IllegalArgumentException("not a request with an id");
        }
        return new Key(id, request.to());
    }

    private static Iq failed(Iq request, StanzaError error) {
        return new Iq(
                request.to(),
                request.from(),
                Iq.Type.ERROR,
                Objects.requireNonNull(request.id()),
                null,
                List.of(error.toElement()));
    }
}
