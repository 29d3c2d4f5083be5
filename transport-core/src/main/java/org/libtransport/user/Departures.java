package org.libtransport.user;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;

/**
 * Who went away just before the link to the XMPP server was lost. A server that is being restarted says good-bye for
 * everybody and then takes its clients back before its components, so that their first presence never gets here: they
 * have to be asked. Not thread-safe: belongs to a loop.
 */
final class Departures {

    /** How long a server takes to stop after its first good-bye. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    /** Whoever left before these many others is not asked. */
    private static final int LIMIT = 10_000;

    private final Deque<Departure> recent = new ArrayDeque<>();
    private final Deque<Jid> toBeAsked = new ArrayDeque<>();

    private record Departure(Jid user, long nanoTime) {}

    void add(Jid user, long nanoTime) {
        forgetOld(nanoTime);
        if (recent.size() == LIMIT) {
            recent.removeFirst();
        }
        recent.addLast(new Departure(user, nanoTime));
    }

    void linkLost(long nanoTime) {
        forgetOld(nanoTime);
        recent.forEach(departure -> toBeAsked.addLast(departure.user()));
        recent.clear();
        while (toBeAsked.size() > LIMIT) {
            toBeAsked.removeFirst();
        }
    }

    /** How many left with a link and have not been {@linkplain #take taken}. */
    int count() {
        return toBeAsked.size();
    }

    /** The next who left with a link, each once; null if there is nobody any more. */
    @Nullable
    Jid take() {
        return toBeAsked.pollFirst();
    }

    private void forgetOld(long nanoTime) {
        while (!recent.isEmpty() && nanoTime - recent.getFirst().nanoTime() > WINDOW.toNanos()) {
            recent.removeFirst();
        }
    }
}
