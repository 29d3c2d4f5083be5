package org.libtransport.launcher.bench;

import static org.libtransport.launcher.bench.ComponentHandshake.ascii;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Logs users in, so many at a time. A log-in begins when the user's presence is sent and is complete when an available
 * presence of each contact has arrived.
 */
final class LoginLoad implements Load {

    private static final byte[] AVAILABLE = {};

    private final int first;
    private final int count;
    private final int contacts;
    private final int window;
    private final byte[] presence;
    private final int presenceDigits;

    /** An open hash table of sender hashes for each user, 0 where free. */
    private final long[] seen;

    private final int seenPerUser;
    private final int[] seenCount;
    private final long[] sentAt;
    private final LatencyHistogram latency = new LatencyHistogram();
    private final List<String> contactsOfFirst = new ArrayList<>();
    private final CompletableFuture<Long> finished = new CompletableFuture<>();
    private long startedAt;
    private int sent;
    private int completed;

    /**
     * Prepares log-ins of the users from number {@code first} on.
     *
     * @param window how many log-ins are under way at most
     */
    LoginLoad(String transportJid, int first, int count, int contacts, int window) {
        this.first = first;
        this.count = count;
        this.contacts = contacts;
        this.window = window;
        String text = "<presence from='" + BenchUsers.fullJid(0) + "' to='" + transportJid + "'>" + IqAnswers.caps()
                + "</presence>";
        presence = ascii(text);
        presenceDigits = BenchUsers.digitsIn(text);
        seenPerUser = Integer.highestOneBit(contacts) * 4;
        seen = new long[count * seenPerUser];
        seenCount = new int[count];
        sentAt = new long[count];
    }

    /** Logs all in and returns how many a second, or fails with what is missing if nothing more happens for 20 s. */
    double run(FakeXmppServer server) throws IOException, InterruptedException {
        startedAt = System.nanoTime();
        server.setLoad(this);
        server.write(link -> {
            for (int i = 0; i < Math.min(window, count); i++) {
                send(link, System.nanoTime());
            }
        });
        try {
            Patience.await(finished, server, Duration.ofSeconds(20));
        } catch (IOException e) {
            throw new IOException(
                    "log-ins stand still: " + completed + " of " + count + " are complete. " + e.getMessage(), e);
        } finally {
            server.setLoad(Load.NONE);
        }
        return count / ((finished.join() - startedAt) / 1e9);
    }

    LatencyHistogram latency() {
        return latency;
    }

    /** Bare JIDs of the contacts that the first user got. */
    List<String> contactsOfFirst() {
        return contactsOfFirst;
    }

    private void send(Link link, long now) throws IOException {
        int user = sent++;
        link.append(presence);
        ByteSearch.putDecimal(
                link.out, link.outEnd - presence.length + presenceDigits, BenchUsers.DIGITS, first + (long) user);
        sentAt[user] = now;
    }

    @Override
    public void received(byte[] data, StanzaScanner stanza, long now, Link link) throws IOException {
        if (stanza.kind != StanzaScanner.Kind.PRESENCE || !stanza.isType(data, AVAILABLE)) {
            return;
        }
        int user = BenchUsers.number(data, stanza.toStart, stanza.toEnd) - first;
        if (user < 0 || user >= sent || !isNew(data, stanza, user)) {
            return;
        }
        if (++seenCount[user] == contacts) {
            latency.record(now - sentAt[user]);
            completed++;
            if (sent < count) {
                send(link, now);
            } else if (completed == count) {
                finished.complete(now);
            }
        }
    }

    private boolean isNew(byte[] data, StanzaScanner stanza, int user) {
        long hash = 0xcbf29ce484222325L;
        boolean contact = false;
        int i = stanza.fromStart;
        for (; i < stanza.fromEnd && data[i] != '/'; i++) {
            hash = (hash ^ data[i]) * 0x100000001b3L;
            contact |= data[i] == '@';
        }
        if (!contact || seenCount[user] == contacts) {
            return false;
        }
        hash = hash == 0 ? 1 : hash;
        int base = user * seenPerUser;
        int slot = (int) (hash >>> 40) & (seenPerUser - 1);
        while (seen[base + slot] != 0) {
            if (seen[base + slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (seenPerUser - 1);
        }
        seen[base + slot] = hash;
        if (user == 0) {
            contactsOfFirst.add(new String(data, stanza.fromStart, i - stanza.fromStart, StandardCharsets.UTF_8));
        }
        return true;
    }
}
