package org.libtransport.xmpp.component;

import java.time.Duration;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.XmlLimits;

/**
 * How to reach the XMPP server as its component.
 *
 * @param jid the component's address
 * @param host name or IP address of the server
 * @param secret shared with the server; kept out of {@link #toString}
 * @param connectTimeout from the first packet to the accepted handshake
 * @param keepAlive after this long without sending anything, a blank is sent
 * @param firstPause before the second attempt to connect; doubles up to {@code longestPause}
 * @param outageMessages how many messages wait while there is no link
 */
public record ComponentSettings(
        Jid jid,
        String host,
        int port,
        String secret,
        XmlLimits limits,
        Duration connectTimeout,
        Duration keepAlive,
        Duration firstPause,
        Duration longestPause,
        int outageMessages) {

    /** The usual limits and times. */
    public static ComponentSettings of(Jid jid, String host, int port, String secret) {
        return new ComponentSettings(
                jid,
                host,
                port,
                secret,
                XmlLimits.COMPONENT,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                10_000);
    }

    @Override
    public String toString() {
        return "ComponentSettings[" + jid + " at " + host + ":" + port + "]";
    }
}
