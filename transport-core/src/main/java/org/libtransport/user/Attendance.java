package org.libtransport.user;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.Conversations;
import org.libtransport.presence.Resources;
import org.libtransport.text.Sentence;
import org.libtransport.text.Text;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one user is on XMPP: keeps the resources, tells them how the transport is and the network how the user is, and
 * notices when nobody is left. Not thread-safe: belongs to the user's loop.
 */
final class Attendance {

    private static final Logger log = LoggerFactory.getLogger(Attendance.class);

    /** How long a client may take from its password to its first presence, and all of them to speak after a reconnect. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    /** Server mode: how long the session outlives its last resource, which may be replaced or be reconnecting. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Jid jid;
    private final Loop loop;
    private final NetworkLink link;
    private final UserContacts contacts;
    private final Conversations conversations;
    private final TransportVoice transport;
    private final boolean serverMode;
    private final BooleanSupplier stays;
    private final Watcher watcher;
    private final Resources resources = new Resources();
    /** Resources that have spoken to contacts only, so that only contacts will hear that they are gone. */
    private final Set<Jid> directed = new HashSet<>(0);

    private Loop.@Nullable Timer watch;

    /** Who is told where the user is. */
    interface Watcher {

        /** A resource is available, maybe since before. */
        void seen(Presence presence);

        /** A resource that may have missed something, because the link to XMPP was lost, is there still. */
        void stillHere(Jid resource);

        void gone(Jid resource);

        /** Every resource that is {@linkplain #stillHere still here} has said so. */
        void allHeard();

        /** The user may be shown otherwise than before. */
        void changed();

        /** The last resource is gone; may be told again. */
        void nobodyHere();
    }

    /** @param stays gateway mode: whether the user stays on the network when nobody is left, asked each time */
    Attendance(
            Jid jid,
            Loop loop,
            NetworkLink link,
            UserContacts contacts,
            Conversations conversations,
            TransportVoice transport,
            UserServices services,
            BooleanSupplier stays,
            Watcher watcher) {
        this.jid = jid;
        this.loop = loop;
        this.link = link;
        this.contacts = contacts;
        this.conversations = conversations;
        this.transport = transport;
        this.serverMode = services.policy().serverMode();
        this.stays = stays;
        this.watcher = watcher;
    }

    /** Server mode: a client has logged in, and its first presence is awaited. */
    void expectSomebody() {
        if (serverMode) {
            watch(this::endIfNobodyIsHere);
        }
    }

    /** The network has accepted the user, maybe for the first time. */
    void networkReached(boolean first) {
        if (first && resources.isEmpty()) {
            expectSomebody();
        }
        if (!resources.isEmpty()) {
            transport.online(jid, resources.highest());
        }
    }

    /** A presence to the transport that is about the user, not about a subscription. */
    void presence(Presence presence) {
        Jid from = Objects.requireNonNull(presence.from());
        transport.heard(presence);
        conversations.forgetResources();
        directed.remove(from);
        switch (presence.type()) {
            case AVAILABLE -> available(from, presence);
            case UNAVAILABLE -> unavailable(from);
            case PROBE -> tellState(from);
            case ERROR -> {
                if (resources.remove(from)) {
                    watcher.gone(from);
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
        boolean stale = resources.isStale(from);
        boolean arrived = resources.put(from, presence);
        watcher.seen(presence);
        if (stale) {
            watcher.stillHere(from);
        }
        if (arrived) {
            tellState(from);
            contacts.roster().tellOnline(from);
        }
        resourcesChanged();
    }

    private void unavailable(Jid from) {
        contacts.forgetResource(from);
        if (from.isBare()) {
            for (Jid each : resources.addresses()) {
                resources.remove(each);
                watcher.gone(each);
            }
        } else if (resources.remove(from)) {
            watcher.gone(from);
        } else {
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
            watcher.changed();
        }
    }

    private void lastResourceGone() {
        if (serverMode) {
            loop.schedule(LINGER, this::endIfNobodyIsHere);
        } else if (stays.getAsBoolean() && link.isOnline()) {
            log.info("{} stays on the network without a client", jid);
        } else {
            watcher.nobodyHere();
        }
    }

    private void endIfNobodyIsHere() {
        if (resources.isEmpty()) {
            watcher.nobodyHere();
        }
    }

    /** All resources that are available. */
    Collection<Jid> addresses() {
        return resources.addresses();
    }

    /** The last presence of the resource that speaks for the user, or null if there is none. */
    @Nullable
    Presence speaker() {
        return resources.speaker();
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
            transport.offline(to, Text.of(Sentence.CONNECTING));
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
            resources.removeStale().forEach(watcher::gone);
            watcher.allHeard();
            resourcesChanged();
        });
    }

    /** Gateway mode: the link to the XMPP server was lost. Nobody can speak up without it, so nobody is gone yet. */
    void linkLost() {
        stopWatching();
    }

    /** The user is logged out: nobody is waited for any more. */
    void close() {
        stopWatching();
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
}
