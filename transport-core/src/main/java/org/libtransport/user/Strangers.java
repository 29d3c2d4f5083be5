package org.libtransport.user;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.StoredUser;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers those who are not logged in and do not log in by what they send. Keeps no state; safe on any thread. */
final class Strangers {

    private static final Logger log = LoggerFactory.getLogger(Strangers.class);

    static final StanzaError NOT_REGISTERED = StanzaError.of(Condition.REGISTRATION_REQUIRED, Sentence.NOT_REGISTERED);

    private static final StanzaError NOT_LOGGED_IN =
            StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NOT_LOGGED_IN);

    /** By this condition clients know that they have to enter the room again. */
    private static final StanzaError NOT_IN_ROOM =
            StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.NOT_IN_ROOM_ANY_MORE);

    private final UserServices services;

    Strangers(UserServices services) {
        this.services = services;
    }

    /** Returns something that only a user who is logged in can send. */
    void refuse(Stanza stanza, Jid from) {
        if (stanza.isError()) {
            return;
        }
        services.storage().find(from.bare().toString()).whenComplete((record, failure) -> {
            if (failure == null && record.isEmpty()) {
                services.bounce(stanza, NOT_REGISTERED);
            } else {
                boolean toRoom = stanza instanceof Message message && message.type() == Message.Type.GROUPCHAT;
                services.bounce(stanza, toRoom ? NOT_IN_ROOM : NOT_LOGGED_IN);
            }
        });
    }

    /** A presence to a contact. */
    void presenceToContact(Presence presence, Jid from, Jid contact) {
        switch (presence.type()) {
            case SUBSCRIBE, SUBSCRIBED -> refuse(presence, from);
            case PROBE -> services.send(Presence.of(contact, from, Presence.Type.UNAVAILABLE));
            default -> log.debug("Presence of type {} of somebody who is not here", presence.type());
        }
    }

    /**
     * The end of a subscription to a contact. It is forgotten, so that it is not taken for one that the user has agreed to
     * when the network shows it again.
     *
     * @param stored what the database has of the user
     */
    void unsubscribed(Jid from, Jid contact, Optional<StoredUser> stored) {
        services.send(Presence.of(contact.bare(), from.bare(), Presence.Type.UNSUBSCRIBED));
        stored.ifPresent(user -> services.addresses()
                .find(contact, user.buddies())
                .ifPresent(known -> {
                    services.storage().removeBuddy(user.user().id(), known.name());
                    services.send(Presence.of(contact.bare(), from.bare(), Presence.Type.UNSUBSCRIBE));
                }));
    }

    /** A probe of the transport, or its sender is gone. */
    void unavailable(Jid from, @Nullable Jid to) {
        services.send(Presence.of(to == null ? services.policy().transport() : to, from, Presence.Type.UNAVAILABLE));
    }
}
