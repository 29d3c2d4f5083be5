package org.libtransport.user;

import java.util.Map;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendSession;
import org.libtransport.conversation.Conversations;
import org.libtransport.conversation.Deliveries;
import org.libtransport.failure.Failure;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.rawxml.RawExchange;
import org.libtransport.room.Rooms;
import org.libtransport.roster.Buddy;
import org.libtransport.roster.Roster;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.xml.Element;

/** Hands what a backend reports of one user to the part of the user it concerns. Belongs to the user's loop. */
final class UserBackendEvents implements BackendEvents {

    private final NetworkLink link;
    private final Roster roster;
    private final Conversations conversations;
    private final Deliveries deliveries;
    private final Rooms rooms;
    private final VCardsOfUser vcards;
    private final RawExchange raw;
    private final UserServices services;
    private final Jid user;
    private final String ownName;
    private final Map<String, String> settings;

    UserBackendEvents(
            Jid user,
            String ownName,
            NetworkLink link,
            Roster roster,
            Conversations conversations,
            Deliveries deliveries,
            Rooms rooms,
            VCardsOfUser vcards,
            RawExchange raw,
            UserServices services,
            Map<String, String> settings) {
        this.user = user;
        this.ownName = ownName;
        this.link = link;
        this.roster = roster;
        this.conversations = conversations;
        this.deliveries = deliveries;
        this.rooms = rooms;
        this.vcards = vcards;
        this.raw = raw;
        this.services = services;
        this.settings = Map.copyOf(settings);
    }

    @Override
    public void backendReady(BackendSession session) {
        boolean sendBuddies = services.backends().features().sendBuddiesOnLogin();
        link.backendReady(session, sendBuddies ? roster.toWire() : null, settings);
    }

    @Override
    public void backendUnavailable(Failure failure) {
        link.backendUnavailable(failure);
    }

    @Override
    public void backendLost(Failure failure) {
        link.backendLost(failure);
    }

    @Override
    public void connected() {
        link.connected();
    }

    @Override
    public void loginToken(String token) {
        link.loginToken(token);
    }

    @Override
    public void disconnected(int error, String message) {
        link.disconnected(error, NetworkFailures.of(error, message));
    }

    @Override
    public void buddyChanged(Wire.Buddy buddy) {
        // Some networks list the user among the contacts.
        if (!buddy.getBuddyName().equals(ownName) || roster.find(ownName) != null) {
            roster.changed(buddy);
        }
    }

    @Override
    public void buddyRemoved(Wire.Buddy buddy) {
        roster.removed(buddy.getBuddyName());
    }

    @Override
    public void authorizationRequested(Wire.Buddy buddy) {
        try {
            Buddy known = roster.find(buddy.getBuddyName());
            Jid contact = known == null ? services.addresses().stranger(buddy.getBuddyName()) : known.jid();
            services.send(Presence.of(contact.bare(), user, Presence.Type.SUBSCRIBE));
        } catch (InvalidJidException e) {
            services.metrics().increment(Counter.MESSAGES_WITHOUT_SENDER);
        }
    }

    @Override
    public void typingChanged(Wire.Buddy buddy, Typing typing) {
        if (!rooms.reports().typing(buddy, typing)) {
            conversations.typing(buddy, typing);
        }
    }

    @Override
    public void message(Wire.ConversationMessage message) {
        if (!rooms.reports().message(message)) {
            conversations.message(message);
        }
    }

    @Override
    public void messageStatus(Wire.MessageStatus status) {
        deliveries.answered(status);
    }

    @Override
    public void messageDelivered(Wire.ConversationMessage receipt) {
        if (!rooms.reports().delivered(receipt)) {
            conversations.delivered(receipt);
        }
    }

    @Override
    public void attention(Wire.ConversationMessage message) {
        if (!rooms.reports().attention(message)) {
            conversations.attention(message);
        }
    }

    @Override
    public void subjectChanged(Wire.ConversationMessage subject) {
        rooms.reports().subjectChanged(subject);
    }

    @Override
    public void participantChanged(Wire.Participant participant) {
        rooms.reports().participant(participant);
    }

    @Override
    public void roomNicknameChanged(Wire.Room room) {
        rooms.reports().nicknameChanged(room);
    }

    @Override
    public void roomList(Wire.RoomList list) {
        rooms.listed(list);
    }

    /** Only what was announced as possible is: backends of the predecessor may only switch this on. */
    @Override
    public void rawStanza(Element stanza) {
        if (services.backends().features().rawXml()) {
            raw.received(stanza);
        } else {
            services.metrics().increment(Counter.FRAMES_UNROUTABLE);
        }
    }

    @Override
    public void vcard(Wire.VCard vcard) {
        vcards.answered(vcard);
    }
}
