package org.libtransport.xmpp.server;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that have not logged in yet, so that strangers cannot use up what clients need. Any thread. */
final class Newcomers {

    private final int mostPerAddress;
    private final int most;
    private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    Newcomers(int mostPerAddress, int most) {
        this.mostPerAddress = mostPerAddress;
        this.most = most;
    }

    /** False if there are too many already; otherwise {@link #leave} must follow. */
    boolean enter(InetAddress address) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            return false;
        }
        if (perAddress.merge(address, 1, Integer::sum) > mostPerAddress) {
            leave(address);
            return false;
        }
        return true;
    }

    void leave(InetAddress address) {
        all.decrementAndGet();
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
