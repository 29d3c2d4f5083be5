package org.libtransport.user;

import java.util.Objects;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.roster.RosterService;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.xml.Element;

/** Roster requests, answered from the user's own contacts. Called on the user's loop. */
public final class UserRosters implements RosterService {

    private final UserManager users;

    public UserRosters(UserManager users) {
        this.users = users;
    }

    @Override
    public Iq get(Iq request) {
        User user = users.onCurrentLoop(bareFrom(request));
        return request.result(
                user == null
                        ? Element.of("query", "jabber:iq:roster")
                        : user.contacts().requests().get(request));
    }

    @Override
    public Iq set(Iq request) {
        User user = users.onCurrentLoop(bareFrom(request));
        Jid from = Objects.requireNonNull(request.from());
        Element query = request.payload();
        if (query != null && from.isBare() && users.hearsRosters(from)) {
            if (user != null) {
                user.contacts().rosterPushed(query);
            }
            return request.result();
        }
        if (user == null || !user.isOnline()) {
            throw new StanzaErrorException(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NOT_LOGGED_IN));
        }
        user.contacts().requests().set(request);
        return request.result();
    }

    private static Jid bareFrom(Iq request) {
        return Objects.requireNonNull(request.from()).bare();
    }
}
