package org.libtransport.xmpp.component;

import java.util.ArrayList;
import java.util.List;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Stanza;

/** What a component reports, in order, as words. */
final class RecordedEvents implements FrontendEvents {

    final List<String> events = new ArrayList<>();
    final List<Stanza> stanzas = new ArrayList<>();

    @Override
    public synchronized void stanzaReceived(Stanza stanza) {
        stanzas.add(stanza);
        if (stanza.id() != null && stanza.id().equals("poison")) {
            throw new IllegalStateException("poisoned");
        }
    }

    @Override
    public synchronized void linkUp(boolean first) {
        events.add(first ? "up for the first time" : "up again");
    }

    @Override
    public synchronized void linkDown() {
        events.add("down");
    }

    @Override
    public LoginAttempt login(Jid account, String password) {
        throw new AssertionError("components have no log-ins");
    }

    @Override
    public synchronized void writabilityChanged(boolean writable) {
        events.add(writable ? "writable" : "not writable");
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<Stanza> stanzas() {
        return List.copyOf(stanzas);
    }
}
