package org.libtransport.xmpp.server;

import java.time.Duration;

/**
 * The patience with clients.
 *
 * @param negotiation for a client to get from its connection to a bound resource, not counted while the network logs it in
 * @param login for the network to answer a log-in
 * @param close for a client to close its stream after us
 * @param keepAlive after so long without a write a blank is sent
 * @param silence after so long without a byte read the client is pinged; after twice that time it is gone
 */
public record ServerTiming(Duration negotiation, Duration login, Duration close, Duration keepAlive, Duration silence) {

    /** 60 s to log in, 3 minutes for the network, 2 s to close, a blank a minute, a ping after 5 minutes. */
    public static ServerTiming usual() {
        return new ServerTiming(
                Duration.ofSeconds(60),
                Duration.ofMinutes(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5));
    }
}
