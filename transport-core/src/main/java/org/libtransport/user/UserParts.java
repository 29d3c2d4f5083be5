package org.libtransport.user;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.Conversations;
import org.libtransport.conversation.Deliveries;
import org.libtransport.conversation.IncomingMessages;
import org.libtransport.conversation.MessageIds;
import org.libtransport.rawxml.RawExchange;
import org.libtransport.room.RoomContext;
import org.libtransport.room.Rooms;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.text.Text;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Carbon;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;

/**
 * All that one logged-in user has: contacts, talks, rooms, resources. Made for each other here, and told together of what
 * concerns all of them. Belongs to the user's loop.
 */
final class UserParts {

    private final Jid jid;
    private final UserServices services;
    private final TransportVoice transport;
    private final UserContacts contacts;
    private final Deliveries deliveries;
    private final VCardsOfUser vcards;
    private final Rooms rooms;
    private final RawExchange raw;
    private final Attendance attendance;
    private final UserStanzas stanzas;
    private final BackendEvents backendEvents;

    /** @param nobodyHere called when the last resource is gone; maybe again */
    UserParts(
            Jid jid,
            Loop loop,
            Account account,
            List<BuddyRecord> buddies,
            UserSettings settings,
            NetworkLink link,
            TransportVoice transport,
            UserServices services,
            Runnable nobodyHere) {
        this.jid = jid;
        this.services = services;
        this.transport = transport;
        this.contacts = new UserContacts(jid, loop, account.id(), link, services, this::resources);
        contacts.roster().load(buddies);
        this.deliveries = new Deliveries(link, this::giveBack, loop, services.metrics());
        MessageIds ids = new MessageIds(services.random());
        IncomingMessages incoming =
                new IncomingMessages(services.policy().transport(), () -> settings.messages(services.policy()));
        BooleanSupplier stays = () -> settings.staysConnected(services.policy());
        Conversations conversations = new Conversations(
                jid,
                contacts.roster(),
                services.addresses(),
                link,
                deliveries,
                incoming,
                services::send,
                this::showAsOwn,
                services.metrics(),
                ids);
        this.rooms = new Rooms(
                new RoomContext(
                        jid,
                        loop,
                        services.policy().transport(),
                        link,
                        deliveries,
                        conversations,
                        incoming,
                        services::send,
                        services::bounce,
                        ids,
                        services.metrics(),
                        services.clock(),
                        stays),
                services.rooms());
        this.vcards = new VCardsOfUser(jid, account.uin(), loop, link, contacts.roster(), rooms, services);
        this.raw = new RawExchange(
                jid,
                loop,
                contacts.roster(),
                services.addresses(),
                link,
                deliveries,
                this::sendRaw,
                this::mainResource,
                services.metrics());
        this.attendance = new Attendance(
                jid, loop, link, contacts, conversations, transport, services, stays, new Watching(nobodyHere));
        this.stanzas = new UserStanzas(link, contacts, conversations, rooms, raw, attendance, services);
        this.backendEvents = new UserBackendEvents(
                jid,
                account.uin(),
                link,
                contacts.roster(),
                conversations,
                deliveries,
                rooms,
                vcards,
                raw,
                services,
                settings.all());
    }

    UserContacts contacts() {
        return contacts;
    }

    VCardsOfUser vcards() {
        return vcards;
    }

    Rooms rooms() {
        return rooms;
    }

    /** The stanzas of a network that speaks XMPP. */
    RawExchange raw() {
        return raw;
    }

    /** Where the user is on XMPP. */
    Attendance attendance() {
        return attendance;
    }

    /** What the user sends to contacts and rooms. */
    UserStanzas stanzas() {
        return stanzas;
    }

    /** Takes what the network says of the user. */
    BackendEvents backendEvents() {
        return backendEvents;
    }

    private void giveBack(Stanza stanza, StanzaError reason) {
        if (stanza instanceof Message message) {
            rooms.returned(message);
        }
        services.bounce(stanza, reason);
    }

    private void sendRaw(Stanza stanza) {
        if (!rooms.relay(stanza)) {
            services.send(stanza);
        }
    }

    /** Has what the user said at the network shown as the user's own words; returns whether any client gets it. */
    private boolean showAsOwn(Message said) {
        if (services.frontend().copySent(jid, said)) {
            return true;
        }
        boolean shown = false;
        for (Jid resource : attendance.addresses()) {
            Message byServer = services.privileges().inNameOf(Carbon.sentElsewhere(jid, resource, said));
            if (byServer != null) {
                services.send(byServer);
                shown = true;
            }
        }
        return shown;
    }

    private Collection<Jid> resources() {
        return attendance.addresses();
    }

    private Jid mainResource() {
        Presence own = attendance.speaker();
        return own == null ? jid : Objects.requireNonNull(own.from());
    }

    /**
     * The user is logged in to the network.
     *
     * @param first whether for the first time
     */
    void networkReached(boolean first) {
        attendance.networkReached(first);
        contacts.roster().networkReached();
        vcards.networkIs(true);
        takeUpAgain();
    }

    /** Hands the network what it has to know in each session, and what waited for it. */
    void takeUpAgain() {
        deliveries.networkReached();
        stanzas.networkReached();
    }

    /** The session at the network goes over to another backend, where it is {@linkplain #takeUpAgain taken up again}. */
    void moving() {
        deliveries.networkLost();
        rooms.networkLost();
    }

    /**
     * The session at the network ended; another will come.
     *
     * @return whether messages that do not go back may be lost
     */
    boolean networkLost() {
        boolean doubt = deliveries.networkLost();
        vcards.networkIs(false);
        rooms.networkLost();
        raw.networkLost();
        contacts.roster().allOffline();
        return doubt;
    }

    /** The link to the XMPP server was lost. */
    void xmppLost() {
        attendance.linkLost();
        rooms.xmppLost();
    }

    /**
     * The user is logged out: everybody is told, and what was not delivered goes back.
     *
     * @param trouble what the transport's presence says of it; null if it was the user's wish
     */
    void close(StanzaError reason, @Nullable Text trouble) {
        attendance.close();
        rooms.close(reason);
        contacts.close();
        vcards.close();
        raw.networkLost();
        contacts.roster().tellUnavailable(jid);
        transport.offline(jid, trouble);
        deliveries.close(reason);
        stanzas.close(reason);
    }

    /** Tells those whom it concerns where the user is. */
    private final class Watching implements Attendance.Watcher {

        private final Runnable onNobodyHere;

        Watching(Runnable onNobodyHere) {
            this.onNobodyHere = onNobodyHere;
        }

        @Override
        public void seen(Presence presence) {
            vcards.seen(presence);
        }

        @Override
        public void stillHere(Jid resource) {
            rooms.refresh(resource);
        }

        @Override
        public void gone(Jid resource) {
            rooms.gone(resource);
        }

        @Override
        public void allHeard() {
            rooms.xmppBack();
        }

        @Override
        public void changed() {
            stanzas.ownPresenceChanged();
        }

        @Override
        public void nobodyHere() {
            onNobodyHere.run();
        }
    }
}
