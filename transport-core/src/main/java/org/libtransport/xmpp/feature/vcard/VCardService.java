package org.libtransport.xmpp.feature.vcard;

import java.util.concurrent.CompletionStage;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/** Who knows the vCards of people on the other network. Called on the loop of the user who asks. */
public interface VCardService {

    /**
     * Looks somebody up.
     *
     * @param owner a contact, somebody in a room, or the user; not the transport itself
     * @return fails with a {@link StanzaErrorException} if the network does not answer
     * @throws StanzaErrorException if it cannot be asked
     */
    CompletionStage<VCardTemp> vcard(Jid user, Jid owner);

    /**
     * The user's own vCard is now this; the network is told.
     *
     * @throws StanzaErrorException if it cannot be told
     */
    void changeOwn(Jid user, VCardTemp vcard);
}
