package org.libtransport.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendUser;
import org.libtransport.concurrent.Loop;
import org.libtransport.failure.Failure;
import org.libtransport.frontend.LoginResult;
import org.libtransport.metrics.Counter;
import org.libtransport.rawxml.RawExchange;
import org.libtransport.room.Rooms;
import org.libtransport.roster.Roster;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Setting;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError;
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
    private final NetworkLink link;
    private final TransportVoice transport;
    private final UserParts parts;
    private final UserSettings settings;
    private final Runnable onEnd;
    private final CompletableFuture<LoginResult> firstLogin = new CompletableFuture<>();
    /** The clients that wait for it, or gave up. */
    private final List<PendingLogin> attempts = new ArrayList<>(0);

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
        this.transport = new TransportVoice(services, account.language());
        this.link = new NetworkLink(this, account, services, this);
        this.settings = new UserSettings(settings);
        this.parts = new UserParts(jid, loop, account, buddies, this.settings, link, transport, services, this::logOut);
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
        return parts.backendEvents();
    }

    Jid jid() {
        return jid;
    }

    Roster roster() {
        return parts.contacts().roster();
    }

    UserContacts contacts() {
        return parts.contacts();
    }

    VCardsOfUser vcards() {
        return parts.vcards();
    }

    /** The stanzas of a network that speaks XMPP. */
    RawExchange raw() {
        return parts.raw();
    }

    /** The user has chosen otherwise. */
    void changeSetting(Setting setting, String value) {
        settings.put(setting, value);
    }

    UserStatus status() {
        return new UserStatus(jid, account.uin(), link.isOnline());
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

    /**
     * Server mode: a client waits for the first log-in to the network. When the last of those that wait gives up, there is
     * nobody to log in for.
     */
    void admit(PendingLogin attempt) {
        firstLogin.thenAccept(attempt::end);
        if (!attempt.isOver()) {
            attempts.add(attempt);
            attempt.whenGivenUp(() -> {
                if (attempts.stream().allMatch(PendingLogin::isOver)) {
                    logOut();
                }
            });
        }
    }

    /** Begins to log in to the network, unless the user has gone already. */
    void start() {
        if (ended) {
            return;
        }
        services.storage().setOnline(account.id(), true);
        link.open();
        parts.attendance().expectSomebody();
    }

    /** Where the user is on XMPP. */
    Attendance attendance() {
        return parts.attendance();
    }

    /** What the user sends to contacts and rooms. */
    UserStanzas stanzas() {
        return parts.stanzas();
    }

    Rooms rooms() {
        return parts.rooms();
    }

    /** The link to the XMPP server was lost. */
    void xmppLost() {
        parts.xmppLost();
    }

    @Override
    public void loggingIn() {
        if (interrupted) {
            transport.offline(jid, Text.of(Sentence.CONNECTING));
        }
    }

    @Override
    public void online() {
        services.metrics().increment(Counter.LOGINS);
        log.info("{} is logged in to the network by {}", jid, link.backend());
        interrupted = false;
        boolean first = !proven;
        proven = true;
        attempts.clear();
        parts.networkReached(firstLogin.complete(new LoginResult.Accepted()));
        String news = services.policy().messageOfTheDay();
        if (first && !news.isEmpty()) {
            transport.say(jid, Text.verbatim(news));
        }
    }

    @Override
    public void moving() {
        log.info("{} moves from {} to another backend", jid, link.backend());
        parts.moving();
    }

    @Override
    public void moved() {
        parts.takeUpAgain();
    }

    @Override
    public void interrupted(Failure failure, Duration pause, boolean again) {
        boolean doubt = parts.networkLost();
        log.info("{} is without network, trying again in {} ms: {}", jid, pause.toMillis(), failure.text());
        if (services.policy().serverMode()
                && firstLogin.complete(
                        new LoginResult.Refused(true, failure.text().toString()))) {
            end(failure);
            return;
        }
        interrupted = true;
        transport.offline(jid, Text.of(Sentence.TRYING_AGAIN_IN, Math.max(1, pause.toSeconds()), failure.text()));
        if (!again || doubt) {
            transport.say(jid, Text.of(doubt ? Sentence.NETWORK_AWAY_IN_DOUBT : Sentence.NETWORK_AWAY, failure.text()));
        }
    }

    @Override
    public void ended(Failure failure, int error) {
        log.info("{} cannot be logged in: {}", jid, failure.text());
        services.metrics().increment(Counter.LOGINS_FAILED);
        boolean temporary = failure.kind() != Failure.Kind.AUTHENTICATION;
        if (!firstLogin.complete(
                        new LoginResult.Refused(temporary, failure.text().toString()))
                || !services.policy().serverMode()) {
            transport.say(jid, NetworkFailures.farewell(failure), NetworkFailures.spectrumError(error));
        }
        end(failure);
        services.frontend().endSessions(jid, failure.text().toString());
    }

    /** The last resource is gone, or the user is unregistered. */
    void logOut() {
        if (!ended) {
            log.info("{} is logged out", jid);
            Failure reason = Failure.of(Failure.Kind.NETWORK, Sentence.LOGGED_OUT);
            services.storage().setOnline(account.id(), false);
            leave(reason, null);
            // A stream without presence would be one that reaches nobody.
            services.frontend().endSessions(jid, reason.text().toString());
        }
    }

    /** The transport stops. The user stays marked as online and is brought back by the next start. */
    void shutDown() {
        Failure reason = Failure.of(Failure.Kind.SHUTDOWN, Sentence.TRANSPORT_STOPPING);
        leave(reason, reason.text());
    }

    private void end(Failure failure) {
        if (!ended) {
            services.storage().setOnline(account.id(), false);
            leave(failure, failure.text());
        }
    }

    private void leave(Failure failure, @Nullable Text trouble) {
        if (ended) {
            return;
        }
        ended = true;
        firstLogin.complete(new LoginResult.Refused(true, failure.text().toString()));
        link.close();
        parts.close(StanzaError.of(NetworkFailures.condition(failure), failure.text()), trouble);
        onEnd.run();
    }
}
