package org.libtransport.user;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.libtransport.concurrent.Loop;
import org.libtransport.frontend.LoginResult;
import org.libtransport.room.Rooms;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.jid.LegacyNames;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who becomes a user: reads the record of whoever sends a first presence, or logs in, and keeps what they send
 * meanwhile. Not thread-safe: belongs to its loop.
 */
final class Arrivals {

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);
    private static final LoginResult BUSY = new LoginResult.Refused(true, "This account is just being logged in.");
    private static final StanzaError NOT_OF_HERE = StanzaError.of(Condition.NOT_ALLOWED, Sentence.NOT_OF_HERE);
    private static final StanzaError NOT_VIP = StanzaError.of(Condition.NOT_ALLOWED, Sentence.NOT_VIP);
    private static final LoginResult WRONG_PASSWORD = new LoginResult.Refused(false, "The password is wrong.");

    private final Loop loop;
    private final UserServices services;
    private final Map<Jid, User> users;
    private final Consumer<Stanza> handler;
    /** Whose record is being read, with what they sent meanwhile. */
    private final Map<Jid, WaitingStanzas> arriving = new HashMap<>();

    private boolean stopping;

    /**
     * @param users who is logged in; whoever has arrived is added
     * @param handler takes what somebody sent while arriving
     */
    Arrivals(Loop loop, UserServices services, Map<Jid, User> users, Consumer<Stanza> handler) {
        this.loop = loop;
        this.services = services;
        this.users = users;
        this.handler = handler;
    }

    boolean isArriving(Jid bare) {
        return arriving.containsKey(bare);
    }

    /** A stanza of somebody who is {@linkplain #isArriving arriving}. */
    void meanwhile(Stanza stanza, Jid bare) {
        if (stanza instanceof Presence presence
                && UserShard.isToContact(stanza.to())
                && !presence.isSubscription()
                && !Rooms.isJoin(presence)) {
            // One for each contact comes with the first of all; the user is told how contacts are without asking.
            log.debug("Presence of {} to a contact needs no answer yet", presence.from());
        } else if (!Objects.requireNonNull(arriving.get(bare)).offer(stanza)) {
            services.bounce(stanza, StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.STILL_LOGGING_IN));
        }
    }

    /** Nobody arrives any more. */
    void close() {
        stopping = true;
    }

    /** Somebody whom an earlier run left marked as online is not. */
    void markOffline(Jid bare) {
        services.storage()
                .find(bare.toString())
                .thenAccept(record -> loop.execute(() -> {
                    boolean stillMarked = record.isPresent() && record.get().online();
                    if (stillMarked && !users.containsKey(bare) && !arriving.containsKey(bare)) {
                        services.storage().setOnline(record.get().id(), false);
                    }
                }));
    }

    /** The first presence of somebody who is not logged in. */
    void arrive(Presence presence, Jid bare) {
        if (stopping) {
            return;
        }
        if (services.policy().serverMode()) {
            // The user was logged out under a client that stayed: only a new log-in brings the password again.
            services.frontend().endSessions(bare, "You were logged out. Log in again.");
            return;
        }
        WaitingStanzas waiting = new WaitingStanzas();
        waiting.offer(presence);
        arriving.put(bare, waiting);
        findOrRegister(bare, presence)
                .whenComplete((stored, failure) -> loop.execute(() -> {
                    arriving.remove(bare);
                    if (failure != null) {
                        log.warn("{} cannot be logged in: the database does not answer", bare, failure);
                        bounceAll(waiting, StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.CANNOT_LOG_IN_NOW));
                    } else if (stored.isEmpty()) {
                        bounceAll(waiting, Strangers.NOT_REGISTERED);
                    } else if (stopping) {
                        bounceAll(
                                waiting, StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.TRANSPORT_STOPPING));
                    } else if ("0".equals(stored.get().settings().get(Setting.ENABLE_TRANSPORT.key()))) {
                        bounceAll(waiting, StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.SWITCHED_OFF));
                    } else if (!services.policy().letsIn(bare)) {
                        bounceAll(waiting, NOT_OF_HERE);
                    } else if (isKeptOut(stored.get())) {
                        refuse(presence, waiting);
                    } else {
                        User user = add(bare, stored.get(), stored.get().user().password());
                        arrived(user, waiting);
                    }
                }));
    }

    private boolean isKeptOut(StoredUser stored) {
        return services.policy().vipOnly() && !stored.user().vip();
    }

    /** Tells somebody who is no VIP, once for each attempt to log in. */
    private void refuse(Presence presence, WaitingStanzas waiting) {
        Jid from = Objects.requireNonNull(presence.from());
        String message = services.policy().vipMessage();
        log.info("{} is no VIP and cannot log in", from.bare());
        if (!message.isEmpty()) {
            services.send(Message.chat(services.policy().transport(), from, message));
        }
        bounceAll(waiting, NOT_VIP);
    }

    /** Hands over what came in meanwhile; the user may leave by it, and even come again. */
    void arrived(User user, WaitingStanzas waiting) {
        waiting.drainTo(handler);
        user.start();
    }

    private void bounceAll(WaitingStanzas waiting, StanzaError error) {
        waiting.drainTo(stanza -> services.bounce(stanza, error));
    }

    private CompletionStage<Optional<StoredUser>> findOrRegister(Jid bare, Presence presence) {
        UserPolicy policy = services.policy();
        return services.storage().load(bare.toString()).thenCompose(stored -> {
            boolean automatic =
                    policy.autoRegister() || !services.backends().features().needRegistration();
            if (stored.isPresent() || !automatic || !policy.admits(bare)) {
                return CompletableFuture.completedFuture(stored);
            }
            Registration registration =
                    new Registration(bare.toString(), nameOf(bare, presence), "", policy.language());
            return services.storage().register(registration).thenApply(Arrivals::withoutContacts);
        });
    }

    /** Where nobody has to register, the network knows the user by the nickname that the first room is entered with. */
    private static String nameOf(Jid bare, Presence presence) {
        Jid to = presence.to();
        String nickname = Rooms.isJoin(presence) && to != null ? to.resource() : null;
        return nickname == null ? bare.toString() : nickname;
    }

    private static Optional<StoredUser> withoutContacts(UserRecord record) {
        return Optional.of(new StoredUser(record, List.of(), Map.of()));
    }

    private User add(Jid bare, StoredUser stored, String password) {
        UserRecord record = stored.user();
        Account account = new Account(record.id(), record.uin(), record.language(), password, record.token());
        User user =
                new User(bare, loop, account, stored.buddies(), stored.settings(), services, () -> users.remove(bare));
        users.put(bare, user);
        return user;
    }

    /** Server mode: a client gave name and password. */
    void login(Jid bare, PendingLogin attempt) {
        User present = users.get(bare);
        if (present != null && present.hasPassword(attempt.password())) {
            present.admit(attempt);
        } else if (present != null && present.isProven()) {
            attempt.end(WRONG_PASSWORD);
        } else if (stopping || present != null || arriving.containsKey(bare)) {
            attempt.end(BUSY);
        } else {
            logIn(bare, attempt);
        }
    }

    private void logIn(Jid bare, PendingLogin attempt) {
        WaitingStanzas waiting = new WaitingStanzas();
        arriving.put(bare, waiting);
        accountOf(bare)
                .whenComplete((stored, failure) -> loop.execute(() -> {
                    arriving.remove(bare);
                    if (failure != null) {
                        log.warn("{} cannot be logged in: the database does not answer", bare, failure);
                    }
                    if (failure != null || stopping || attempt.isOver()) {
                        attempt.end(new LoginResult.Refused(
                                true, Text.of(Sentence.CANNOT_LOG_IN_NOW).toString()));
                        bounceAll(waiting, StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NOT_LOGGED_IN));
                        return;
                    }
                    if (isKeptOut(stored)) {
                        log.info("{} is no VIP and cannot log in", bare);
                        String message = services.policy().vipMessage();
                        attempt.end(new LoginResult.Refused(
                                false, message.isEmpty() ? "This account is for certain users only." : message));
                        bounceAll(waiting, NOT_VIP);
                        return;
                    }
                    User user = add(bare, stored, attempt.password());
                    user.admit(attempt);
                    arrived(user, waiting);
                }));
    }

    /** Server mode keeps no passwords: who is new is stored with the name the address gives and an empty one. */
    private CompletionStage<StoredUser> accountOf(Jid bare) {
        return services.storage().load(bare.toString()).thenCompose(stored -> {
            if (stored.isPresent()) {
                return CompletableFuture.completedFuture(stored.get());
            }
            String uin = LegacyNames.toLoginName(Objects.requireNonNull(bare.local()));
            return services.storage()
                    .register(new Registration(
                            bare.toString(), uin, "", services.policy().language()))
                    .thenApply(record -> new StoredUser(record, List.of(), Map.of()));
        });
    }
}
