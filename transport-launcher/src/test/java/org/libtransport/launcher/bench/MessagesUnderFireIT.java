package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.Transport;
import org.libtransport.backend.BackendSettings;
import org.libtransport.backend.ProcessLauncher;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.storage.InMemoryStore;
import org.libtransport.storage.Registration;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.jid.Jid;

/**
 * Backends are killed at random while 2,000 messages a second pass, and every message must end in exactly one way.
 *
 * <p>People come and go all the time, as those who stay would be kept away by growing pauses.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MessagesUnderFireIT {

    /** System property: how many seconds the fire lasts; 20 in a strict build, where the soak goes on for longer, else 10. */
    private static final String SECONDS = "fire.seconds";

    private static final int FIRE_SECONDS = Integer.getInteger(SECONDS, Boolean.getBoolean("strict") ? 20 : 10);
    private static final int MESSAGES_PER_SECOND = 2_000;
    private static final int ACTIVE_USERS = 24;
    private static final int USERS_PER_BACKEND = 8;
    private static final int REGISTERED_USERS = 2_000;
    private static final String JID = "net.fire.local";
    private static final String PASSWORD = "fire-secret";

    private final Random random = new Random(System.nanoTime());
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Map<String, Integer> bounced = new ConcurrentHashMap<>();
    private final List<Integer> active = new ArrayList<>();

    @TempDir
    private Path directory;

    private FakeXmppServer server;
    private Transport transport;
    private int nextUser;
    private int sent;
    private int killed;

    @BeforeEach
    void listen() throws IOException {
        server = new FakeXmppServer(JID, PASSWORD);
        server.setLoad((data, stanza, now, link) -> {
            if (stanza.kind == StanzaScanner.Kind.MESSAGE && stanza.isType(data, ComponentHandshake.ascii("error"))) {
                String id = new String(data, stanza.idStart, stanza.idEnd - stanza.idStart);
                bounced.merge(id, 1, Integer::sum);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        if (transport != null) {
            transport.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        server.close();
    }

    @Test
    void each_message_is_acknowledged_or_returned_and_never_both() throws Exception {
        start(true);
        fire(FIRE_SECONDS);
        everybodyLeaves();
        Awaitility.await("an end for each of " + sent)
                .atMost(Duration.ofSeconds(30))
                .until(() -> metrics.value(Counter.MESSAGES_ACKNOWLEDGED) + bounced.size() >= sent);
        Thread.sleep(1_000);

        assertThat(bounced.values()).as("returned more than once").allMatch(times -> times == 1);
        assertThat(metrics.value(Counter.MESSAGES_ACKNOWLEDGED) + bounced.size())
                .isEqualTo(sent);
        Map<String, Integer> diary = diary();
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < sent; i++) {
            String id = "m" + i;
            if (!bounced.containsKey(id) && diary.getOrDefault(id, 0) != 1) {
                lost.add(id + " x " + diary.getOrDefault(id, 0));
            }
        }
        assertThat(lost).as("neither returned nor taken once").isEmpty();
        assertThat(diary.values()).as("taken more than once").allMatch(times -> times == 1);
        report("acknowledged " + metrics.value(Counter.MESSAGES_ACKNOWLEDGED));
        assertThat(metrics.value(Counter.MESSAGES_RETRIED)).isPositive();
        assertThat(metrics.value(Counter.MESSAGES_REFUSED)).isPositive();
        assertThat(metrics.value(Counter.MESSAGES_UNANSWERED)).isPositive();
    }

    @Test
    void a_backend_without_acknowledgement_loses_at_most_what_is_reported() throws Exception {
        start(false);
        fire(Math.max(5, FIRE_SECONDS / 3));
        everybodyLeaves();
        Set<String> ended = new HashSet<>();
        Awaitility.await("rest")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    Set<String> now = new HashSet<>(diary().keySet());
                    now.addAll(bounced.keySet());
                    return !ended.addAll(now);
                });

        assertThat(bounced.values()).as("returned more than once").allMatch(times -> times == 1);
        long lost = sent - ended.size();
        report("lost " + lost + " of at most " + metrics.value(Counter.MESSAGES_IN_DOUBT));
        assertThat(lost).isLessThanOrEqualTo(metrics.value(Counter.MESSAGES_IN_DOUBT));
        assertThat(metrics.value(Counter.MESSAGES_IN_DOUBT)).isPositive();
    }

    private void start(boolean acknowledges) throws Exception {
        InMemoryStore store = new InMemoryStore();
        store.register(IntStream.range(0, REGISTERED_USERS)
                .mapToObj(i -> new Registration(BenchUsers.bareJid(i), "u" + i, "secret", "en"))
                .toList());
        String backend = String.join(
                " ",
                ChildProcess.javaProgram(),
                "-Xmx48m -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "-D" + DiaryUnderFire.DIRECTORY + "=" + directory,
                "-D" + DiaryUnderFire.ACKNOWLEDGES + "=" + acknowledges,
                "-cp",
                ChildProcess.classPath(),
                DiaryUnderFire.class.getName());
        transport = Transport.builder(Jid.parse(JID))
                .component(ComponentSettings.of(Jid.parse(JID), "127.0.0.1", server.port(), PASSWORD))
                .backends(
                        BackendSettings.DEFAULT.withUsersPerBackend(USERS_PER_BACKEND),
                        new ProcessLauncher(backend, directory, List.of()))
                .store(store)
                .metrics(metrics)
                .build();
        transport.start().serving().toCompletableFuture().get(30, TimeUnit.SECONDS);
        for (int i = 0; i < ACTIVE_USERS; i++) {
            somebodyComes();
        }
        Awaitility.await("log-ins")
                .atMost(Duration.ofSeconds(30))
                .until(() -> metrics.value(Counter.LOGINS) >= ACTIVE_USERS);
    }

    private void fire(int seconds) throws IOException {
        long begin = System.nanoTime();
        long nextKill = begin + millis(1_500);
        long nextChange = begin;
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
            long now = System.nanoTime();
            int due = (int) ((now - begin) * MESSAGES_PER_SECOND / 1_000_000_000L);
            say(due - sent);
            if (now - nextKill > 0) {
                killSomeBackend();
                nextKill = now + millis(1_000 + random.nextInt(2_000));
            }
            if (now - nextChange > 0) {
                somebodyLeaves();
                somebodyComes();
                nextChange = now + millis(100 + random.nextInt(200));
            }
            LockSupport.parkNanos(millis(2));
        }
    }

    private void say(int count) throws IOException {
        StringBuilder messages = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int user = active.get(random.nextInt(active.size()));
            String id = "m" + sent++;
            messages.append("<message from='" + BenchUsers.fullJid(user) + "' to='c@" + JID + "' type='chat' id='" + id
                    + "'><body>" + id + "</body></message>");
        }
        write(messages.toString());
    }

    private void somebodyComes() throws IOException {
        int user = nextUser++;
        active.add(user);
        write("<presence from='" + BenchUsers.fullJid(user) + "' to='" + JID + "'/>");
    }

    private void somebodyLeaves() throws IOException {
        int user = active.remove(random.nextInt(active.size()));
        write("<presence from='" + BenchUsers.fullJid(user) + "' to='" + JID + "' type='unavailable'/>");
    }

    private void everybodyLeaves() throws Exception {
        // What is put off is tried again meanwhile.
        Thread.sleep(3_000);
        while (!active.isEmpty()) {
            somebodyLeaves();
        }
    }

    private void write(String stanzas) throws IOException {
        server.write(link -> link.append(ComponentHandshake.ascii(stanzas)));
    }

    private void killSomeBackend() {
        List<ProcessHandle> backends = ProcessHandle.current().children().toList();
        if (!backends.isEmpty()) {
            backends.get(random.nextInt(backends.size())).destroyForcibly();
            killed++;
        }
    }

    private Map<String, Integer> diary() throws IOException {
        Map<String, Integer> diary = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".diary")).toList()) {
                Files.readAllLines(file).forEach(id -> diary.merge(id, 1, Integer::sum));
            }
        }
        return diary;
    }

    private void report(String ends) {
        System.out.println("killed " + killed + " backends under " + nextUser + " users: sent " + sent + ", returned "
                + bounced.size() + " (unanswered " + metrics.value(Counter.MESSAGES_UNANSWERED) + ", refused "
                + metrics.value(Counter.MESSAGES_REFUSED) + "), put off " + metrics.value(Counter.MESSAGES_RETRIED)
                + ", " + ends);
    }

    private static long millis(int count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }
}
