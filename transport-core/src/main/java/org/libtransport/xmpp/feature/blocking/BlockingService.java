package org.libtransport.xmpp.feature.blocking;

import java.util.List;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/** Who knows which contacts are blocked. Called on the loop of the user who asks. */
public interface BlockingService {

    /**
     * The addresses of all blocked contacts; the resource that asks hears of changes from now on.
     *
     * @throws StanzaErrorException if the user is not logged in
     */
    List<Jid> blocked(Jid resource);

    /**
     * Blocks contacts, all of them or none.
     *
     * @throws StanzaErrorException if that is not possible
     */
    void block(Jid user, List<Jid> contacts);

    /**
     * Ends that, for all who are blocked if none is named. Who is not blocked stays so.
     *
     * @throws StanzaErrorException if that is not possible
     */
    void unblock(Jid user, List<Jid> contacts);
}
