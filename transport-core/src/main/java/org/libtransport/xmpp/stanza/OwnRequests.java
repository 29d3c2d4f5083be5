package org.libtransport.xmpp.stanza;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.libtransport.concurrent.Loop;

/**
 * All requests that the transport itself has sent. Each loop has a part of its own; an id tells to which part an answer
 * belongs, and nobody can guess one. Safe on any thread, except where told otherwise.
 */
public final class OwnRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For each loop; a request costs some hundred bytes. */
    private static final int MOST = 20_000;

    private static final String PREFIX = "ask-";
    private static final int RANDOM_BYTES = 12;

    private final List<Part> parts = new ArrayList<>();
    private final Predicate<Stanza> out;
    private final SecureRandom random = new SecureRandom();

    /** @param out sends a stanza; false if that is not possible now */
    public OwnRequests(List<Loop> loops, Predicate<Stanza> out) {
        this.out = out;
        for (Loop loop : loops) {
            parts.add(new Part(loop, parts.size()));
        }
    }

    /** The way to ask for whoever lives on this loop, to be used there. */
    public Requests on(Loop loop) {
        for (Part part : parts) {
            if (part.loop == loop) {
                return part;
            }
        }
        throw new IllegalArgumentException("not one of our loops");
    }

    /**
     * Takes an IQ that came in. Returns whether it can only be the answer to a request of ours, so that it concerns nobody
     * else.
     */
    public boolean accept(Iq iq) {
        String id = iq.id();
        if (id == null || iq.isRequest() || !id.startsWith(PREFIX)) {
            return false;
        }
        int end = id.indexOf('-', PREFIX.length());
        if (end < 0 || id.length() != end + 1 + 2 * RANDOM_BYTES) {
            return false;
        }
        for (Part part : parts) {
            if (id.startsWith(part.prefix)) {
                part.loop.execute(() -> part.tracker.accept(iq));
                return true;
            }
        }
        return false;
    }

    /** The link to the XMPP server is lost, and the answers with it. */
    public void linkLost() {
        parts.forEach(part -> part.loop.execute(part.tracker::abandonAll));
    }

    private final class Part implements Requests {

        private final Loop loop;
        private final IqTracker tracker;
        private final String prefix;

        Part(Loop loop, int number) {
            this.loop = loop;
            this.tracker = new IqTracker(loop, MOST);
            this.prefix = PREFIX + number + '-';
        }

        @Override
        public CompletionStage<Iq> request(Iq request) {
            byte[] unguessable = new byte[RANDOM_BYTES];
            random.nextBytes(unguessable);
            Iq sent = request.withId(prefix + HexFormat.of().formatHex(unguessable));
            CompletionStage<Iq> answer = tracker.expect(sent, PATIENCE);
            if (!answer.toCompletableFuture().isDone() && !out.test(sent)) {
                tracker.abandon(sent);
            }
            return answer;
        }
    }
}
