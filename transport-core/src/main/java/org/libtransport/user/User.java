package org.libtransport.user;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendUser;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.Conversations;
import org.libtransport.failure.Failure;
import org.libtransport.frontend.LoginResult;
import org.libtransport.metrics.Counter;
import org.libtransport.presence.Resources;
import org.libtransport.roster.Roster;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who is logged in, or on the way: ties the XMPP side (resources, stanzas) to the network side (the link, the
 * contacts, the talks). Lives from the first presence to the last. Not thread-safe: belongs to its loop.
 */
final class User implements BackendUser, NetworkLink.Events {

    private static final Logger log = LoggerFactory.getLogger(User.class);

    /** How long a client may take from its password to its first presence, and all of them to speak after a reconnect. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final String CONNECTING = "Connecting";

    /** Server mode: how long the session outlives its last resource, which may be replaced or be reconnecting. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Jid jid;
    private final Loop loop;
    private final UserServices services;
    private final Account account;
    private final Resources resources = new Resources();
    /** Resources that have spoken to contacts only, so that only contacts will hear that they are gone. */
    private final Set<Jid> directed = new HashSet<>(0);

    private final WaitingStanzas waiting = new WaitingStanzas();
    private final UserContacts contacts;
    private final Conversations conversations;
    private final NetworkLink link;
    private final BackendEvents backendEvents;
    private final TransportPresence transport;
    private final Runnable onEnd;
    private final CompletableFuture<LoginResult> firstLogin = new CompletableFuture<>();
    private Loop.@Nullable Timer watch;
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
        this.conversations = new Conversations(
                jid,
                contacts.roster(),
                services.addresses(),
                link,
                services::send,
                services.metrics(),
                Long.toString(services.random().nextLong(1L << 40), Character.MAX_RADIX));
        this.backendEvents =
                new UserBackendEvents(jid, account.uin(), link, contacts.roster(), conversations, services, settings);
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
        if (services.policy().serverMode()) {
            watch(this::endIfNobodyIsHere);
        }
    }

    /** Looks once, after the grace, in place of what it was to look for before. */
    private void watch(Runnable look) {
        stopWatching();
        watch = loop.schedule(GRACE, look);
    }

    private void stopWatching() {
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
    }

    private void endIfNobodyIsHere() {
        if (resources.isEmpty()) {
            logOut();
        }
    }

    /** A presence to the transport that is about the user, not about a subscription. */
    void presence(Presence presence) {
        Jid from = Objects.requireNonNull(presence.from());
        conversations.forgetResources();
        directed.remove(from);
        switch (presence.type()) {
            case AVAILABLE -> available(from, presence);
            case UNAVAILABLE -> unavailable(from);
            case PROBE -> tellState(from);
            case ERROR -> {
                if (resources.remove(from)) {
                    resourcesChanged();
                }
            }
            default -> log.debug("Presence of type {} needs no reaction", presence.type());
        }
    }

    /** A presence to a contact that is about the user. It counts where the transport itself is told nothing. */
    void directedPresence(Presence presence) {
        Jid from = Objects.requireNonNull(presence.from());
        if (presence.type() == Presence.Type.AVAILABLE && (directed.contains(from) || !resources.contains(from))) {
            directed.add(from);
            available(from, presence);
        } else if (presence.type() == Presence.Type.UNAVAILABLE && directed.remove(from)) {
            unavailable(from);
        }
    }

    private void available(Jid from, Presence presence) {
        boolean arrived = resources.put(from, presence);
        if (arrived) {
            tellState(from);
            contacts.roster().tellOnline(from);
        }
        resourcesChanged();
    }

    private void unavailable(Jid from) {
        contacts.forgetResource(from);
        if (from.isBare()) {
            resources.addresses().forEach(resources::remove);
        } else if (!resources.remove(from)) {
            return;
        }
        if (resources.isEmpty()) {
            lastResourceGone();
            return;
        }
        contacts.roster().tellUnavailable(from);
        transport.offline(from, null);
        resourcesChanged();
    }

    private void resourcesChanged() {
        if (resources.isEmpty()) {
            lastResourceGone();
        } else {
            link.changeOwnPresence(resources.highest());
        }
    }

    private void lastResourceGone() {
        if (services.policy().serverMode()) {
            loop.schedule(LINGER, this::endIfNobodyIsHere);
        } else {
            logOut();
        }
    }

    /** Tells all resources how the transport itself is for this user. */
    void tellState() {
        tellState(jid);
    }

    /** Tells an address how the transport itself is for this user. */
    private void tellState(Jid to) {
        if (link.isOnline()) {
            transport.online(to, resources.highest());
        } else {
            transport.offline(to, CONNECTING);
        }
    }

    /** A message, or a presence about a subscription, to a contact. Waits while the network is not there. */
    void toContact(Stanza stanza) {
        if (link.isOnline()) {
            handOver(stanza);
        } else if (stanza instanceof Message message && Conversations.isFleeting(message)) {
            log.debug("A chat state of {} is not worth waiting for the network", jid);
        } else if (!waiting.offer(stanza)) {
            services.bounce(
                    stanza,
                    StanzaError.of(Condition.RESOURCE_CONSTRAINT, "Too much is waiting for the network to be there."));
        }
    }

    private void handOver(Stanza stanza) {
        if (stanza instanceof Message message) {
            conversations.fromUser(message);
        } else if (stanza instanceof Presence presence) {
            contacts.subscriptions().handle(presence, Objects.requireNonNull(presence.to()));
        }
    }

    /** The link to the XMPP server was lost and is back: whoever does not speak up within the grace is gone. */
    void resynchronize() {
        resources.markStale();
        transport.probe(jid);
        if (link.isOnline()) {
            transport.online(jid, resources.highest());
            contacts.roster().tellOnline(jid);
        }
        watch(() -> {
            resources.removeStale();
            resourcesChanged();
        });
    }

    /** Gateway mode: the link to the XMPP server was lost. Nobody can speak up without it, so nobody is gone yet. */
    void linkLost() {
        stopWatching();
    }

    @Override
    public void loggingIn() {
        if (interrupted) {
            transport.offline(jid, CONNECTING);
        }
    }

    @Override
    public void online() {
        services.metrics().increment(Counter.LOGINS);
        log.info("{} is logged in to the network", jid);
        interrupted = false;
        proven = true;
        boolean first = firstLogin.complete(new LoginResult.Accepted());
        if (first && services.policy().serverMode() && resources.isEmpty()) {
            watch(this::endIfNobodyIsHere);
        }
        if (!resources.isEmpty()) {
            transport.online(jid, resources.highest());
        }
        waiting.drainTo(this::handOver);
    }

    @Override
    public void interrupted(Failure failure, Duration pause, boolean again) {
        log.info("{} is without network, trying again in {} ms: {}", jid, pause.toMillis(), failure.text());
        if (services.policy().serverMode() && firstLogin.complete(new LoginResult.Refused(true, failure.text()))) {
            end(failure);
            return;
        }
        interrupted = true;
        contacts.roster().allOffline();
        transport.offline(jid, "Trying again in " + Math.max(1, pause.toSeconds()) + " s: " + failure.text());
        if (!again) {
            services.send(Message.chat(
                    services.policy().transport(),
                    jid,
                    "The network cannot be reached now: " + failure.text() + " You will be logged in again."));
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
        stopWatching();
        firstLogin.complete(new LoginResult.Refused(true, failure.text()));
        link.close();
        contacts.close();
        contacts.roster().tellUnavailable(jid);
        transport.offline(jid, null);
        StanzaError error = StanzaError.of(NetworkFailures.condition(failure), failure.text());
        waiting.drainTo(stanza -> services.bounce(stanza, error));
        onEnd.run();
    }
}
