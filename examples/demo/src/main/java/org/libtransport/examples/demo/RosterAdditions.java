package org.libtransport.examples.demo;

import java.util.Collection;
import java.util.Queue;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.RosterListener;
import org.jxmpp.jid.Jid;

/** Collects what is added to the roster, whether the client asked for it or the server pushed it. */
record RosterAdditions(Queue<Jid> added) implements RosterListener {

    @Override
    public void entriesAdded(Collection<Jid> addresses) {
        added.addAll(addresses);
    }

    @Override
    public void entriesUpdated(Collection<Jid> addresses) {}

    @Override
    public void entriesDeleted(Collection<Jid> addresses) {}

    @Override
    public void presenceChanged(Presence presence) {}
}
