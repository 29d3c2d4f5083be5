package org.libtransport.user;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendUser;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.Conversations;
import org.libtransport.conversation.Deliveries;
import org.libtransport.conversation.IncomingMessages;
import org.libtransport.conversation.MessageIds;
import org.libtransport.failure.Failure;
import org.libtransport.frontend.LoginResult;
import org.libtransport.metrics.Counter;
import org.libtransport.rawxml.RawExchange;
import org.libtransport.room.RoomContext;
import org.libtransport.room.Rooms;
import org.libtransport.roster.Roster;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Setting;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who is logged in, or on the way: ties the XMPP side (resources, stanzas) to the network side (the link, the
 * contacts, the talks). Lives from the first presence to the last. Not thread-safe: belongs to its loop.
 */
final class User implements BackendUser, NetworkLink.Events {

    private static final Logger log = LoggerFactory.getLogger(User.class);

    private final Jid jid;
    private final Loop loop;
    private final UserServices services;
    private final Account account;
    private final UserContacts contacts;
    private final Deliveries deliveries;
    private final Conversations conversations;
    private final VCardsOfUser vcards;
    private final Rooms rooms;
    private final RawExchange raw;
    private final NetworkLink link;
    private final BackendEvents backendEvents;
    private final TransportPresence transport;
    private final Attendance attendance;
    private final UserStanzas stanzas;
    private final Runnable onEnd;
    private final CompletableFuture<LoginResult> firstLogin = new CompletableFuture<>();
    private boolean proven;
    private boolean interrupted;
    private boolean ended;

    /**
     * @param onEnd called once, on the loop, when nothing of the user is left
     */
    User(
            Jid jid,
            Loop loop,
            Account account,
            List<BuddyRecord> buddies,
            Map<String, String> settings,
            UserServices services,
            Runnable onEnd) {
        this.jid = jid;
        this.loop = loop;
        this.services = services;
        this.account = account;
        this.onEnd = onEnd;
        this.transport = new TransportPresence(services);
        this.link = new NetworkLink(this, account, services, this);
        this.contacts = new UserContacts(jid, loop, account.id(), link, services);
        contacts.roster().load(buddies);
        this.deliveries = new Deliveries(link, services::bounce, loop, services.metrics());
        MessageIds ids = new MessageIds(services.random());
        IncomingMessages incoming = new IncomingMessages(
                services.policy().transport(),
                services.policy().messages(),
                settings.get(Setting.SEND_HEADLINES.key()));
        this.conversations = new Conversations(
                jid,
                contacts.roster(),
                services.addresses(),
                link,
                deliveries,
                incoming,
                services::send,
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
                        "1".equals(settings.get(Setting.STAY_CONNECTED.key()))),
                services.rooms());
        this.vcards = new VCardsOfUser(jid, account.uin(), loop, link, contacts.roster(), rooms, services);
        this.raw = new RawExchange(
                jid,
                loop,
                contacts.roster(),
                services.addresses(),
                link,
                this::sendRaw,
                services::bounce,
                this::mainResource,
                services.metrics());
        this.attendance = new Attendance(jid, loop, link, contacts, conversations, transport, services, new Watching());
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
                settings);
    }

    @Override
    public String key() {
        return jid.toString();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public BackendEvents events() {
        return backendEvents;
    }

    Jid jid() {
        return jid;
    }

    Roster roster() {
        return contacts.roster();
    }

    UserContacts contacts() {
        return contacts;
    }

    VCardsOfUser vcards() {
        return vcards;
    }

    /** The stanzas of a network that speaks XMPP. */
    RawExchange raw() {
        return raw;
    }

    private void sendRaw(Stanza stanza) {
        if (!rooms.relay(stanza)) {
            services.send(stanza);
        }
    }

    /** Tells those whom it concerns where the user is. */
    private final class Watching implements Attendance.Watcher {

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
            logOut();
        }
    }

    private Jid mainResource() {
        Presence own = attendance.speaker();
        return own == null ? jid : Objects.requireNonNull(own.from());
    }

    boolean isOnline() {
        return link.isOnline();
    }

    boolean hasPassword(String password) {
        return account.password().equals(password);
    }

    /** Server mode: whether the network has accepted the user, and so the password. */
    boolean isProven() {
        return proven;
    }

    /** Server mode: how the first log-in to the network ends. */
    CompletionStage<LoginResult> firstLogin() {
        return firstLogin;
    }

    /** Begins to log in to the network, unless the user has gone already. */
    void start() {
        if (ended) {
            return;
        }
        services.storage().setOnline(account.id(), true);
        link.open();
        attendance.expectSomebody();
    }

    /** Where the user is on XMPP. */
    Attendance attendance() {
        return attendance;
    }

    /** What the user sends to contacts and rooms. */
    UserStanzas stanzas() {
        return stanzas;
    }

    Rooms rooms() {
        return rooms;
    }

    /** The link to the XMPP server was lost. */
    void xmppLost() {
        attendance.linkLost();
        rooms.xmppLost();
    }

    @Override
    public void loggingIn() {
        if (interrupted) {
            transport.offline(jid, TransportPresence.CONNECTING);
        }
    }

    @Override
    public void online() {
        services.metrics().increment(Counter.LOGINS);
        log.info("{} is logged in to the network", jid);
        interrupted = false;
        proven = true;
        attendance.networkReached(firstLogin.complete(new LoginResult.Accepted()));
        vcards.networkIs(true);
        takeUpAgain();
    }

    /** Hands the network what it has to know after each log-in, and what waited for it. */
    private void takeUpAgain() {
        deliveries.networkReached();
        stanzas.networkReached();
    }

    @Override
    public void moving() {
        log.debug("{} moves to another backend", jid);
        deliveries.networkLost();
        rooms.networkLost();
    }

    @Override
    public void moved() {
        takeUpAgain();
    }

    @Override
    public void interrupted(Failure failure, Duration pause, boolean again) {
        boolean doubt = deliveries.networkLost();
        log.info("{} is without network, trying again in {} ms: {}", jid, pause.toMillis(), failure.text());
        if (services.policy().serverMode() && firstLogin.complete(new LoginResult.Refused(true, failure.text()))) {
            end(failure);
            return;
        }
        interrupted = true;
        vcards.networkIs(false);
        rooms.networkLost();
        raw.networkLost();
        contacts.roster().allOffline();
        transport.offline(jid, "Trying again in " + Math.max(1, pause.toSeconds()) + " s: " + failure.text());
        if (!again || doubt) {
            services.send(Message.chat(
                    services.policy().transport(),
                    jid,
                    "The network cannot be reached now: " + failure.text()
                            + (doubt ? " What you wrote last may not have arrived." : "")
                            + " You will be logged in again."));
        }
    }

    @Override
    public void ended(Failure failure, int error) {
        log.info("{} cannot be logged in: {}", jid, failure.text());
        services.metrics().increment(Counter.LOGINS_FAILED);
        boolean temporary = failure.kind() != Failure.Kind.AUTHENTICATION;
        if (!firstLogin.complete(new LoginResult.Refused(temporary, failure.text()))
                || !services.policy().serverMode()) {
            String text = NetworkFailures.farewell(failure);
            Element body = Element.of("body", Element.CONTENT_NAMESPACE, text);
            services.send(Message.of(
                    services.policy().transport(),
                    jid,
                    Message.Type.CHAT,
                    List.of(body, NetworkFailures.spectrumError(error))));
        }
        end(failure);
        services.frontend().endSessions(jid, failure.text());
    }

    /** The last resource is gone, or the user is unregistered. */
    void logOut() {
        if (!ended) {
            log.info("{} is logged out", jid);
            Failure reason = Failure.of(Failure.Kind.NETWORK, "You are logged out of the network.");
            end(reason);
            // A stream without presence would be one that reaches nobody.
            services.frontend().endSessions(jid, reason.text());
        }
    }

    /** The transport stops. The user stays marked as online and is brought back by the next start. */
    void shutDown() {
        leave(Failure.of(Failure.Kind.SHUTDOWN, "The transport is being stopped."));
    }

    private void end(Failure failure) {
        if (!ended) {
            services.storage().setOnline(account.id(), false);
            leave(failure);
        }
    }

    private void leave(Failure failure) {
        if (ended) {
            return;
        }
        ended = true;
        attendance.close();
        firstLogin.complete(new LoginResult.Refused(true, failure.text()));
        rooms.close(StanzaError.of(NetworkFailures.condition(failure), failure.text()));
        link.close();
        contacts.close();
        vcards.close();
        raw.networkLost();
        contacts.roster().tellUnavailable(jid);
        transport.offline(jid, null);
        StanzaError error = StanzaError.of(NetworkFailures.condition(failure), failure.text());
        deliveries.close(error);
        stanzas.close(error);
        onEnd.run();
    }
}
