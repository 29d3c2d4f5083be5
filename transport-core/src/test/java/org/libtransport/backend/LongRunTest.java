package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Idle users move to backends for long sessions (docs/wire-protocol.md, life-cycle of a backend). */
class LongRunTest {

    private final PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT
            .withUsersPerBackend(2)
            .withUpkeep(new BackendSettings.Upkeep(Duration.ofSeconds(60), Duration.ZERO, 0)));

    private RecordingUser loggedIn(String key, Peer on) {
        RecordingUser user = fixture.request(key);
        user.moves = true;
        on.send(Type.TYPE_CONNECTED, Wire.Connected.newBuilder().setUser(key).build());
        return user;
    }

    private void wait(Duration time) {
        for (long seconds = time.toSeconds(); seconds > 0; seconds -= 10) {
            fixture.advance(Duration.ofSeconds(10));
            fixture.peers.stream().filter(Peer::isOpen).forEach(peer -> peer.send(Type.TYPE_PONG, null));
        }
    }

    private List<BackendStatus> status() {
        CompletionStage<List<BackendStatus>> status = fixture.pool.status();
        fixture.settle();
        return status.toCompletableFuture().join();
    }

    @Test
    void idle_users_move_to_a_backend_of_their_own_and_those_who_write_stay() {
        Peer first = fixture.backend();
        RecordingUser idle = loggedIn("idle@b", first);
        RecordingUser busy = loggedIn("busy@b", first);
        for (int i = 0; i < 5; i++) {
            wait(Duration.ofSeconds(20));
            fixture.onLoop(() -> busy.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("busy@b", "still here")));
        }
        assertThat(fixture.processes).as("one more is started").hasSize(2);
        fixture.backend();

        assertThat(idle.events).containsExactly("ready", "connected", "moved");
        assertThat(idle.seat().backendName()).isEqualTo("backend-2");
        assertThat(busy.events).containsExactly("ready", "connected");
        fixture.advance(Duration.ofSeconds(6));
        assertThat(status())
                .extracting(BackendStatus::use, BackendStatus::users)
                .containsExactly(tuple(BackendUse.LONG_RUN, 1), tuple(BackendUse.ORDINARY, 1));
    }

    @Test
    void nobody_logs_in_at_a_long_run_backend_and_nobody_is_moved_twice() {
        Peer first = fixture.backend();
        RecordingUser idle = loggedIn("idle@b", first);
        wait(Duration.ofSeconds(80));
        Peer second = fixture.backend();
        second.send(
                Type.TYPE_CONNECTED,
                Wire.Connected.newBuilder().setUser("idle@b").build());
        wait(Duration.ofSeconds(200));

        assertThat(idle.events).containsExactly("ready", "connected", "moved", "connected");
        RecordingUser next = fixture.request("next@b");
        if (next.events.isEmpty()) {
            fixture.backend();
        }
        assertThat(next.seat().backendName()).isNotEqualTo(idle.seat().backendName());
    }

    @Test
    void who_is_not_logged_in_yet_is_not_moved() {
        fixture.backend();
        RecordingUser slow = fixture.request("slow@b");
        wait(Duration.ofSeconds(200));
        assertThat(fixture.processes).hasSize(1);
        assertThat(slow.events).containsExactly("ready");
    }

    @Test
    void what_the_old_backend_still_has_from_people_arrives_and_its_farewell_does_not() {
        Peer old = fixture.backend();
        RecordingUser idle = loggedIn("idle@b", old);
        wait(Duration.ofSeconds(80));
        fixture.backend();
        idle.events.clear();

        old.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("idle@b", "late"));
        old.send(
                Type.TYPE_BUDDY_CHANGED,
                Wire.Buddy.newBuilder()
                        .setUserName("idle@b")
                        .setBuddyName("friend")
                        .setStatus(Wire.StatusType.STATUS_NONE)
                        .build());
        old.send(
                Type.TYPE_DISCONNECTED,
                Wire.Disconnected.newBuilder().setUser("idle@b").setError(0).build());
        assertThat(idle.events).containsExactly("message late");
        fixture.advance(Duration.ofSeconds(6));
        old.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("idle@b", "too late"));
        assertThat(idle.events).containsExactly("message late");
    }

    @Test
    void a_user_who_leaves_while_the_new_seat_is_on_its_way_leaves_both() {
        Peer first = fixture.backend();
        RecordingUser idle = loggedIn("idle@b", first);
        wait(Duration.ofSeconds(80));
        Peer second = fixture.connect();
        fixture.loop.execute(() -> idle.seat().release());
        second.send(Type.TYPE_PONG, null);

        assertThat(idle.events).containsExactly("ready", "connected");
        assertThat(status()).extracting(BackendStatus::users).containsOnly(0);
    }
}
