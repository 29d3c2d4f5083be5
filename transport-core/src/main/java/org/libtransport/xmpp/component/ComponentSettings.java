package org.libtransport.xmpp.component;

import java.util.Objects;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stream.Outbox;
import org.libtransport.xmpp.xml.XmlLimits;

/**
 * How to reach the XMPP server.
 *
 * @param jid the address of the component, a bare domain
 * @param secret what component and server both know; never logged
 * @param limits what the server may send
 * @param timing when to give up, to try again, to ask for a sign of life
 * @param whileUp what may wait for a server that reads slowly
 * @param whileDown the messages that may wait for the next link
 */
public record ComponentSettings(
        Jid jid,
        String host,
        int port,
        String secret,
        XmlLimits limits,
        ComponentTiming timing,
        Outbox.Bounds whileUp,
        Outbox.Bounds whileDown) {

    /** About 64 MiB. */
    private static final Outbox.Bounds WHILE_UP = new Outbox.Bounds(100_000, 64L << 20);

    /** 10,000 messages or about 16 MiB. */
    private static final Outbox.Bounds WHILE_DOWN = new Outbox.Bounds(10_000, 16L << 20);

    public ComponentSettings {
        Objects.requireNonNull(secret);
        if (jid.local() != null || jid.resource() != null) {
            throw new IllegalArgumentException("a component's address is a domain, not " + jid);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** The usual limits and times. */
    public static ComponentSettings of(Jid jid, String host, int port, String secret) {
        return new ComponentSettings(
                jid, host, port, secret, XmlLimits.COMPONENT, ComponentTiming.usual(), WHILE_UP, WHILE_DOWN);
    }

    public ComponentSettings withLimits(XmlLimits other) {
        return new ComponentSettings(jid, host, port, secret, other, timing, whileUp, whileDown);
    }

    public ComponentSettings withTiming(ComponentTiming other) {
        return new ComponentSettings(jid, host, port, secret, limits, other, whileUp, whileDown);
    }

    public ComponentSettings withWhileDown(Outbox.Bounds other) {
        return new ComponentSettings(jid, host, port, secret, limits, timing, whileUp, other);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return jid + " at " + host + ':' + port;
    }
}
