package org.libtransport.xmpp.server;

import java.util.Collection;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.server.ActiveSession.Availability;
import org.libtransport.xmpp.stanza.Carbon;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;

/**
 * Finds the sessions that a stanza is for (RFC 6121 section 8.5). Any thread.
 *
 * <p>In one point it is more generous: as long as none of an account's sessions has sent presence, a stanza for the
 * account goes to those that have not done so yet. Contacts and messages of the network may be there before the client's
 * first presence.
 */
final class Delivery {

    private final Sessions sessions;
    private final Carbons carbons;

    Delivery(Sessions sessions) {
        this.sessions = sessions;
        this.carbons = new Carbons(sessions);
    }

    /** False if nobody takes it. */
    boolean deliver(Stanza stanza) {
        Jid to = stanza.to();
        if (to == null) {
            return false;
        }
        if (!to.isBare()) {
            ActiveSession session = sessions.find(to);
            if (session != null) {
                boolean taken = session.send(stanza);
                if (taken && stanza instanceof Message message) {
                    carbons.heard(session, message);
                }
                return taken;
            }
            return stanza instanceof Message message && toAccount(message, to);
        }
        if (stanza instanceof Message message) {
            return toAccount(message, to);
        }
        // Section 8.5.2.3: a request to an account is not for its clients.
        return stanza instanceof Presence && toAll(stanza, sessions.of(to));
    }

    /**
     * Delivers what a session did not get any more; true if there is nothing to worry about. What was for the whole
     * account has reached the other sessions already, if there are any.
     */
    boolean deliverElsewhere(Message message) {
        Jid to = message.to();
        if (to == null) {
            return false;
        }
        if (Carbon.isCarbon(message)) {
            return true;
        }
        return to.isBare() ? !sessions.of(to).isEmpty() : deliver(message);
    }

    /** Section 8.5.2.1: to all sessions that want messages; section 8.5.3.2.1: also if the one it was for is gone. */
    private boolean toAccount(Message message, Jid to) {
        if (message.type() == Message.Type.GROUPCHAT || message.type() == Message.Type.ERROR) {
            return false;
        }
        Collection<ActiveSession> all = sessions.of(to);
        return toAll(message, all, Availability.AVAILABLE) || toAll(message, all, Availability.UNKNOWN);
    }

    private static boolean toAll(Stanza stanza, Collection<ActiveSession> all, Availability wanted) {
        boolean taken = false;
        for (ActiveSession session : all) {
            if (session.availability() == wanted) {
                taken |= session.send(stanza);
            }
        }
        return taken;
    }

    private static boolean toAll(Stanza presence, Collection<ActiveSession> all) {
        boolean taken = false;
        for (ActiveSession session : all) {
            if (session.availability() != Availability.UNAVAILABLE) {
                taken |= session.send(presence);
            }
        }
        return taken;
    }
}
