package org.libtransport.backend;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.Set;

/** Decides whether a link is read: only while nobody has a reason against it. The rest waits in the peer's socket. */
final class ReadGate {

    enum Reason {
        /** XMPP takes no more. */
        FRONTEND_FULL,
        /** The users' loops are behind with this link's events. */
        EVENTS_WAITING,
        /** The peer's last query is not answered yet. */
        QUERY_RUNNING
    }

    private final Channel channel;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private volatile boolean open = true;
    private volatile boolean wasClosed;

    ReadGate(Channel channel) {
        this.channel = channel;
    }

    /** May be called from any thread. */
    void set(Reason reason, boolean closed) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> set(reason, closed));
            return;
        }
        if (closed) {
            reasons.add(reason);
            wasClosed = true;
        } else {
            reasons.remove(reason);
        }
        open = reasons.isEmpty();
        if (channel.config().isAutoRead() != open) {
            channel.config().setAutoRead(open);
        }
    }

    /** Whether the link was not read for any time since this was asked last. */
    boolean wasClosed() {
        boolean was = wasClosed;
        wasClosed = !open;
        return was || !open;
    }
}
