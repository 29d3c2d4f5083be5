package org.libtransport.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users of one loop, and the way of their stanzas to what handles them. Not thread-safe: belongs to its loop. */
final class UserShard {

    private static final Logger log = LoggerFactory.getLogger(UserShard.class);

    private final Loop loop;
    private final UserServices services;
    private final Strangers strangers;
    private final Map<Jid, User> users = new HashMap<>();
    private final Arrivals arrivals;
    private final Departures departures = new Departures();

    private final Trickle greetings;

    /** @param pause the longest between two users who are told all state after the link to XMPP was lost */
    UserShard(Loop loop, UserServices services, Supplier<Duration> pause) {
        this.loop = loop;
        this.services = services;
        this.greetings = new Trickle(loop, pause, services.random());
        this.strangers = new Strangers(services);
        this.arrivals = new Arrivals(
                loop, services, users, stanza -> handle(stanza, Objects.requireNonNull(stanza.from()), stanza.to()));
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
        if (arrivals.isArriving(from.bare())) {
            arrivals.meanwhile(stanza, from.bare());
        } else if (stanza instanceof Presence presence) {
            presenceOfNobody(presence, from, to);
        } else {
            strangers.refuse(stanza, from);
        }
    }

    static boolean isToContact(@Nullable Jid to) {
        return to != null && to.local() != null;
    }

    private void handle(User user, Stanza stanza, @Nullable Jid to) {
        boolean toContact = isToContact(to);
        if (stanza instanceof Presence presence && !toContact) {
            if (presence.isSubscription()) {
                subscriptionToTransport(presence, user);
            } else {
                user.attendance().presence(presence);
                if (!users.containsKey(user.jid())) {
                    departures.add(user.jid(), loop.nanoTime());
                }
            }
        } else if (stanza instanceof Presence presence) {
            user.stanzas().presence(presence);
        } else if (stanza instanceof Message message && !message.isError()) {
            if (toContact) {
                user.stanzas().message(message);
            } else {
                services.bounce(
                        message, StanzaError.of(Condition.SERVICE_UNAVAILABLE, Sentence.TRANSPORT_TAKES_NO_MESSAGES));
            }
        } else if (stanza instanceof Message error) {
            user.stanzas().bounced(error);
        }
    }

    private void subscriptionToTransport(Presence presence, @Nullable User user) {
        Jid from = Objects.requireNonNull(presence.from());
        Jid transport = services.policy().transport();
        switch (presence.type()) {
            case SUBSCRIBE -> {
                services.send(Presence.of(transport, from.bare(), Presence.Type.SUBSCRIBED));
                if (user != null) {
                    user.attendance().tellState();
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
        if (presence.type() == Presence.Type.AVAILABLE) {
            arrivals.arrive(presence, from.bare());
        } else if (isToContact(to) && presence.type() == Presence.Type.UNSUBSCRIBE) {
            unsubscribe(presence, from, Objects.requireNonNull(to));
        } else if (isToContact(to)) {
            strangers.presenceToContact(presence, from, Objects.requireNonNull(to));
        } else if (presence.isSubscription()) {
            subscriptionToTransport(presence, null);
        } else if (presence.type() == Presence.Type.PROBE) {
            strangers.unavailable(from, to);
        } else if (presence.type() == Presence.Type.UNAVAILABLE) {
            strangers.unavailable(from, to);
            arrivals.markOffline(from.bare());
        }
    }

    private void unsubscribe(Presence presence, Jid from, Jid contact) {
        services.storage()
                .load(from.bare().toString())
                .exceptionally(failure -> Optional.empty())
                .thenAccept(stored -> loop.execute(() -> {
                    if (users.containsKey(from.bare()) || arrivals.isArriving(from.bare())) {
                        handle(presence, from, contact);
                    } else {
                        strangers.unsubscribed(from, contact, stored);
                    }
                }));
    }

    /** Server mode: a client gave name and password. */
    void login(Jid bare, PendingLogin attempt) {
        arrivals.login(bare, attempt);
    }

    void linkLost() {
        greetings.clear();
        departures.linkLost(loop.nanoTime());
        all().forEach(User::xmppLost);
    }

    void resynchronize() {
        List<Runnable> tasks = new ArrayList<>();
        users.values().forEach(user -> tasks.add(() -> resynchronize(user)));
        for (int i = departures.count(); i > 0; i--) {
            tasks.add(this::probeDeparted);
        }
        greetings.clear();
        greetings.add(tasks);
    }

    private void resynchronize(User user) {
        if (users.get(user.jid()) == user) {
            user.attendance().resynchronize();
        }
    }

    private void probeDeparted() {
        Jid departed = departures.take();
        if (departed != null && !users.containsKey(departed)) {
            services.send(Presence.of(services.policy().transport(), departed, Presence.Type.PROBE));
        }
    }

    void shutDown() {
        greetings.clear();
        arrivals.close();
        all().forEach(User::shutDown);
    }
}
