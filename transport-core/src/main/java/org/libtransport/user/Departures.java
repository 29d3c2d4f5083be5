package org.libtransport.user;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    private List<Jid> toBeAsked = List.of();

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
        List<Jid> together = new ArrayList<>(toBeAsked);
        recent.forEach(departure -> together.add(departure.user()));
        recent.clear();
        toBeAsked = together.size() <= LIMIT ? together : together.subList(together.size() - LIMIT, together.size());
    }

    /** Who left with the link, once. */
    List<Jid> take() {
        List<Jid> taken = toBeAsked;
        toBeAsked = List.of();
        return taken;
    }

    private void forgetOld(long nanoTime) {
        while (!recent.isEmpty() && nanoTime - recent.getFirst().nanoTime() > WINDOW.toNanos()) {
            recent.removeFirst();
        }
    }
}
