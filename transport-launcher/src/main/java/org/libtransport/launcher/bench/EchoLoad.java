package org.libtransport.launcher.bench;

import static org.libtransport.launcher.bench.ComponentHandshake.ascii;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends messages of about 280 bytes from all users to all contacts in turn, and waits for the text to come back.
 *
 * <p>Each message under way has a slot; slot and sequence number travel in the text, so that a lost, doubled or wrong answer
 * is noticed. Either a fixed number is in flight ({@link #startWindow}), or messages leave at a fixed rate whatever comes
 * back ({@link #runRate}); then latency counts from the time at which a message should have left.
 */
final class EchoLoad implements Load {

    private static final int SEQUENCE_DIGITS = 10;
    private static final long SEQUENCE_LIMIT = 10_000_000_000L;
    private static final int SLOT_DIGITS = 5;
    private static final int MARK_DIGITS = SLOT_DIGITS + SEQUENCE_DIGITS;
    private static final byte MARK = '#';
    private static final byte[] BODY = ascii("<body>");
    private static final byte[] ERROR = ascii("error");
    private static final String TEXT =
            " The quick brown fox jumps over the lazy dog, and the dog does not mind it at all.";

    private final int users;
    private final byte[][] templates;
    private final int[] idAt;
    private final int[] markAt;
    private final int userAt;

    /** What each slot waits for, 0 if nothing. */
    private final long[] expected;

    private final long[] sentAt;
    private final AtomicLong answered = new AtomicLong();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private LatencyHistogram latency = new LatencyHistogram();
    private volatile boolean recording;
    private boolean closedLoop;
    private boolean stopping;
    private long sequence;
    private int inFlight;
    private long errors;
    private long strays;

    /**
     * Prepares a load.
     *
     * @param slots how many messages may be under way at most, up to 99,999
     */
    EchoLoad(int users, List<String> contacts, int slots) {
        if (slots < 1 || slots > 99_999) {
            throw new IllegalArgumentException("1 to 99,999 messages can be in flight, not " + slots);
        }
        this.users = users;
        templates = new byte[contacts.size()][];
        idAt = new int[contacts.size()];
        markAt = new int[contacts.size()];
        String digits = "0".repeat(MARK_DIGITS);
        for (int i = 0; i < templates.length; i++) {
            String text = "<message type='chat' from='" + BenchUsers.fullJid(0) + "' to='" + contacts.get(i) + "' id='m"
                    + digits + "'><body>#" + digits + "#" + TEXT + "</body></message>";
            templates[i] = ascii(text);
            idAt[i] = text.indexOf("id='m") + 5;
            markAt[i] = text.indexOf('#') + 1;
        }
        userAt = BenchUsers.digitsIn(new String(templates[0], java.nio.charset.StandardCharsets.US_ASCII));
        expected = new long[slots];
        sentAt = new long[slots];
    }

    /** Fills all slots; each answer is followed by the next message. */
    void startWindow(FakeXmppServer server) throws IOException {
        server.setLoad(this);
        server.write(link -> {
            closedLoop = true;
            long now = System.nanoTime();
            for (int slot = 0; slot < expected.length; slot++) {
                send(link, slot, now);
            }
        });
    }

    /**
     * Sends at a fixed rate for so long, on the calling thread.
     *
     * @throws IOException if an answer is missing when its slot comes around again
     */
    void runRate(FakeXmppServer server, int perSecond, Duration duration) throws IOException {
        server.setLoad(this);
        long begin = System.nanoTime();
        long interval = 1_000_000_000L / perSecond;
        long count = duration.toNanos() / interval;
        long due = 0;
        while (due < count) {
            long wait = begin + due * interval - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            long from = due;
            long to = Math.min(count, 1 - wait / interval + due);
            server.write(link -> {
                for (long i = from; i < to; i++) {
                    int slot = (int) (i % expected.length);
                    if (expected[slot] != 0) {
                        throw new IOException(expected.length + " messages are unanswered");
                    }
                    send(link, slot, begin + i * interval);
                }
            });
            due = to;
        }
    }

    /** Begins to record latencies, or throws away those recorded before. */
    void record(FakeXmppServer server) throws IOException {
        server.write(link -> {
            latency = new LatencyHistogram();
            recording = true;
        });
    }

    /** Ends recording, stops to send and waits for what is under way. */
    void stop(FakeXmppServer server) throws IOException, InterruptedException {
        server.write(link -> {
            recording = false;
            stopping = true;
            if (inFlight == 0) {
                drained.complete(null);
            }
        });
        try {
            Patience.await(drained, server, Duration.ofSeconds(10));
        } catch (IOException e) {
            throw new IOException(inFlight + " messages were not answered. " + e.getMessage(), e);
        } finally {
            server.setLoad(Load.NONE);
        }
        if (errors > 0) {
            throw new IOException(errors + " messages came back as errors");
        }
        if (strays > 0) {
            throw new IOException(strays + " messages came that nobody waited for");
        }
    }

    /** Answers that came so far. */
    long answered() {
        return answered.get();
    }

    /** What was recorded; complete after {@link #stop}. */
    LatencyHistogram latency() {
        return latency;
    }

    private void send(Link link, int slot, long now) throws IOException {
        sequence++;
        int contact = (int) (sequence % templates.length);
        byte[] template = templates[contact];
        link.append(template);
        int at = link.outEnd - template.length;
        byte[] out = link.out;
        ByteSearch.putDecimal(out, at + userAt, BenchUsers.DIGITS, sequence % users);
        ByteSearch.putDecimal(out, at + idAt[contact], MARK_DIGITS, slot * SEQUENCE_LIMIT + sequence);
        System.arraycopy(out, at + idAt[contact], out, at + markAt[contact], MARK_DIGITS);
        expected[slot] = sequence;
        sentAt[slot] = now;
        inFlight++;
    }

    @Override
    public void received(byte[] data, StanzaScanner stanza, long now, Link link) throws IOException {
        if (stanza.kind != StanzaScanner.Kind.MESSAGE) {
            return;
        }
        int slot = slotOf(data, stanza);
        if (slot < 0) {
            // Typing notifications have no text and are nobody's answer.
            return;
        }
        if (stanza.isType(data, ERROR)) {
            errors++;
        }
        if (recording) {
            latency.record(now - sentAt[slot]);
        }
        expected[slot] = 0;
        inFlight--;
        answered.lazySet(answered.get() + 1);
        if (closedLoop && !stopping) {
            send(link, slot, now);
        } else if (stopping && inFlight == 0) {
            drained.complete(null);
        }
    }

    private int slotOf(byte[] data, StanzaScanner stanza) {
        int body = ByteSearch.indexOf(data, stanza.tagEnd, stanza.end, BODY);
        if (body < 0) {
            return -1;
        }
        int mark = ByteSearch.indexOf(data, body, stanza.end, MARK) + 1;
        if (mark > 0 && mark + MARK_DIGITS < stanza.end) {
            long slot = ByteSearch.decimal(data, mark, SLOT_DIGITS);
            long number = ByteSearch.decimal(data, mark + SLOT_DIGITS, SEQUENCE_DIGITS);
            if (slot >= 0 && slot < expected.length && number > 0 && expected[(int) slot] == number) {
                return (int) slot;
            }
        }
        strays++;
        return -1;
    }
}
