package org.libtransport.xmpp.server;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Carbon;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;

/**
 * Copies of what one client of an account says and hears, for the other clients that want them (XEP-0280). Keeps nothing;
 * any thread.
 */
final class Carbons {

    static final String NAMESPACE = Carbon.NAMESPACE;

    private final Sessions sessions;

    Carbons(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Whether a client asks for copies or does not want them any more; null if the request is about something else. */
    static @Nullable Boolean wish(Iq request, Jid account) {
        Jid to = request.to();
        Element payload = request.payload();
        if (request.type() != Iq.Type.SET || payload == null || (to != null && !to.equals(account))) {
            return null;
        }
        if (payload.is("enable", NAMESPACE)) {
            return true;
        }
        return payload.is("disable", NAMESPACE) ? false : null;
    }

    /**
     * The account has said this.
     *
     * @param by the client that said it; null if it was said at the network
     * @return whether any client took a copy
     */
    boolean said(Jid account, @Nullable ActiveSession by, Message message) {
        return copy(account, by, message, true);
    }

    /** One client of its account has got this. */
    void heard(ActiveSession by, Message message) {
        copy(by.address().bare(), by, message, false);
    }

    private boolean copy(Jid account, @Nullable ActiveSession by, Message message, boolean sent) {
        boolean taken = false;
        if (isOfInterest(message)) {
            for (ActiveSession session : sessions.of(account)) {
                if (session != by && session.wantsCopies()) {
                    Jid to = session.address();
                    taken |= session.send(
                            sent ? Carbon.sent(account, to, message) : Carbon.received(account, to, message));
                }
            }
        }
        return taken;
    }

    /** Section 6.1; headlines, errors and what is said in rooms come to each client by itself, or concern only one. */
    private static boolean isOfInterest(Message message) {
        return switch (message.type()) {
            case CHAT -> isPublic(message);
            case NORMAL -> message.body() != null && isPublic(message);
            default -> false;
        };
    }

    private static boolean isPublic(Message message) {
        return message.payload("private", NAMESPACE) == null
                && message.payload("no-copy", "urn:xmpp:hints") == null
                && !Carbon.isCarbon(message);
    }
}
