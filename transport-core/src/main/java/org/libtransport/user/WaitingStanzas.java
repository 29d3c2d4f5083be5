package org.libtransport.user;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.libtransport.xmpp.stanza.Stanza;

/** Stanzas of one user that wait until they can be handled, in order and bounded. Not thread-safe. */
final class WaitingStanzas {

    /** More than a person sends while a log-in takes its time. */
    static final int LIMIT = 100;

    private final Queue<Stanza> stanzas = new ArrayDeque<>(0);

    /** @return false if no more can wait */
    boolean offer(Stanza stanza) {
        return stanzas.size() < LIMIT && stanzas.add(stanza);
    }

    /** Hands over all that wait now, in order. What is offered meanwhile waits for the next time. */
    void drainTo(Consumer<Stanza> handler) {
        for (int left = stanzas.size(); left > 0; left--) {
            handler.accept(stanzas.remove());
        }
    }
}
