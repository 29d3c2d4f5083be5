package org.libtransport.user;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.frontend.LoginResult;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
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
 * The users of one loop. Decides who becomes a user: reads the record of whoever sends a first presence, or logs in. Not
 * thread-safe: belongs to its loop.
 */
final class UserShard {

    private static final Logger log = LoggerFactory.getLogger(UserShard.class);
    private static final String MUC_NAMESPACE = "http://jabber.org/protocol/muc";
    private static final LoginResult BUSY = new LoginResult.Refused(true, "This account is just being logged in.");

    private final Loop loop;
    private final UserServices services;
    private final Strangers strangers;
    private final Map<Jid, User> users = new HashMap<>();
    /** Whose record is being read, with what they sent meanwhile. */
    private final Map<Jid, WaitingStanzas> arriving = new HashMap<>();

    private final Departures departures = new Departures();

    private boolean stopping;

    UserShard(Loop loop, UserServices services) {
        this.loop = loop;
        this.services = services;
        this.strangers = new Strangers(services);
    }

    @Nullable
    User find(Jid bare) {
        return users.get(bare);
    }

    Collection<User> all() {
        return List.copyOf(users.values());
    }

    /** A message or a presence of a user. */
    void handle(Stanza stanza, Jid from, @Nullable Jid to) {
        User user = users.get(from.bare());
        if (user != null) {
            handle(user, stanza, to);
            return;
        }
        WaitingStanzas waiting = arriving.get(from.bare());
        if (waiting != null) {
            whileArriving(stanza, to, waiting);
        } else if (stanza instanceof Presence presence) {
            presenceOfNobody(presence, from, to);
        } else {
            strangers.refuse(stanza, from);
        }
    }

    private void whileArriving(Stanza stanza, @Nullable Jid to, WaitingStanzas waiting) {
        if (stanza instanceof Presence presence && isToContact(to) && !presence.isSubscription()) {
            // One for each contact comes with the first of all; the user is told how contacts are without asking.
            log.debug("Presence of {} to a contact needs no answer yet", presence.from());
        } else if (!waiting.offer(stanza)) {
            services.bounce(stanza, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "You are still being logged in."));
        }
    }

    private static boolean isToContact(@Nullable Jid to) {
        return to != null && to.local() != null;
    }

    private void handle(User user, Stanza stanza, @Nullable Jid to) {
        boolean toContact = isToContact(to);
        if (stanza instanceof Presence presence && !toContact) {
            if (presence.isSubscription()) {
                subscriptionToTransport(presence, user);
            } else {
                user.presence(presence);
                if (!users.containsKey(user.jid())) {
                    departures.add(user.jid(), loop.nanoTime());
                }
            }
        } else if (stanza instanceof Presence presence) {
            presenceToContact(user, presence);
        } else if (stanza instanceof Message message && !message.isError()) {
            if (message.type() == Message.Type.GROUPCHAT) {
                services.bounce(message, StanzaError.of(Condition.NOT_ACCEPTABLE, "You are not in this room."));
            } else if (toContact) {
                user.toContact(message);
            } else {
                services.bounce(
                        message,
                        StanzaError.of(Condition.SERVICE_UNAVAILABLE, "The transport itself takes no messages."));
            }
        }
    }

    private void presenceToContact(User user, Presence presence) {
        if (presence.isSubscription()) {
            user.toContact(presence);
        } else if (presence.type() == Presence.Type.PROBE) {
            user.contacts().answerProbe(presence);
        } else if (isRoomJoin(presence)) {
            refuseRoom(presence);
        } else {
            user.directedPresence(presence);
        }
    }

    private static boolean isRoomJoin(Presence presence) {
        return presence.type() == Presence.Type.AVAILABLE && presence.payload("x", MUC_NAMESPACE) != null;
    }

    private void refuseRoom(Presence join) {
        services.bounce(join, StanzaError.of(Condition.FEATURE_NOT_IMPLEMENTED, "Rooms cannot be joined here."));
    }

    private void subscriptionToTransport(Presence presence, @Nullable User user) {
        Jid from = Objects.requireNonNull(presence.from());
        Jid transport = services.policy().transport();
        switch (presence.type()) {
            case SUBSCRIBE -> {
                services.send(Presence.of(transport, from.bare(), Presence.Type.SUBSCRIBED));
                if (user != null) {
                    user.tellState();
                }
            }
            case UNSUBSCRIBE -> services.send(Presence.of(transport, from.bare(), Presence.Type.UNSUBSCRIBED));
            case UNSUBSCRIBED -> {
                if (user != null) {
                    user.logOut();
                }
            }
            default -> log.debug("{} is subscribed to", from);
        }
    }

    /** A presence of somebody who is not logged in. */
    private void presenceOfNobody(Presence presence, Jid from, @Nullable Jid to) {
        if (isRoomJoin(presence)) {
            refuseRoom(presence);
        } else if (presence.type() == Presence.Type.AVAILABLE) {
            arrive(presence, from);
        } else if (isToContact(to)) {
            strangers.presenceToContact(presence, from, Objects.requireNonNull(to));
        } else if (presence.isSubscription()) {
            subscriptionToTransport(presence, null);
        } else if (presence.type() == Presence.Type.PROBE) {
            strangers.unavailable(from, to);
        } else if (presence.type() == Presence.Type.UNAVAILABLE) {
            strangers.unavailable(from, to);
            markOffline(from.bare());
        }
    }

    /** Somebody whom an earlier run left marked as online is not. */
    private void markOffline(Jid bare) {
        services.storage()
                .find(bare.toString())
                .thenAccept(record -> loop.execute(() -> {
                    boolean stillMarked = record.isPresent() && record.get().online();
                    if (stillMarked && !users.containsKey(bare) && !arriving.containsKey(bare)) {
                        services.storage().setOnline(record.get().id(), false);
                    }
                }));
    }

    private void arrive(Presence presence, Jid from) {
        if (stopping) {
            return;
        }
        if (services.policy().serverMode()) {
            // The user was logged out under a client that stayed: only a new log-in brings the password again.
            services.frontend().endSessions(from.bare(), "You were logged out. Log in again.");
            return;
        }
        Jid bare = from.bare();
        WaitingStanzas waiting = new WaitingStanzas();
        waiting.offer(presence);
        arriving.put(bare, waiting);
        findOrRegister(bare)
                .whenComplete((stored, failure) -> loop.execute(() -> {
                    arriving.remove(bare);
                    if (failure != null) {
                        log.warn("{} cannot be logged in: the database does not answer", bare, failure);
                        bounceAll(
                                waiting,
                                StanzaError.of(
                                        Condition.RESOURCE_CONSTRAINT,
                                        "You cannot be logged in now, try again later."));
                    } else if (stored.isEmpty()) {
                        bounceAll(waiting, Strangers.NOT_REGISTERED);
                    } else if (stopping) {
                        bounceAll(
                                waiting,
                                StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, "The transport is being stopped."));
                    } else if ("0".equals(stored.get().settings().get(Setting.ENABLE_TRANSPORT.key()))) {
                        bounceAll(
                                waiting,
                                StanzaError.of(
                                        Condition.RECIPIENT_UNAVAILABLE, "You have switched this transport off."));
                    } else {
                        User user = add(bare, stored.get(), stored.get().user().password());
                        arrived(user, waiting);
                    }
                }));
    }

    /** Hands over what came in meanwhile; the user may leave by it, and even come again. */
    private void arrived(User user, WaitingStanzas waiting) {
        waiting.drainTo(stanza -> handle(stanza, Objects.requireNonNull(stanza.from()), stanza.to()));
        user.start();
    }

    private void bounceAll(WaitingStanzas waiting, StanzaError error) {
        waiting.drainTo(stanza -> services.bounce(stanza, error));
    }

    private CompletionStage<Optional<StoredUser>> findOrRegister(Jid bare) {
        UserPolicy policy = services.policy();
        return services.storage().load(bare.toString()).thenCompose(stored -> {
            boolean automatic =
                    policy.autoRegister() || !services.backends().features().needRegistration();
            if (stored.isPresent() || !automatic || !policy.admits(bare)) {
                return CompletableFuture.completedFuture(stored);
            }
            Registration registration = new Registration(bare.toString(), bare.toString(), "", policy.language());
            return services.storage().register(registration).thenApply(UserShard::withoutContacts);
        });
    }

    private static Optional<StoredUser> withoutContacts(UserRecord record) {
        return Optional.of(new StoredUser(record, List.of(), Map.of()));
    }

    private User add(Jid bare, StoredUser stored, String password) {
        UserRecord record = stored.user();
        Account account = new Account(record.id(), record.uin(), password);
        User user =
                new User(bare, loop, account, stored.buddies(), stored.settings(), services, () -> users.remove(bare));
        users.put(bare, user);
        return user;
    }

    /** Server mode: a client gave name and password. */
    CompletionStage<LoginResult> login(Jid bare, String password) {
        User present = users.get(bare);
        if (present != null && present.hasPassword(password)) {
            return present.firstLogin();
        }
        if (present != null && present.isProven()) {
            return CompletableFuture.completedFuture(new LoginResult.Refused(false, "The password is wrong."));
        }
        if (stopping || present != null || arriving.containsKey(bare)) {
            return CompletableFuture.completedFuture(BUSY);
        }
        WaitingStanzas waiting = new WaitingStanzas();
        arriving.put(bare, waiting);
        CompletableFuture<LoginResult> result = new CompletableFuture<>();
        accountOf(bare)
                .whenComplete((stored, failure) -> loop.execute(() -> {
                    arriving.remove(bare);
                    if (failure != null || stopping) {
                        if (failure != null) {
                            log.warn("{} cannot be logged in: the database does not answer", bare, failure);
                        }
                        result.complete(new LoginResult.Refused(true, "You cannot be logged in now, try again later."));
                        bounceAll(
                                waiting,
                                StanzaError.of(
                                        Condition.RECIPIENT_UNAVAILABLE, "You are not logged in to the network."));
                        return;
                    }
                    User user = add(bare, stored, password);
                    user.firstLogin().thenAccept(result::complete);
                    arrived(user, waiting);
                }));
        return result;
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

    /** Server mode: the client went away before its log-in ended. */
    void abandon(Jid bare) {
        User user = users.get(bare);
        if (user != null && !user.isProven()) {
            user.logOut();
        }
    }

    void linkLost() {
        departures.linkLost(loop.nanoTime());
        all().forEach(User::linkLost);
    }

    void resynchronize() {
        all().forEach(User::resynchronize);
        Jid transport = services.policy().transport();
        departures.take().stream()
                .filter(jid -> !users.containsKey(jid))
                .forEach(jid -> services.send(Presence.of(transport, jid, Presence.Type.PROBE)));
    }

    void shutDown() {
        stopping = true;
        all().forEach(User::shutDown);
    }
}
