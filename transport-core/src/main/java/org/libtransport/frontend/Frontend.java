package org.libtransport.frontend;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;

/**
 * One way for XMPP users to reach the transport: through their server (gateway mode) or directly (server mode).
 *
 * <p>All methods may be called from any thread and never block.
 */
public interface Frontend {

    /**
     * Begins to serve and reports to the events. The stage completes when clients can use the transport for the first
     * time; it fails only when that can never happen (a port in use, a certificate that cannot be read).
     */
    CompletionStage<Void> start(FrontendEvents events);

    /**
     * Sends a stanza; those sent from one thread keep their order. While the link is down, messages wait in a bounded
     * queue and the rest is dropped, because {@link FrontendEvents#linkUp} makes users send their state again.
     *
     * @return false if the stanza was dropped: no link and not a message, or the queue is full
     */
    boolean send(Stanza stanza);

    /** What the front door itself does for clients, for service discovery (XEP-0030). */
    default List<String> features() {
        return List.of();
    }

    /**
     * Server mode: shows the account's clients that want to know (XEP-0280) what the user has said elsewhere. In gateway
     * mode the clients are not ours.
     *
     * @param said from the user to a contact
     * @return false if there is no such client
     */
    default boolean copySent(Jid account, Message said) {
        return false;
    }

    /**
     * Server mode: ends all streams of this account, telling why. Does nothing in gateway mode, where the streams are not
     * ours.
     */
    default void endSessions(Jid account, String reason) {}

    /** Closes all streams cleanly. The stage completes when nothing is left open. */
    CompletionStage<Void> stop();
}
