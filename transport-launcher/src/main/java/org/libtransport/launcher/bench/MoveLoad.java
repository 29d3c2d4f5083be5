package org.libtransport.launcher.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;

/**
 * Sees users lose their network and get it back. A user is moved when the transport, having told that it is not available
 * any more, tells that it is.
 */
final class MoveLoad implements Load {

    /** Ends something. */
    @FunctionalInterface
    interface Killer {
        void kill() throws IOException;
    }

    private static final byte[] AVAILABLE = {};
    private static final byte[] UNAVAILABLE = "unavailable".getBytes(US_ASCII);

    private final byte[] transport;
    private final int users;
    private final int expected;
    private final BitSet away = new BitSet();
    private final CompletableFuture<Long> finished = new CompletableFuture<>();
    private int moved;

    /**
     * Prepares to watch the users from 0 on.
     *
     * @param expected how many of them will be moved at least
     */
    MoveLoad(String transportJid, int users, int expected) {
        this.transport = transportJid.getBytes(US_ASCII);
        this.users = users;
        this.expected = expected;
    }

    /** Kills and returns how many milliseconds it took until all were back. */
    double run(FakeXmppServer server, Killer killer) throws IOException, InterruptedException {
        server.setLoad(this);
        long startedAt = System.nanoTime();
        killer.kill();
        try {
            Patience.await(finished, server, Duration.ofSeconds(20));
        } catch (IOException e) {
            throw new IOException("only " + moved + " of " + expected + " users came back. " + e.getMessage(), e);
        } finally {
            server.setLoad(Load.NONE);
        }
        return (finished.join() - startedAt) / 1e6;
    }

    /** How many lost their network and got it back. */
    int moved() {
        return moved;
    }

    @Override
    public void received(byte[] data, StanzaScanner stanza, long now, Link link) {
        if (stanza.kind != StanzaScanner.Kind.PRESENCE || !isFromTransport(data, stanza)) {
            return;
        }
        int user = BenchUsers.number(data, stanza.toStart, stanza.toEnd);
        if (user < 0 || user >= users) {
            return;
        }
        if (stanza.isType(data, UNAVAILABLE)) {
            away.set(user);
        } else if (stanza.isType(data, AVAILABLE) && away.get(user)) {
            away.clear(user);
            moved++;
            if (away.isEmpty() && moved >= expected) {
                finished.complete(now);
            }
        }
    }

    private boolean isFromTransport(byte[] data, StanzaScanner stanza) {
        int end = stanza.fromStart + transport.length;
        return ByteSearch.matches(data, stanza.fromStart, stanza.fromEnd, transport)
                && (end == stanza.fromEnd || data[end] == '/');
    }
}
