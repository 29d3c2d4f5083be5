package org.libtransport.user;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.xml.Element;

/**
 * Requests that networks which speak XMPP answer themselves: all but those about what only the transport has. Called on
 * the loop of the user who asks.
 */
public final class RawRequests {

    private static final Set<String> OURS =
            Set.of("jabber:iq:roster", "jabber:iq:register", "http://jabber.org/protocol/stats");

    private final UserManager users;
    private final UserServices services;

    public RawRequests(UserServices services, UserManager users) {
        this.services = services;
        this.users = users;
    }

    /** Whether the network is to answer this; the transport answers for itself where nobody is logged in. */
    public boolean takes(Iq request) {
        if (!services.backends().features().rawXml()) {
            return false;
        }
        Element payload = request.payload();
        if (payload == null || OURS.contains(payload.namespace())) {
            return false;
        }
        Jid to = request.to();
        return (to != null && to.local() != null) || loggedIn(request) != null;
    }

    /** Asks the network; the stage fails with a {@link StanzaErrorException} if there is no answer. */
    public CompletionStage<Iq> ask(Iq request) {
        User user = loggedIn(request);
        if (user == null) {
            throw new StanzaErrorException(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NOT_LOGGED_IN));
        }
        return user.raw().request(request);
    }

    /** A client answers a request; it can only be one of the network. */
    public void answered(Iq answer) {
        User user = loggedIn(answer);
        Jid to = answer.to();
        boolean toUs = to != null && user != null && to.bare().equals(user.jid());
        if (user != null && !toUs && services.backends().features().rawXml()) {
            user.raw().answer(answer);
        }
    }

    private @Nullable User loggedIn(Iq iq) {
        User user = users.onCurrentLoop(Objects.requireNonNull(iq.from()));
        return user != null && user.isOnline() ? user : null;
    }
}
