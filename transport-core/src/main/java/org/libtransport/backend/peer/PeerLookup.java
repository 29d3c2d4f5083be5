package org.libtransport.backend.peer;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.libtransport.backend.peer.SocketTable.Owner;
import org.libtransport.concurrent.Loop;
import org.libtransport.concurrent.ThreadLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which process of this machine is at the other end of a connection.
 *
 * <p>The kernel's tables are read once for all who ask at a time, on a loop whose tasks may block. May be asked from any
 * thread. Where there is no {@code /proc}, nothing is ever found.
 */
public final class PeerLookup implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PeerLookup.class);

    /** A table that changes while it is read may lack a row, and a process may connect before its start is noted. */
    private static final int ATTEMPTS = 20;

    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Path proc;
    private final Loop loop;
    private final Supplier<Spawned> spawned;
    private final Runnable end;
    private final ConcurrentLinkedQueue<Question> questions = new ConcurrentLinkedQueue<>();

    PeerLookup(Path proc, Loop loop, Supplier<Spawned> spawned, Runnable end) {
        this.proc = proc;
        this.loop = loop;
        this.spawned = spawned;
        this.end = end;
    }

    /**
     * Starts the thread.
     *
     * @param spawned tells which processes were started to connect; asked on that thread
     */
    public static PeerLookup start(Supplier<Spawned> spawned) {
        return start(Path.of("/proc"), spawned);
    }

    /**
     * The same with the kernel's tables in another place.
     *
     * @param proc where they are, or would be
     */
    public static PeerLookup start(Path proc, Supplier<Spawned> spawned) {
        ThreadLoop loop = ThreadLoop.start("peer-lookup");
        return new PeerLookup(proc, loop, spawned, loop::stop);
    }

    /** Whether this system can tell anything. Reads a file. */
    public boolean works() {
        return Files.isReadable(tables().get(0)) && ownUid() >= 0;
    }

    /** The user this JVM runs as now, -1 if that cannot be had. Reads a file. */
    private long ownUid() {
        return ProcessUser.of(proc.resolve("self"));
    }

    private boolean isTrusted(long uid) {
        return uid == 0 || uid == ownUid();
    }

    /** Completes on the loop with what is known, at the latest after half a second; never exceptionally. */
    public CompletionStage<Peer> find(Connection connection) {
        Question question = new Question(connection, new CompletableFuture<>(), ATTEMPTS);
        try {
            ask(question);
        } catch (RejectedExecutionException e) {
            log.debug("Nobody is looked up any more", e);
            question.answer.complete(Peer.UNKNOWN);
        }
        return question.answer;
    }

    private void ask(Question question) {
        questions.add(question);
        loop.execute(this::answerAll);
    }

    private void answerAll() {
        List<Question> asked = new ArrayList<>();
        for (Question next = questions.poll(); next != null; next = questions.poll()) {
            asked.add(next);
        }
        if (asked.isEmpty()) {
            return;
        }
        if (!works()) {
            asked.forEach(question -> question.answer.complete(Peer.UNKNOWN));
            return;
        }
        try {
            Map<Connection, Owner> owners =
                    owners(asked.stream().map(Question::connection).toList());
            // Before the look at processes: one that is started in between makes this stale.
            Spawned known = spawned.get();
            Family family = owners.isEmpty() ? null : Family.look(proc, known);
            for (Question question : asked) {
                Owner owner = owners.get(question.connection);
                Peer peer = owner == null || family == null
                        ? Peer.UNKNOWN
                        : new Peer(owner.uid(), isTrusted(owner.uid()), family.spawnedWith(owner));
                boolean unsure = !peer.isKnown() || peer.spawned() == Peer.NONE && known.more();
                if (unsure && question.attempts > 1) {
                    loop.schedule(PAUSE, () -> ask(question.again()));
                } else {
                    question.answer.complete(peer);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.debug("The kernel's tables of sockets cannot be read", e);
            asked.forEach(question -> question.answer.complete(Peer.UNKNOWN));
        }
    }

    private Map<Connection, Owner> owners(List<Connection> connections) throws IOException {
        SocketTable table = new SocketTable(connections, ByteOrder.nativeOrder());
        for (Path file : tables()) {
            // Without IPv6 there is no second one.
            if (Files.exists(file)) {
                try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    table.read(lines);
                }
            }
        }
        return table.found();
    }

    private List<Path> tables() {
        return List.of(proc.resolve("self/net/tcp"), proc.resolve("self/net/tcp6"));
    }

    /** Ends the thread. */
    @Override
    public void close() {
        end.run();
    }

    private record Question(Connection connection, CompletableFuture<Peer> answer, int attempts) {

        Question again() {
            return new Question(connection, answer, attempts - 1);
        }
    }
}
