package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
import org.libtransport.testkit.Tools;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.jid.Jid;

/** A backend that reads nothing, or says too much, holds up its own users and nobody else. */
@Timeout(120)
class BackPressureIT {

    private static final String JID = "net.pressure.local";
    private static final String PASSWORD = "pressure-secret";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Within which the neighbour's message must be back, on a busy machine. */
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private static final int QUEUE_FRAMES = 500;
    private static final int TROUBLED = 0;
    private static final int NEIGHBOUR = 1;

    /** Says each message again; after {@code flood N}, N messages of its own. */
    private static final String BACKEND = """
            import os, socket, struct, sys
            s = socket.create_connection((sys.argv[2], int(sys.argv[4])))
            f = s.makefile('rb')
            def send(content):
                s.sendall(struct.pack('>I', len(content)) + content)
            def varint(n):
                out = b''
                while n > 127:
                    out += bytes([n & 127 | 128])
                    n >>= 7
                return out + bytes([n])
            def read_varint(b, i):
                n = shift = 0
                while True:
                    n |= (b[i] & 127) << shift
                    shift += 7
                    i += 1
                    if b[i - 1] < 128:
                        return n, i
            def field(number, text):
                return bytes([number << 3 | 2]) + varint(len(text)) + text
            def fields(b):
                i, found = 0, {}
                while i < len(b):
                    key, i = read_varint(b, i)
                    size, i = read_varint(b, i)
                    if key & 7 == 2:
                        found[key >> 3] = b[i:i + size]
                        i += size
                return found
            def frame(kind, payload):
                return bytes([8, kind]) + field(2, payload)
            while True:
                head = f.read(4)
                if len(head) < 4:
                    break
                content = f.read(struct.unpack('>I', head)[0])
                kind = content[1]
                payload = fields(content[2:]).get(2, b'')
                if kind == 9:
                    send(bytes([8, 10]))
                elif kind == 29:
                    break
                elif kind == 3:
                    user = fields(payload)[1]
                    with open(user.decode() + '.pid', 'w') as file:
                        file.write(str(os.getpid()))
                    send(frame(1, field(1, user)))
                elif kind == 8:
                    said = fields(payload)
                    if said[3].startswith(b'flood '):
                        for i in range(int(said[3][6:])):
                            send(frame(8, field(1, said[1]) + field(2, b'c') + field(3, b'flood')))
                    else:
                        send(frame(8, field(1, said[1]) + field(2, said[2]) + field(3, said[3][:20])))
            """;

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Map<String, String> bounces = new ConcurrentHashMap<>();
    private final Map<String, Long> answers = new ConcurrentHashMap<>();
    private final AtomicInteger floods = new AtomicInteger();

    @TempDir
    private Path directory;

    private FakeXmppServer server;
    private Transport transport;

    @BeforeEach
    void start() throws Exception {
        Tools.require("python3");
        Files.writeString(directory.resolve("backend.py"), BACKEND);
        server = new FakeXmppServer(JID, PASSWORD);
        server.setLoad((data, stanza, now, link) -> {
            if (stanza.kind == StanzaScanner.Kind.MESSAGE) {
                received(new String(data, stanza.start, stanza.end - stanza.start, StandardCharsets.UTF_8), now);
            }
        });
        InMemoryStore store = new InMemoryStore();
        store.register(IntStream.range(0, 2)
                .mapToObj(i -> new Registration(BenchUsers.bareJid(i), "u" + i, "secret", "en"))
                .toList());
        transport = Transport.builder(Jid.parse(JID))
                .component(ComponentSettings.of(Jid.parse(JID), "127.0.0.1", server.port(), PASSWORD))
                .backends(
                        BackendSettings.DEFAULT
                                .withUsersPerBackend(1)
                                .withLimits(BackendSettings.Limits.DEFAULT.withQueue(QUEUE_FRAMES, 1 << 20)),
                        new ProcessLauncher("/usr/bin/env python3 backend.py", directory, List.of()))
                .store(store)
                .metrics(metrics)
                .build();
        transport.start().serving().toCompletableFuture().get(30, TimeUnit.SECONDS);
        for (int user : new int[] {TROUBLED, NEIGHBOUR}) {
            write("<presence from='" + BenchUsers.fullJid(user) + "' to='" + JID + "'/>");
        }
        await().atMost(SOON).until(() -> metrics.value(Counter.LOGINS) == 2);
    }

    @AfterEach
    void stop() throws Exception {
        if (transport != null) {
            transport.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        if (server != null) {
            server.close();
        }
    }

    private void received(String message, long now) {
        if (message.contains("type=\"error\"") || message.contains("type='error'")) {
            bounces.put(between(message, "id=", 1), message);
        } else if (message.contains("<body>flood</body>")) {
            floods.incrementAndGet();
        } else if (message.contains("<body>")) {
            String body = between(message, "<body>", 0);
            answers.put(body.split(" ")[0], now);
        }
    }

    private static String between(String text, String mark, int skip) {
        int from = text.indexOf(mark) + mark.length() + skip;
        int to = from;
        while (Character.isLetterOrDigit(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private void write(String stanzas) throws IOException {
        server.write(link -> link.append(ComponentHandshake.ascii(stanzas)));
    }

    private void say(int user, String id, String text) throws IOException {
        write("<message from='" + BenchUsers.fullJid(user) + "' to='c@" + JID + "' type='chat' id='" + id + "'><body>"
                + id + " " + text + "</body></message>");
    }

    private void signal(String name) throws Exception {
        String pid = Files.readString(directory.resolve(BenchUsers.bareJid(TROUBLED) + ".pid"));
        assertThat(new ProcessBuilder("kill", "-" + name, pid)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The neighbour says something and has it back; how long that took. */
    private Duration neighbourTalks(int number) throws Exception {
        String id = "n" + number;
        long begin = System.nanoTime();
        say(NEIGHBOUR, id, "hello");
        await().atMost(SOON).pollInterval(Duration.ofMillis(2)).until(() -> answers.containsKey(id));
        return Duration.ofNanos(answers.get(id) - begin);
    }

    @Test
    void what_a_backend_that_reads_nothing_cannot_take_is_returned_and_counted_and_its_neighbour_notices_nothing()
            throws Exception {
        int messages = 8_000;
        String text = "x".repeat(4_000);
        signal("STOP");
        int neighbourly = 0;
        for (int i = 0; i < messages; i++) {
            say(TROUBLED, "t" + i, text);
            if (i % 200 == 199) {
                assertThat(neighbourTalks(neighbourly++)).isLessThan(PROMPT);
            }
        }
        await().atMost(SOON).until(() -> !bounces.isEmpty() && !bounces.containsKey("t" + messages));
        assertThat(answers.keySet()).noneMatch(id -> id.startsWith("t"));
        assertThat(bounces).containsKey("t" + (messages - 1)).hasSizeGreaterThan(messages / 10);
        assertThat(bounces.values()).allMatch(message -> message.contains("resource-constraint"));
        assertThat(metrics.value(Counter.STANZAS_BOUNCED)).isEqualTo(bounces.size());

        signal("CONT");
        await("each message answered or returned")
                .atMost(SOON)
                .until(() -> bounces.size()
                                + answers.keySet().stream()
                                        .filter(id -> id.startsWith("t"))
                                        .count()
                        >= messages);
        assertThat(bounces.keySet()).doesNotContainAnyElementsOf(answers.keySet());
        assertThat(neighbourTalks(neighbourly)).isLessThan(PROMPT);
        say(TROUBLED, "again", "is anybody there?");
        await().atMost(SOON).until(() -> answers.containsKey("again"));
        assertThat(metrics.value(Counter.BACKENDS_CRASHED)).isZero();
    }

    @Test
    void a_backend_that_floods_holds_up_its_own_user_only_and_not_one_of_its_messages_is_lost() throws Exception {
        int messages = 400_000;
        write("<message from='" + BenchUsers.fullJid(TROUBLED) + "' to='c@" + JID + "' type='chat' id='f'><body>flood "
                + messages + "</body></message>");
        await().atMost(SOON).until(() -> floods.get() > 0);
        int neighbourly = 0;
        while (floods.get() < messages && neighbourly < 1_000) {
            assertThat(neighbourTalks(neighbourly++)).isLessThan(PROMPT);
        }
        assertThat(neighbourly).as("messages of the neighbour during the flood").isGreaterThan(8);
        await().atMost(SOON).until(() -> floods.get() == messages);
        await().during(Duration.ofMillis(200)).until(() -> floods.get() == messages);
        assertThat(metrics.value(Counter.MESSAGES_TO_XMPP)).isEqualTo(messages + neighbourly);
        assertThat(metrics.value(Counter.MESSAGES_UNDELIVERABLE)).isZero();
    }
}
