package org.libtransport.xmpp.feature.roster;

import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/** Who keeps the rosters of users. Called on the loop of the user who asks. */
public interface RosterService {

    /** The answer to a request for the whole roster; an empty one for somebody who is not logged in. */
    Iq get(Iq request);

    /**
     * Changes one contact and gives the answer.
     *
     * @throws StanzaErrorException if that is not possible
     */
    Iq set(Iq request);
}
