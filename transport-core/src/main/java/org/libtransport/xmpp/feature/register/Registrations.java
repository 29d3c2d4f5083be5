package org.libtransport.xmpp.feature.register;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.libtransport.xmpp.jid.Jid;

/**
 * Who keeps registrations. Stages complete on any thread; they fail with {@link
 * org.libtransport.xmpp.stanza.StanzaErrorException} where the user did something wrong.
 */
public interface Registrations {

    /** Whether this user may register at all. */
    boolean admits(Jid user);

    /** Whether the network wants a password. */
    boolean needsPassword();

    /** The name with which the user is registered, or empty. */
    CompletionStage<Optional<String>> usernameOf(Jid user);

    /** Registers the user, or changes name and password. Complete when it is on disk. */
    CompletionStage<Void> register(Jid user, String username, String password, String language);

    /** Removes the user, contacts included. Complete when it is on disk; no error if there was nothing. */
    CompletionStage<Void> unregister(Jid user);
}
