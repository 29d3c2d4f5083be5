package org.libtransport.backend.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.concurrent.Loop;
import org.libtransport.testkit.ManualLoop;

/** Who is at the other end, by files as proc(5) describes them. */
class PeerLookupTest {

    private static final Connection CONNECTION =
            new Connection(new InetSocketAddress("127.0.0.1", 50_000), new InetSocketAddress("127.0.0.1", 8_080));

    private final ManualLoop loop = new ManualLoop();
    private Spawned spawned = Spawned.NONE;

    @TempDir
    private Path proc = Path.of("unset");

    @BeforeEach
    void weAreUser1000() throws IOException {
        Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\nUid:\t0\t1000\t0\t0\n");
        table("");
    }

    private void table(String rows) throws IOException {
        Files.writeString(proc.resolve("self/net/tcp"), "  sl  local_address rem_address   st\n" + rows);
    }

    private static String row(long uid) {
        String[] ends = CONNECTION.inTcp(ByteOrder.nativeOrder()).split(" ");
        return "   0: " + ends[0] + " " + ends[1] + " 01 00000000:00000000 00:00000000 00000000  " + uid + "  0 22 1\n";
    }

    private PeerLookup lookup() {
        return new PeerLookup(proc, loop, () -> spawned, () -> {});
    }

    private CompletableFuture<Peer> find() {
        CompletableFuture<Peer> found = lookup().find(CONNECTION).toCompletableFuture();
        loop.run();
        return found;
    }

    @Test
    void programs_of_our_own_user_and_of_root_are_trusted_and_nobody_else() throws IOException {
        table(row(1000));
        assertThat(find().join()).isEqualTo(new Peer(1000, true, Peer.NONE));
        table(row(0));
        assertThat(find().join()).isEqualTo(new Peer(0, true, Peer.NONE));
        table(row(1001));
        assertThat(find().join()).isEqualTo(new Peer(1001, false, Peer.NONE));
    }

    @Test
    void a_row_that_is_not_there_yet_is_looked_for_again() throws IOException {
        CompletableFuture<Peer> found = find();
        assertThat(found).isNotDone();
        table(row(1000));
        loop.advance(Duration.ofMillis(100));
        assertThat(found.join().uid()).isEqualTo(1000);
    }

    @Test
    void what_cannot_be_found_is_unknown_within_half_a_second() {
        CompletableFuture<Peer> found = find();
        loop.advance(Duration.ofMillis(500));
        assertThat(found.join()).isEqualTo(Peer.UNKNOWN);
        assertThat(found.join().trusted()).isFalse();
    }

    @Test
    void as_long_as_a_start_is_not_noted_yet_nobody_is_taken_for_a_mere_neighbour() throws IOException {
        table(row(1000));
        spawned = new Spawned(List.of(), true);
        CompletableFuture<Peer> found = find();
        loop.advance(Duration.ofMillis(100));
        assertThat(found).isNotDone();

        spawned = Spawned.NONE;
        loop.advance(Duration.ofMillis(100));
        assertThat(found.join()).isEqualTo(new Peer(1000, true, Peer.NONE));
    }

    @Test
    void a_machine_without_proc_tells_nothing_and_keeps_nobody_waiting() throws IOException {
        Files.delete(proc.resolve("self/net/tcp"));

        assertThat(lookup().works()).isFalse();
        assertThat(find().join()).isEqualTo(Peer.UNKNOWN);
    }

    @Test
    void a_machine_that_does_not_tell_who_we_are_tells_nothing() throws IOException {
        table(row(0));
        Files.delete(proc.resolve("self/status"));

        assertThat(lookup().works()).isFalse();
        assertThat(find().join()).isEqualTo(Peer.UNKNOWN);
    }

    @Test
    void after_the_end_everybody_is_unknown() {
        Loop ended = new Loop() {
            @Override
            public void execute(Runnable task) {
                throw new RejectedExecutionException("ended");
            }

            @Override
            public Timer schedule(Duration delay, Runnable task) {
                throw new RejectedExecutionException("ended");
            }

            @Override
            public boolean isCurrent() {
                return false;
            }

            @Override
            public long nanoTime() {
                return 0;
            }
        };
        PeerLookup lookup = new PeerLookup(proc, ended, () -> spawned, () -> {});
        assertThat(lookup.find(CONNECTION).toCompletableFuture().join()).isEqualTo(Peer.UNKNOWN);
    }
}
