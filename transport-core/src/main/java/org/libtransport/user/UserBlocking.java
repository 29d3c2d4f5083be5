package org.libtransport.user;

import java.util.List;
import org.libtransport.roster.Blocking;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.blocking.BlockingService;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;

/** Requests about blocked contacts, for users who are logged in. Called on the user's loop. */
public final class UserBlocking implements BlockingService {

    private final UserManager users;

    public UserBlocking(UserManager users) {
        this.users = users;
    }

    @Override
    public List<Jid> blocked(Jid resource) {
        return of(resource.bare()).list(resource);
    }

    @Override
    public void block(Jid user, List<Jid> contacts) {
        of(user).block(contacts);
    }

    @Override
    public void unblock(Jid user, List<Jid> contacts) {
        of(user).unblock(contacts);
    }

    private Blocking of(Jid jid) {
        User user = users.onCurrentLoop(jid);
        if (user == null || !user.isOnline()) {
            throw new StanzaErrorException(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NOT_LOGGED_IN));
        }
        return user.contacts().blocking();
    }
}
