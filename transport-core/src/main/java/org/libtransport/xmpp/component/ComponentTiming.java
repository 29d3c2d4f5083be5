package org.libtransport.xmpp.component;

import java.time.Duration;

/**
 * The patience of a component.
 *
 * @param connect for a connection to be made
 * @param handshake for the server to open its stream and to accept the secret
 * @param close for the server to close its stream after us
 * @param keepAlive after so long without a write a blank is sent
 * @param silence after so long without a byte read the server is asked for a sign of life; after twice that time without
 *     one the link is given up. Also how long the kernel may wait for an acknowledgement, where epoll is used
 * @param firstPause before the second attempt; each pause is up to twice the last
 * @param longestPause between two attempts
 * @param stable a link that lasted this long counts as good: the next pause is the first again
 */
public record ComponentTiming(
        Duration connect,
        Duration handshake,
        Duration close,
        Duration keepAlive,
        Duration silence,
        Duration firstPause,
        Duration longestPause,
        Duration stable) {

    /** 30 s each to connect and to be accepted, a blank every 60 s, pauses from 1 s to 60 s. */
    public static ComponentTiming usual() {
        return new ComponentTiming(
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10));
    }

    public ComponentTiming withClose(Duration other) {
        return new ComponentTiming(connect, handshake, other, keepAlive, silence, firstPause, longestPause, stable);
    }

    public ComponentTiming withSilence(Duration other) {
        return new ComponentTiming(connect, handshake, close, keepAlive, other, firstPause, longestPause, stable);
    }

    public ComponentTiming withPauses(Duration first, Duration longest) {
        return new ComponentTiming(connect, handshake, close, keepAlive, silence, first, longest, stable);
    }
}
