package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.failure.Failure;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Who gets which backend, and when backends come and go (docs/wire-protocol.md, life-cycle of a backend). */
class BackendPoolTest {

    private static final BackendSettings.Limits FEW = new BackendSettings.Limits(1 << 20, 10, 3, 2, 100, 100, 10_000);

    @Test
    void gives_seats_only_on_backends_that_answered_the_first_ping() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        RecordingUser user = fixture.request("a@b");
        Peer peer = fixture.connect();
        assertThat(user.events).isEmpty();
        assertThat(fixture.pool.firstReady().toCompletableFuture()).isNotDone();

        peer.send(Type.TYPE_PONG, null);

        assertThat(user.events).containsExactly("ready");
        assertThat(user.seat().backendName()).isEqualTo("backend-1");
        assertThat(fixture.pool.firstReady().toCompletableFuture()).isDone();
    }

    @Test
    void prefers_the_newest_backend_that_has_room() {
        PoolFixture fixture = PoolFixture.poolOf(1_000);
        fixture.backend();
        fixture.backend();

        assertThat(fixture.request("a@b").seat().backendName()).isEqualTo("backend-2");
    }

    @Test
    void serves_waiting_users_in_order_and_starts_as_many_backends_as_they_need() {
        PoolFixture fixture = PoolFixture.poolOf(2);
        List<RecordingUser> users = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            users.add(fixture.request("user" + i + "@b"));
        }
        assertThat(fixture.processes).hasSize(3);

        fixture.backend();
        assertThat(users).extracting(user -> user.events.size()).containsExactly(1, 1, 0, 0, 0);
        fixture.backend();
        fixture.backend();
        assertThat(users).extracting(user -> user.events.size()).containsExactly(1, 1, 1, 1, 1);
        assertThat(fixture.processes).hasSize(3);
    }

    @Test
    void refuses_users_over_the_bound_of_the_queue() {
        PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT.withLimits(FEW));
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.request(i + "@b").events).isEmpty();
        }
        RecordingUser oneTooMany = fixture.request("late@b");
        assertThat(oneTooMany.events).containsExactly("unavailable");
        assertThat(oneTooMany.failure).extracting(failure -> failure.kind()).isEqualTo(Failure.Kind.OVERLOAD);
    }

    @Test
    void refuses_users_who_waited_too_long_each_at_their_time() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        RecordingUser first = fixture.request("first@b");
        fixture.advance(Duration.ofSeconds(40));
        RecordingUser second = fixture.request("second@b");

        fixture.advance(Duration.ofSeconds(20));
        assertThat(first.events).containsExactly("unavailable");
        assertThat(second.events).isEmpty();
        fixture.advance(Duration.ofSeconds(40));
        assertThat(second.events).containsExactly("unavailable");
    }

    @Test
    void a_cancelled_request_gets_nothing_even_if_its_seat_was_on_the_way() {
        PoolFixture fixture = PoolFixture.poolOf(1);
        RecordingUser early = fixture.user("early@b");
        fixture.pool.request(early).cancel();
        fixture.settle();
        fixture.backend();
        RecordingUser late = fixture.user("late@b");
        Backends.Request request = fixture.pool.request(late);
        fixture.loop.execute(request::cancel);
        fixture.settle();

        assertThat(early.events).isEmpty();
        assertThat(late.events).isEmpty();
        CompletionStage<List<BackendStatus>> status = fixture.pool.status();
        fixture.settle();
        assertThat(status.toCompletableFuture().join())
                .extracting(BackendStatus::users)
                .containsOnly(0);
        fixture.backend();
        assertThat(fixture.request("next@b").events).containsExactly("ready");
    }

    @Test
    void a_late_first_pong_is_forgiven_until_the_start_timeout() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        Peer slow = fixture.connect();
        Peer tooSlow = fixture.connect();
        fixture.advance(Duration.ofSeconds(59));
        slow.send(Type.TYPE_PONG, null);
        fixture.advance(Duration.ofSeconds(2));

        assertThat(slow.isOpen()).isTrue();
        assertThat(tooSlow.isOpen()).isFalse();
        assertThat(fixture.request("a@b").events).containsExactly("ready");
    }

    @Test
    void a_backend_that_says_nothing_from_one_ping_to_the_next_is_dropped() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        Peer peer = fixture.backend();
        RecordingUser user = fixture.request("a@b");
        fixture.advance(Duration.ofSeconds(20));
        assertThat(peer.isOpen()).isTrue();

        fixture.advance(Duration.ofSeconds(20));

        assertThat(peer.isOpen()).isFalse();
        assertThat(user.events).containsExactly("ready", "lost");
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isEqualTo(1);
        assertThat(peer.receivedTypes()).containsExactly(Type.TYPE_EXIT);
    }

    @Test
    void any_data_counts_as_an_answer_and_a_backend_that_is_not_read_is_not_blamed() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        Peer peer = fixture.backend();
        for (int i = 0; i < 5; i++) {
            fixture.advance(Duration.ofSeconds(19));
            peer.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("nobody@b", "hi"));
        }
        fixture.pool.setReading(false);
        fixture.settle();
        assertThat(peer.channel.config().isAutoRead()).isFalse();
        fixture.advance(Duration.ofMinutes(3));
        fixture.pool.setReading(true);
        fixture.settle();
        assertThat(peer.channel.config().isAutoRead()).isTrue();
        fixture.advance(Duration.ofSeconds(19));

        assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void backends_nobody_uses_are_dropped_but_the_last_one_stays() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        Peer older = fixture.backend();
        Peer newer = fixture.backend();
        for (int i = 0; i < 5; i++) {
            fixture.advance(Duration.ofSeconds(19));
            fixture.peers.stream().filter(Peer::isOpen).forEach(peer -> peer.send(Type.TYPE_PONG, null));
        }
        assertThat(List.of(older.isOpen(), newer.isOpen())).containsExactlyInAnyOrder(true, false);
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isZero();
    }

    @Test
    void with_one_user_per_backend_none_is_used_twice() {
        PoolFixture fixture = PoolFixture.poolOf(1);
        Peer first = fixture.backend();
        RecordingUser user = fixture.request("a@b");
        fixture.onLoop(() -> user.seat().release());

        assertThat(first.receivedTypes()).containsExactly(Type.TYPE_EXIT);
        fixture.advance(Duration.ofSeconds(2));
        assertThat(first.isOpen()).isFalse();
        assertThat(fixture.processes).hasSize(2);
        assertThat(fixture.request("c@d").events).isEmpty();
        fixture.backend();
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isZero();
    }

    @Test
    void a_backend_that_was_full_once_takes_nobody_when_told_not_to_reuse() {
        PoolFixture fixture =
                new PoolFixture(BackendSettings.DEFAULT.withUsersPerBackend(2).withReuseOldBackends(false));
        fixture.backend();
        RecordingUser one = fixture.request("1@b");
        fixture.request("2@b");
        fixture.onLoop(() -> one.seat().release());

        assertThat(fixture.request("3@b").events).isEmpty();
    }

    @Test
    void users_come_no_faster_than_the_login_delay() {
        PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT.withLoginDelay(Duration.ofSeconds(2)));
        fixture.backend();
        RecordingUser first = fixture.request("1@b");
        RecordingUser second = fixture.request("2@b");
        RecordingUser third = fixture.request("3@b");

        assertThat(List.of(first.events.size(), second.events.size(), third.events.size()))
                .containsExactly(1, 0, 0);
        fixture.advance(Duration.ofSeconds(2));
        assertThat(List.of(second.events.size(), third.events.size())).containsExactly(1, 0);
        fixture.advance(Duration.ofSeconds(2));
        assertThat(third.events).containsExactly("ready");
    }

    @Test
    void a_lost_link_tells_its_users_and_they_can_ask_again() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        Peer peer = fixture.backend();
        RecordingUser user = fixture.request("a@b");
        BackendSession old = user.seat();

        peer.disconnect();

        assertThat(user.events).containsExactly("ready", "lost");
        fixture.onLoop(() -> assertThat(old.send(Type.TYPE_LOGOUT, Wire.Logout.getDefaultInstance()))
                .isFalse());
        fixture.pool.request(user);
        fixture.settle();
        fixture.backend();
        assertThat(user.events).containsExactly("ready", "lost", "ready");
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isEqualTo(1);
    }

    @Test
    void status_shows_what_stats_told() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        Peer peer = fixture.backend();
        fixture.request("a@b");
        peer.send(Type.TYPE_STATS, PoolFixture.stats("77"));
        fixture.advance(Duration.ofSeconds(3));

        CompletionStage<List<BackendStatus>> status = fixture.pool.status();
        fixture.settle();

        assertThat(status.toCompletableFuture().join())
                .containsExactly(new BackendStatus(
                        "backend-1",
                        true,
                        true,
                        BackendUse.ORDINARY,
                        1,
                        Duration.ofSeconds(3),
                        "",
                        1001,
                        "77",
                        30,
                        20,
                        10));
    }

    @Test
    void announced_features_are_told_and_kept_when_the_backend_goes() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        List<BackendFeatures> told = new ArrayList<>();
        fixture.pool.onFeatures(told::add);
        assertThat(fixture.pool.features()).isEqualTo(BackendFeatures.DEFAULT);
        Peer peer = fixture.connect();
        String config = "[features]\nmuc=1\n";
        peer.send(
                Type.TYPE_BACKEND_CONFIG,
                Wire.BackendConfig.newBuilder().setConfig(config).build());
        peer.send(
                Type.TYPE_BACKEND_CONFIG,
                Wire.BackendConfig.newBuilder().setConfig(config).build());
        assertThat(told).as("before it is used").isEmpty();
        peer.send(Type.TYPE_PONG, null);
        peer.disconnect();

        assertThat(told)
                .containsExactly(new BackendFeatures(true, true, true, false, true, false, false, false))
                .containsExactly(fixture.pool.features());
    }

    @Test
    void a_list_of_rooms_for_all_is_told_once_and_to_no_user() {
        PoolFixture fixture = PoolFixture.poolOf(10);
        List<Wire.RoomList> told = new ArrayList<>();
        fixture.pool.onRooms(told::add);
        Peer peer = fixture.backend();
        RecordingUser one = fixture.request("one@b");
        RecordingUser other = fixture.request("other@b");
        Wire.RoomList rooms =
                Wire.RoomList.newBuilder().addRoom("#hall").addName("Hall").build();

        peer.send(Type.TYPE_ROOM_LIST, rooms);

        assertThat(told).containsExactly(rooms);
        assertThat(one.events).containsExactly("ready");
        assertThat(other.events).containsExactly("ready");
    }
}
