package org.libtransport.xmpp.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stream.Outbox;
import org.libtransport.xmpp.xml.XmlLimits;

/**
 * Where and how to serve XMPP clients.
 *
 * @param jid the address of the service, a bare domain; clients must name it when they connect
 * @param bindAddress the local address to listen on; {@code 0.0.0.0} for all
 * @param port the port to listen on; 0 for any free one
 * @param oneClient whether a client that logs in takes the place of others of its account
 * @param tls the certificate, which makes encryption required; null to serve without
 */
public record ServerSettings(
        Jid jid,
        String bindAddress,
        int port,
        @Nullable Certificate tls,
        boolean oneClient,
        ServerTiming timing,
        Bounds bounds) {

    /** A PKCS#12 file with private key and certificate chain; the password is never logged. */
    public record Certificate(Path file, String password) {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * What clients may use up.
     *
     * @param newcomersPerAddress connections from one IP address that have not logged in yet; more are closed at once
     * @param newcomers connections from everywhere that have not logged in yet
     * @param loginAttempts failed attempts to log in before the stream is closed
     * @param sessionsPerAccount resources of one account at a time
     * @param beforeLogin what a client may send before it has logged in
     * @param afterLogin what a client may send afterwards
     * @param outbox what may wait for one client that reads slowly; more ends its stream
     */
    public record Bounds(
            int newcomersPerAddress,
            int newcomers,
            int loginAttempts,
            int sessionsPerAccount,
            XmlLimits beforeLogin,
            XmlLimits afterLogin,
            Outbox.Bounds outbox) {

        /** 100 and 2,000 newcomers, 3 attempts, 20 sessions, 64 and 512 KiB a stanza, 10,000 stanzas or 8 MiB waiting. */
        public static Bounds usual() {
            return new Bounds(
                    100,
                    2_000,
                    3,
                    20,
                    XmlLimits.BEFORE_AUTHENTICATION,
                    XmlLimits.AFTER_AUTHENTICATION,
                    new Outbox.Bounds(10_000, 8L << 20));
        }

        public Bounds withNewcomersPerAddress(int other) {
            return new Bounds(other, newcomers, loginAttempts, sessionsPerAccount, beforeLogin, afterLogin, outbox);
        }

        public Bounds withSessionsPerAccount(int other) {
            return new Bounds(newcomersPerAddress, newcomers, loginAttempts, other, beforeLogin, afterLogin, outbox);
        }

        public Bounds withOutbox(Outbox.Bounds other) {
            return new Bounds(
                    newcomersPerAddress, newcomers, loginAttempts, sessionsPerAccount, beforeLogin, afterLogin, other);
        }
    }

    public ServerSettings {
        if (jid.local() != null || jid.resource() != null) {
            throw new IllegalArgumentException("a service's address is a domain, not " + jid);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** The usual times and bounds; an account may have several clients. */
    public static ServerSettings of(Jid jid, String bindAddress, int port, @Nullable Certificate tls) {
        return new ServerSettings(jid, bindAddress, port, tls, false, ServerTiming.usual(), Bounds.usual());
    }

    public ServerSettings withOneClient(boolean other) {
        return new ServerSettings(jid, bindAddress, port, tls, other, timing, bounds);
    }

    public ServerSettings withTiming(ServerTiming other) {
        return new ServerSettings(jid, bindAddress, port, tls, oneClient, other, bounds);
    }

    public ServerSettings withBounds(Bounds other) {
        return new ServerSettings(jid, bindAddress, port, tls, oneClient, timing, other);
    }
}
