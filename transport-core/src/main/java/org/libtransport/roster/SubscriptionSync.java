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
 * Gateway mode without privileges: each contact asks the user for a subscription, with its name as a nickname (XEP-0172).
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
    private Loop.@Nullable Timer timer;

    public SubscriptionSync(Jid user, Loop loop, Consumer<Stanza> out) {
        this.user = user;
        this.loop = loop;
        this.out = out;
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
        for (Buddy buddy : waiting) {
            if (!buddy.isMutual()) {
                List<Element> nick = buddy.alias().isEmpty()
                        ? List.of()
                        : List.of(Element.of("nick", NICK_NAMESPACE, buddy.alias()));
                out.accept(Presence.of(buddy.jid().bare(), user, Presence.Type.SUBSCRIBE, nick));
            }
        }
        waiting.clear();
    }

    /** Without a privilege a gateway cannot rename what is in the user's roster. */
    @Override
    public void renamed(Buddy buddy) {}

    @Override
    public void removed(Buddy buddy) {
        waiting.remove(buddy);
        asked.remove(buddy);
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
