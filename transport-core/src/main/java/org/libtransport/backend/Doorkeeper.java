package org.libtransport.backend;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.peer.Connection;
import org.libtransport.backend.peer.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may connect to the backend port, since whoever is a backend is given passwords: processes that this
 * transport started, processes of the same user or of root, and whoever presents the token. Also bounds how many
 * connections there are.
 *
 * <p>Safe for use by several event loops.
 */
final class Doorkeeper {

    private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

    /** Connections of which it is not known yet whether they may stay. */
    private static final int NEWCOMERS = 200;

    private final int limit;
    private final AccessToken token;
    private final boolean external;
    private final Function<Connection, CompletionStage<Peer>> lookup;
    private final StrangerLog strangers;
    private final AtomicInteger newcomers = new AtomicInteger();
    private final AtomicInteger residents = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /**
     * Takes the door over.
     *
     * @param limit of connections that were let in
     * @param external whether backends are started by others
     * @param lookup finds out who is at the other end, without blocking
     */
    Doorkeeper(
            int limit,
            AccessToken token,
            boolean external,
            Function<Connection, CompletionStage<Peer>> lookup,
            StrangerLog strangers) {
        this.limit = limit;
        this.token = token;
        this.external = external;
        this.lookup = lookup;
        this.strangers = strangers;
    }

    /** Whether a connection may wait for its {@link #admits admission}. If so, {@link #decided} must follow. */
    boolean enter(Channel channel) {
        if (newcomers.incrementAndGet() <= NEWCOMERS) {
            return true;
        }
        newcomers.decrementAndGet();
        turnAway(channel, "too many connections wait to be let in");
        return false;
    }

    /** It was let in or turned away, or went by itself. */
    void decided() {
        newcomers.decrementAndGet();
    }

    /** Whether one more may stay. It is counted until its channel is closed. */
    boolean admits(Channel channel) {
        if (residents.incrementAndGet() <= limit) {
            full.set(false);
            channel.closeFuture().addListener(closed -> residents.decrementAndGet());
            return true;
        }
        residents.decrementAndGet();
        if (!full.getAndSet(true)) {
            log.warn("{} backend connections are open; new ones are closed at once", limit);
        }
        return false;
    }

    /** Finds out who is at the other end of a connection on this machine. Completes on any thread. */
    CompletionStage<Peer> recognise(Channel channel) {
        if (channel.remoteAddress() instanceof InetSocketAddress peer
                && channel.localAddress() instanceof InetSocketAddress ours) {
            return lookup.apply(new Connection(peer, ours));
        }
        return CompletableFuture.completedFuture(Peer.UNKNOWN);
    }

    /** Lets in who needs no token; null if this one does. */
    @Nullable
    Admission withoutToken(Peer peer) {
        if (peer.spawned() > 0) {
            return Admission.spawned(peer.spawned(), token);
        }
        return peer.trusted() ? Admission.neighbour(peer.spawned(), external, token) : null;
    }

    /** Lets in who presents the right token; null for a wrong one. */
    @Nullable
    Admission byToken(Peer peer, String presented) {
        return token.matches(presented) ? Admission.byToken(peer.spawned(), token) : null;
    }

    /** One was turned away, for this reason. */
    void turnAway(Channel channel, String reason) {
        strangers.turnedAway(channel, reason);
    }
}
