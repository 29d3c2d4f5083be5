package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.FakeProcess;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** How the processes of backends are started, told from each other, replaced and ended. */
class BackendStartsTest {

    private static final BackendSettings.Limits FEW = new BackendSettings.Limits(1 << 20, 10, 3, 2, 100, 100, 10_000);

    @Test
    void starts_the_first_backend_at_once_and_greets_it_with_a_ping() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        assertThat(fixture.processes).extracting(process -> process.logId).containsExactly(1);

        assertThat(fixture.connect().allReceived())
                .extracting(Wire.WrapperMessage::getType)
                .containsExactly(Type.TYPE_PING);
    }

    @Test
    void starts_no_more_at_a_time_than_the_bound() {
        PoolFixture fixture =
                new PoolFixture(BackendSettings.DEFAULT.withUsersPerBackend(1).withLimits(FEW));
        for (int i = 0; i < 3; i++) {
            fixture.request(i + "@b");
        }
        assertThat(fixture.processes).hasSize(2);
        fixture.backend();
        assertThat(fixture.processes).hasSize(3);
    }

    @Test
    void pauses_between_failing_starts_grow_and_end_with_the_first_success() {
        PoolFixture fixture = PoolFixture.poolOf(1);
        for (int i = 0; i < 5; i++) {
            fixture.request(i + "@b");
        }
        int started = fixture.processes.size();
        List.copyOf(fixture.processes).forEach(process -> process.end("exit code 2"));
        fixture.settle();
        assertThat(fixture.processes).hasSize(started);

        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long before = fixture.loop.nanoTime();
            while (fixture.processes.size() == started) {
                fixture.advance(Duration.ofMillis(100));
            }
            pauses.add((fixture.loop.nanoTime() - before) / 100_000_000);
            started = fixture.processes.size();
            assertThat(fixture.processes.get(started - 1).logId).isEqualTo(1);
            fixture.processes.get(started - 1).end("exit code 2");
            fixture.settle();
        }
        assertThat(pauses.get(0)).isBetween(5L, 10L);
        assertThat(pauses.get(6)).isBetween(300L, 600L);
        assertThat(pauses).isSorted();
    }

    @Test
    void users_of_backends_that_worked_and_crashed_wait_for_no_pause_however_many_crashed() {
        PoolFixture fixture = PoolFixture.poolOf(1);
        for (int i = 0; i < 4; i++) {
            fixture.request(i + "@b");
        }
        List<Peer> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            first.add(fixture.backend(i));
        }
        first.forEach(Peer::disconnect);

        assertThat(fixture.processes).hasSize(8);
    }

    @Test
    void backends_that_crash_soon_one_after_the_other_are_replaced_more_and_more_slowly_until_one_works() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Peer peer = fixture.backend(i);
            fixture.advance(Duration.ofSeconds(1));
            long before = fixture.loop.nanoTime();
            peer.disconnect();
            while (fixture.processes.size() == i + 1) {
                fixture.advance(Duration.ofMillis(100));
            }
            pauses.add((fixture.loop.nanoTime() - before) / 100_000_000);
        }
        assertThat(pauses.get(0)).isZero();
        assertThat(pauses.get(1)).isBetween(5L, 10L);
        assertThat(pauses.get(7)).isBetween(300L, 600L);
        assertThat(pauses).isSorted();

        Peer works = fixture.backend(8);
        for (int i = 0; i < 7; i++) {
            fixture.advance(Duration.ofSeconds(10));
            works.send(Type.TYPE_PONG, null);
        }
        works.disconnect();
        assertThat(fixture.processes).hasSize(10);
        fixture.backend(9).disconnect();
        assertThat(fixture.processes).hasSize(11);
    }

    @Test
    void a_process_that_never_connects_is_ended() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        FakeProcess process = fixture.processes.get(0);
        fixture.advance(Duration.ofSeconds(65));

        assertThat(process.happened).containsExactly("ending", "SIGTERM", "SIGKILL");
    }

    @Test
    void the_process_behind_a_dropped_link_is_the_one_that_stats_named() {
        PoolFixture fixture = PoolFixture.poolOf(1);
        fixture.request("1@b");
        fixture.request("2@b");
        assertThat(fixture.processes).hasSize(2);
        Peer ofSecond = fixture.backend();
        ofSecond.send(Type.TYPE_STATS, PoolFixture.stats("1002"));
        Peer ofFirst = fixture.backend();
        ofFirst.send(Type.TYPE_STATS, PoolFixture.stats("1001"));

        ofSecond.disconnect();
        fixture.advance(Duration.ofSeconds(5));

        assertThat(fixture.processes.get(0).happened).isEmpty();
        assertThat(fixture.processes.get(1).happened).containsExactly("ending", "SIGTERM", "SIGKILL");
    }

    @Test
    void a_backend_that_tells_its_figures_before_it_has_agreed_on_versions_is_started_only_once() {
        for (boolean kernelTells : new boolean[] {true, false}) {
            PoolFixture fixture = PoolFixture.poolOf(10);
            Peer peer = fixture.connect(
                    kernelTells ? Admission.spawned(1001, fixture.token) : Admission.byToken(-1, fixture.token));
            peer.send(
                    Type.TYPE_BACKEND_CONFIG,
                    Wire.BackendConfig.newBuilder()
                            .setConfig("[extensions]\nhello=1\n")
                            .build());
            peer.send(Type.TYPE_PONG, null);
            peer.send(Type.TYPE_STATS, PoolFixture.stats("1001"));
            RecordingUser user = fixture.request("a@b");
            assertThat(fixture.processes).hasSize(1);
            peer.send(
                    Type.TYPE_HELLO,
                    Wire.Hello.newBuilder()
                            .setLowestVersion(1)
                            .setHighestVersion(1)
                            .build());

            assertThat(user.events).containsExactly("ready");
            assertThat(fixture.processes).hasSize(1);
            peer.disconnect();
            assertThat(fixture.processes.get(0).happened).containsExactly("ending");
        }
    }

    @Test
    void stop_sends_exit_after_what_users_sent_and_refuses_everybody_else() {
        PoolFixture fixture = PoolFixture.poolOf(1);
        Peer peer = fixture.backend();
        RecordingUser seated = fixture.request("seated@b");
        RecordingUser waiting = fixture.request("waiting@b");
        FakeProcess connected = fixture.processes.get(0);
        FakeProcess starting = fixture.processes.get(1);
        Wire.Logout logout =
                Wire.Logout.newBuilder().setUser("seated@b").setLegacyName("me").build();

        fixture.loop.execute(() -> seated.seat().send(Type.TYPE_LOGOUT, logout));
        CompletionStage<Void> stopped = fixture.pool.stop();
        fixture.settle();

        assertThat(peer.receivedTypes()).containsExactly(Type.TYPE_LOGOUT, Type.TYPE_EXIT);
        assertThat(waiting.events).containsExactly("unavailable");
        assertThat(fixture.listening).isFalse();
        assertThat(starting.happened).containsExactly("ending", "SIGTERM");
        assertThat(connected.happened).doesNotContain("SIGTERM");
        starting.end("signal 15");
        peer.disconnect();
        assertThat(seated.events).containsExactly("ready", "lost");
        assertThat(stopped.toCompletableFuture()).isNotDone();
        fixture.advance(Duration.ofSeconds(4));
        assertThat(connected.happened).containsSubsequence("SIGTERM", "SIGKILL").containsOnlyOnce("SIGTERM");
        connected.end("signal 9");
        fixture.settle();
        assertThat(stopped.toCompletableFuture()).isDone();
        assertThat(fixture.request("late@b").events).containsExactly("unavailable");
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isZero();
    }

    @Test
    void stop_gives_up_on_a_process_that_cannot_be_killed() {
        PoolFixture fixture = PoolFixture.poolOf(1);
        CompletionStage<Void> stopped = fixture.pool.stop();
        fixture.advance(Duration.ofSeconds(7));
        assertThat(stopped.toCompletableFuture()).isDone();
    }

    @Test
    void external_backends_are_waited_for_and_never_started() {
        PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT, false);
        RecordingUser user = fixture.request("a@b");
        fixture.backend();
        assertThat(user.events).containsExactly("ready");
    }
}
