package org.libtransport.xmpp.stanza;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/**
 * Matches answers to the requests we sent, by id and by the address that was asked (RFC 6120 section 8.2.3): an answer
 * from anybody else is none, or everybody who guesses ids could answer.
 *
 * <p>Belongs to one loop: it must be used, and completes its stages, only there.
 */
public final class IqTracker {

    private record Key(String id, @Nullable Jid asked) {}

    private record Waiting(Iq request, CompletableFuture<Iq> answer, Loop.Timer timer) {}

    private final Loop loop;
    private final int most;
    private final Map<Key, Waiting> waiting = new HashMap<>();

    /**
     * @param most requests that may wait at one time; one more fails at once
     */
    public IqTracker(Loop loop, int most) {
        this.loop = loop;
        this.most = most;
    }

    /**
     * Expects the answer to a request; call it before sending. The stage completes with the result or error, and never
     * exceptionally: without an answer in time it is the error {@code remote-server-timeout}, with too many requests
     * waiting {@code resource-constraint}.
     *
     * @throws IllegalArgumentException if the request has no id or one that the same address is already asked with
     */
    public CompletionStage<Iq> expect(Iq request, Duration timeout) {
        String id = request.id();
        if (id == null || !request.isRequest()) {
            throw new IllegalArgumentException("not a request with an id");
        }
        Key key = new Key(id, request.to());
        if (waiting.containsKey(key)) {
            throw new IllegalArgumentException("a request with this id is waiting");
        }
        if (waiting.size() >= most) {
            return CompletableFuture.completedFuture(failed(request, Condition.RESOURCE_CONSTRAINT));
        }
        Loop.Timer timer = loop.schedule(timeout, () -> fail(key, Condition.REMOTE_SERVER_TIMEOUT));
        CompletableFuture<Iq> answer = new CompletableFuture<>();
        waiting.put(key, new Waiting(request, answer, timer));
        return answer;
    }

    /** Takes an IQ that came in; returns whether it is an answer that was expected. */
    public boolean accept(Iq iq) {
        String id = iq.id();
        if (id == null || iq.isRequest()) {
            return false;
        }
        Waiting found = waiting.remove(new Key(id, iq.from()));
        if (found == null) {
            return false;
        }
        found.timer.cancel();
        found.answer.complete(iq);
        return true;
    }

    /** Gives up all requests, as when the stream is lost: each gets the error {@code recipient-unavailable}. */
    public void abandonAll() {
        for (Key key : List.copyOf(waiting.keySet())) {
            fail(key, Condition.RECIPIENT_UNAVAILABLE);
        }
    }

    private void fail(Key key, Condition condition) {
        Waiting found = waiting.remove(key);
        if (found != null) {
            found.timer.cancel();
            found.answer.complete(failed(found.request, condition));
        }
    }

    private static Iq failed(Iq request, Condition condition) {
        List<Element> payloads = List.of(StanzaError.of(condition).toElement());
        return new Iq(
                request.to(), request.from(), Iq.Type.ERROR, Objects.requireNonNull(request.id()), null, payloads);
    }
}
