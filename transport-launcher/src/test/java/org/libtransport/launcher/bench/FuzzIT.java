package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libtransport.Transport;
import org.libtransport.examples.echo.EchoPlugin;
import org.libtransport.storage.InMemoryStore;
import org.libtransport.storage.Registration;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.jid.Jid;
import org.slf4j.LoggerFactory;

/**
 * A server that sends a million stanzas, of which most are wrong, and answers each second stanza of the transport with an
 * error: no exception, no user who is stuck, no error loop, no growth.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FuzzIT {

    /** System properties: how many stanzas, 1,000,000 in a strict build and else 100,000; and the seed. */
    private static final int STANZAS =
            Integer.getInteger("fuzz.stanzas", Boolean.getBoolean("strict") ? 1_000_000 : 100_000);

    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int USERS = 20;
    private static final int BATCH = 250;
    private static final int MOST_BATCHES_UNDER_WAY = 8;
    /** Of stanzas, sent for each that came: a log-in tells of all contacts, and an entered room of all that are in it. */
    private static final double MOST_FOR_EACH = 3;

    private static final String JID = "fuzz.local";

    private final Random random = new Random(SEED);
    private final Random reflecting = new Random(SEED);
    private final InMemoryStore store = new InMemoryStore();
    private final Problems problems = new Problems();
    private final BitSet answered = new BitSet();
    private final BitSet synced = new BitSet();
    private final Queue<String> reflected = new ConcurrentLinkedQueue<>();
    private FakeXmppServer server;
    private Transport transport;
    private volatile long received;

    @BeforeEach
    void start() throws Exception {
        problems.start();
        root().addAppender(problems);
        server = new FakeXmppServer(JID, "secret");
        server.setLoad(this::received);
        register();
        transport = Transport.builder(Jid.parse(JID))
                .component(ComponentSettings.of(Jid.parse(JID), "127.0.0.1", server.port(), "secret"))
                .plugin(EchoPlugin::new)
                .store(store)
                .build();
        transport.start().serving().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        transport.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
        server.close();
        root().detachAppender(problems);
    }

    @Test
    void a_million_wrong_stanzas_do_no_harm() throws Exception {
        System.out.println("seed " + SEED);
        List<String> users =
                IntStream.range(0, USERS).mapToObj(BenchUsers::bareJid).toList();
        StanzaMutator mutator = new StanzaMutator(random, JID, users, FuzzSeeds.ALL);
        long begin = System.nanoTime();
        long heapBefore = 0;
        int batches = STANZAS / BATCH;
        for (int batch = 0; batch < batches; batch++) {
            try {
                send(mutator, batch);
            } catch (IOException e) {
                throw new AssertionError("the link ended, seed " + SEED + ", log: " + problems.seen, server.failure());
            }
            int awaited = batch - MOST_BATCHES_UNDER_WAY;
            await("answer to batch " + awaited, () -> awaited < 0 || isSet(synced, awaited));
            if (batch == batches / 3) {
                heapBefore = liveHeap();
            }
        }
        await("answer to the last batch", () -> isSet(synced, batches - 1));
        double seconds = (System.nanoTime() - begin) / 1e9;
        long heapAfter = liveHeap();
        System.out.printf(
                "%d stanzas in %.1f s, %d sent by the transport, live heap %d and %d MB%n",
                STANZAS, seconds, received, heapBefore >> 20, heapAfter >> 20);

        everybodyGetsAMessageThrough();
        assertThat(problems.seen).as("seed %s", SEED).isEmpty();
        assertThat((double) received / STANZAS).as("seed %s", SEED).isLessThan(MOST_FOR_EACH);
        assertThat(heapAfter).isLessThan(heapBefore * 5 / 4 + (32 << 20));
    }

    private void send(StanzaMutator mutator, int batch) throws IOException {
        StringBuilder stanzas = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            stanzas.append(mutator.next());
        }
        for (String error = reflected.poll(); error != null; error = reflected.poll()) {
            stanzas.append(error);
        }
        stanzas.append("<iq type='get' id='sync" + batch + "' from='sync@bench.local/r' to='" + JID
                + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        // In one piece for this server, which answers in between; the transport reads pieces that end anywhere.
        write(stanzas.toString());
    }

    /** Each comes anew, as a person would in the end, says something, and hears it. */
    private void everybodyGetsAMessageThrough() throws Exception {
        for (int i = 0; i < USERS; i++) {
            for (String resource : List.of("", "/r0", "/r1", "/r2")) {
                write("<presence type='unavailable' from='" + BenchUsers.bareJid(i) + resource + "' to='" + JID
                        + "'/>");
            }
        }
        Thread.sleep(1_000);
        register();
        Awaitility.await("a message through for each of " + USERS + ", seed " + SEED)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    for (int i = 0; i < USERS; i++) {
                        if (!isSet(answered, i)) {
                            String from = BenchUsers.bareJid(i) + "/last";
                            // Whoever has blocked the contact by a stanza that was right has to lift that.
                            write("<presence from='" + from + "' to='" + JID + "'/><iq type='set' id='lift' from='"
                                    + from + "' to='" + JID + "'><unblock xmlns='urn:xmpp:blocking'/></iq>"
                                    + "<message type='chat' from='" + from
                                    + "' to='contact1@" + JID + "'><body>through</body></message>");
                        }
                    }
                    synchronized (answered) {
                        return answered.cardinality() == USERS;
                    }
                });
    }

    private void register() {
        for (int i = 0; i < USERS; i++) {
            String jid = BenchUsers.bareJid(i);
            if (!store.find(List.of(jid)).containsKey(jid)) {
                store.register(List.of(new Registration(jid, "u" + i, "secret", "en")));
            }
        }
    }

    private void received(byte[] data, StanzaScanner stanza, long now, Link link) throws IOException {
        received++;
        String id = text(data, stanza.idStart, stanza.idEnd);
        if (stanza.kind == StanzaScanner.Kind.IQ) {
            if (id.startsWith("sync")) {
                synchronized (synced) {
                    synced.set(Integer.parseInt(id.substring(4)));
                }
            }
            return;
        }
        String type = text(data, stanza.typeStart, stanza.typeEnd);
        String whole = text(data, stanza.start, stanza.end);
        int user = BenchUsers.number(data, stanza.toStart, stanza.toEnd);
        if (user >= 0 && !type.equals("error") && whole.contains("<body>through</body>")) {
            synchronized (answered) {
                answered.set(user);
            }
        }
        if (!type.equals("error")
                && user >= 0
                && !text(data, stanza.toStart, stanza.toEnd).endsWith("/last")
                && reflecting.nextBoolean()) {
            String name = stanza.kind == StanzaScanner.Kind.MESSAGE ? "message" : "presence";
            // Not at once, since the stanza before may not be sent to its end.
            reflected.add("<" + name + " type='error' id='" + id + "' from='" + text(data, stanza.toStart, stanza.toEnd)
                    + "' to='" + text(data, stanza.fromStart, stanza.fromEnd)
                    + "'><error type='cancel'><service-unavailable"
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></" + name + ">");
        }
    }

    private void write(String stanzas) throws IOException {
        server.write(link -> link.append(stanzas.getBytes(StandardCharsets.UTF_8)));
    }

    private void await(String what, BooleanSupplier done) throws Exception {
        long begin = System.nanoTime();
        while (!done.getAsBoolean()) {
            Throwable failure = server.failure();
            if (failure != null) {
                throw new AssertionError("the link ended, seed " + SEED + ", log: " + problems.seen, failure);
            }
            assertThat(System.nanoTime() - begin)
                    .as("no %s, seed %s, log: %s", what, SEED, problems.seen)
                    .isLessThan(TimeUnit.SECONDS.toNanos(60));
            Thread.sleep(1);
        }
    }

    private static boolean isSet(BitSet bits, int index) {
        synchronized (bits) {
            return bits.get(index);
        }
    }

    private static String text(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.UTF_8);
    }

    private static long liveHeap() throws InterruptedException {
        System.gc();
        Thread.sleep(200);
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What should not be logged: anything with an exception, and all errors. */
    private static final class Problems extends AppenderBase<ILoggingEvent> {

        private static final int MOST = 10;
        final Queue<String> seen = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            boolean wrong = event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null;
            if (wrong && seen.size() < MOST) {
                String where = event.getThrowableProxy() == null
                        ? ""
                        : " " + event.getThrowableProxy().getClassName() + " "
                                + event.getThrowableProxy().getMessage() + " "
                                + List.of(event.getThrowableProxy().getStackTraceElementProxyArray())
                                        .subList(
                                                0,
                                                Math.min(
                                                        8,
                                                        event.getThrowableProxy()
                                                                .getStackTraceElementProxyArray()
                                                                .length));
                seen.add(event.getLoggerName() + ": " + event.getFormattedMessage() + where);
            }
        }
    }
}
