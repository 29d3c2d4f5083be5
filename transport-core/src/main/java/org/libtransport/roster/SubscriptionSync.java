package org.libtransport.roster;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;

/**
 * Gateway mode without privileges: contacts are given to clients that put them into the roster (XEP-0144), else each asks
 * the user for a subscription, with its name as a nickname (XEP-0172).
 *
 * <p>Requests are collected for a moment, so that a name that follows its contact travels with it, and each contact asks
 * once in a session.
 */
public final class SubscriptionSync implements RosterSync {

    private static final Duration COLLECT = Duration.ofSeconds(1);
    private static final String NICK_NAMESPACE = "http://jabber.org/protocol/nick";

    private final Jid user;
    private final Loop loop;
    private final Consumer<Stanza> out;
    private final Set<Buddy> waiting = new LinkedHashSet<>();
    private final Set<Buddy> asked = new HashSet<>();
    private final RosterExchange exchange;
    private Loop.@Nullable Timer timer;

    public SubscriptionSync(Jid user, Loop loop, Consumer<Stanza> out, RosterExchange exchange) {
        this.user = user;
        this.loop = loop;
        this.out = out;
        this.exchange = exchange;
    }

    @Override
    public void added(Buddy buddy) {
        if (buddy.isMutual() || !asked.add(buddy)) {
            return;
        }
        waiting.add(buddy);
        if (timer == null) {
            timer = loop.schedule(COLLECT, this::ask);
        }
    }

    private void ask() {
        timer = null;
        List<Buddy> batch = waiting.stream().filter(buddy -> !buddy.isMutual()).toList();
        waiting.clear();
        if (!batch.isEmpty()) {
            exchange.add(batch).thenAccept(taken -> {
                if (!taken) {
                    subscribe(batch);
                }
            });
        }
    }

    private void subscribe(List<Buddy> batch) {
        for (Buddy buddy : batch) {
            if (!buddy.isMutual() && asked.contains(buddy)) {
                List<Element> nick = buddy.alias().isEmpty()
                        ? List.of()
                        : List.of(Element.of("nick", NICK_NAMESPACE, buddy.alias()));
                out.accept(Presence.of(buddy.jid().bare(), user, Presence.Type.SUBSCRIBE, nick));
            }
        }
    }

    @Override
    public void reciprocate(Buddy buddy) {
        out.accept(Presence.of(buddy.jid().bare(), user, Presence.Type.SUBSCRIBE));
    }

    /** Where no client takes it the name in the user's roster stays. */
    @Override
    public void renamed(Buddy buddy) {
        exchange.modify(List.of(buddy));
    }

    @Override
    public void removed(Buddy buddy) {
        waiting.remove(buddy);
        asked.remove(buddy);
        exchange.delete(List.of(buddy));
        out.accept(Presence.of(buddy.jid().bare(), user, Presence.Type.UNSUBSCRIBE));
        out.accept(Presence.of(buddy.jid().bare(), user, Presence.Type.UNSUBSCRIBED));
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.cancel();
        }
        waiting.clear();
    }
}
