package org.libtransport.backend;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Logs who was turned away: once a minute for each address, with the number of those in between. Any thread. */
final class StrangerLog {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Addresses that are told apart; whoever has the whole of IPv6 to choose from must not fill the memory. */
    private static final int ADDRESSES = 1000;

    private static final String OTHERS = "other addresses";

    private record Line(long at, long since) {}

    private final LongSupplier nanoTime;
    private final Logger log;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    StrangerLog(LongSupplier nanoTime, Logger log) {
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /**
     * One more was turned away.
     *
     * @param reason for people; must not hold what the stranger sent
     */
    void turnedAway(Channel channel, String reason) {
        turnedAway(
                channel.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                        ? peer.getAddress().getHostAddress()
                        : "an unknown address",
                reason);
    }

    /**
     * One more was turned away.
     *
     * @param address without a port
     * @param reason for people; must not hold what the stranger sent
     */
    void turnedAway(String address, String reason) {
        long now = nanoTime.getAsLong();
        String key = lines.containsKey(address) || hasRoom(now) ? address : OTHERS;
        lines.compute(key, (same, last) -> {
            if (last == null || now - last.at >= MINUTE) {
                say(key, reason, last == null ? 0 : last.since);
                return new Line(now, 0);
            }
            return new Line(last.at, last.since + 1);
        });
    }

    private boolean hasRoom(long now) {
        if (lines.size() >= ADDRESSES) {
            lines.values().removeIf(line -> now - line.at >= MINUTE);
        }
        return lines.size() < ADDRESSES;
    }

    private void say(String address, String reason, long before) {
        if (before == 0) {
            log.warn("Turned away a connection to the backend port from {}: {}", address, reason);
        } else {
            log.warn(
                    "Turned away a connection to the backend port from {}: {}; {} more since this was said last",
                    address,
                    reason,
                    before);
        }
    }
}
