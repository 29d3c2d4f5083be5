package org.libtransport.frontend;

import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Stanza;

/** What a {@link Frontend} reports. Called on the loop of the stream concerned; must not block. */
public interface FrontendEvents {

    /** A stanza came in. Its sender is proven by the stream and never null. */
    void stanzaReceived(Stanza stanza);

    /** Gateway mode: the link to the XMPP server works; {@code first} tells the first time from a reconnect. */
    void linkUp(boolean first);

    /** Gateway mode: the link is lost; a new one is being made. */
    void linkDown();

    /**
     * Server mode: a client asks to log in.
     *
     * @param account the bare JID that the client names
     */
    LoginAttempt login(Jid account, String password);

    /** Whether XMPP takes more. While false, backends are not read. */
    void writabilityChanged(boolean writable);
}
