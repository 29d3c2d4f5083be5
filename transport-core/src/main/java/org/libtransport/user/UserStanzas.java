package org.libtransport.user;

import java.util.Objects;
import org.libtransport.conversation.Conversations;
import org.libtransport.metrics.Counter;
import org.libtransport.rawxml.RawExchange;
import org.libtransport.room.Rooms;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one user sends to contacts and rooms, on its way to what handles it. What somebody would miss waits while the network
 * is not there. Belongs to the user's loop.
 */
final class UserStanzas {

    private static final Logger log = LoggerFactory.getLogger(UserStanzas.class);

    private final NetworkLink link;
    private final UserContacts contacts;
    private final Conversations conversations;
    private final Rooms rooms;
    private final RawExchange raw;
    private final Attendance attendance;
    private final UserServices services;
    private final WaitingStanzas waiting = new WaitingStanzas();

    UserStanzas(
            NetworkLink link,
            UserContacts contacts,
            Conversations conversations,
            Rooms rooms,
            RawExchange raw,
            Attendance attendance,
            UserServices services) {
        this.link = link;
        this.contacts = contacts;
        this.conversations = conversations;
        this.rooms = rooms;
        this.raw = raw;
        this.attendance = attendance;
        this.services = services;
    }

    private boolean isRaw() {
        return services.backends().features().rawXml();
    }

    /** A presence to a contact or a room. */
    void presence(Presence presence) {
        Jid to = Objects.requireNonNull(presence.to());
        boolean toRoom = Rooms.isJoin(presence) || rooms.isRoom(to);
        if (presence.isSubscription()) {
            toContact(presence);
        } else if (presence.type() == Presence.Type.PROBE) {
            if (!toRoom) {
                contacts.answerProbe(presence);
            }
        } else if (toRoom) {
            toRoom(presence);
        } else {
            attendance.directedPresence(presence);
            passOn(presence);
        }
    }

    private void toRoom(Presence presence) {
        Jid from = Objects.requireNonNull(presence.from());
        Jid room = Objects.requireNonNull(presence.to()).bare();
        if (presence.type() == Presence.Type.AVAILABLE) {
            attendance.directedPresence(presence);
            rooms.presence(presence);
            passOn(presence);
            return;
        }
        rooms.presence(presence);
        if (!rooms.isJoined(room)) {
            passOn(presence);
        }
        if (!rooms.isAnywhere(from)) {
            attendance.directedPresence(presence);
        }
    }

    /** A network that speaks XMPP gets the presence as it is. */
    private void passOn(Presence presence) {
        boolean about = presence.type() == Presence.Type.AVAILABLE || presence.type() == Presence.Type.UNAVAILABLE;
        if (about && isRaw() && link.isOnline()) {
            raw.directedPresence(presence);
        }
    }

    /** A message to a contact or a room, or to somebody in one. */
    void message(Message message) {
        Jid to = Objects.requireNonNull(message.to());
        // A network that speaks XMPP has rooms that answer for themselves.
        boolean toRoom = message.type() == Message.Type.GROUPCHAT || rooms.isRoom(to);
        if (toRoom && !isRaw()) {
            rooms.message(message);
        } else {
            toContact(message);
        }
    }

    /** A message that was sent to a resource came back, because of something that may mean that it is gone. */
    void bounced(Message message) {
        StanzaError error = StanzaError.parse(message);
        Jid from = message.from();
        Jid to = message.to();
        if (error != null && from != null && to != null && meansGone(error.condition())) {
            rooms.bounced(from, to);
        }
    }

    /** What servers answer for a resource that is not there; a client itself may refuse a message for other reasons. */
    private static boolean meansGone(Condition condition) {
        return switch (condition) {
            case GONE,
                    ITEM_NOT_FOUND,
                    RECIPIENT_UNAVAILABLE,
                    REMOTE_SERVER_NOT_FOUND,
                    REMOTE_SERVER_TIMEOUT,
                    SERVICE_UNAVAILABLE -> true;
            default -> false;
        };
    }

    private void toContact(Stanza stanza) {
        if (link.isReady()) {
            handOver(stanza);
        } else if (stanza instanceof Message message && Conversations.isFleeting(message)) {
            log.debug("A chat state of {} is not worth waiting for the network", stanza.from());
        } else if (!waiting.offer(stanza)) {
            services.bounce(stanza, StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.TOO_MUCH_WAITS));
        }
    }

    private void handOver(Stanza stanza) {
        if (stanza instanceof Message message && isRaw()) {
            raw.message(message);
        } else if (stanza instanceof Message message) {
            say(message);
        } else if (stanza instanceof Presence presence) {
            contacts.subscriptions().handle(presence, Objects.requireNonNull(presence.to()));
        }
    }

    private void say(Message message) {
        Message refusal = contacts.blocking().refusal(message);
        if (refusal == null) {
            conversations.fromUser(message);
        } else {
            services.metrics().increment(Counter.STANZAS_BOUNCED);
            services.send(refusal);
        }
    }

    /** The user may be shown otherwise than before. */
    void ownPresenceChanged() {
        Presence own = attendance.speaker();
        if (own != null && isRaw() && link.isOnline()) {
            raw.ownPresence(own);
        }
    }

    /** The user is logged in: rooms are entered, then what waited is handed over. */
    void networkReached() {
        ownPresenceChanged();
        rooms.networkReached();
        rooms.joins().forEach(this::passOn);
        waiting.drainTo(this::handOver);
    }

    /** The user is logged out: what waits goes back. */
    void close(StanzaError reason) {
        waiting.drainTo(stanza -> services.bounce(stanza, reason));
    }
}
