package org.libtransport.user;

import java.util.concurrent.CompletionStage;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.vcard.VCardService;
import org.libtransport.xmpp.feature.vcard.VCardTemp;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/** vCards, asked of the network of the user who wants them. Called on the user's loop. */
public final class UserVCards implements VCardService {

    private final UserManager users;

    public UserVCards(UserManager users) {
        this.users = users;
    }

    @Override
    public CompletionStage<VCardTemp> vcard(Jid user, Jid owner) {
        return loggedIn(user).vcards().ask(owner);
    }

    @Override
    public void changeOwn(Jid user, VCardTemp vcard) {
        loggedIn(user).vcards().changeOwn(vcard);
    }

    private User loggedIn(Jid jid) {
        User user = users.onCurrentLoop(jid);
        if (user == null || !user.isOnline()) {
            throw new StanzaErrorException(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NOT_LOGGED_IN));
        }
        return user;
    }
}
