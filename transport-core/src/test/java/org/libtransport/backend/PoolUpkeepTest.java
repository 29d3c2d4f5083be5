package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What keeps the backends of a pool in shape over time. */
class PoolUpkeepTest {

    private static PoolFixture fixture(Duration collection, int restartsPerMinute) {
        return new PoolFixture(BackendSettings.DEFAULT
                .withUsersPerBackend(2)
                .withUpkeep(new BackendSettings.Upkeep(Duration.ZERO, collection, restartsPerMinute)));
    }

    private static void tellMemory(Peer peer, int kib) {
        peer.send(
                Type.TYPE_STATS,
                Wire.Stats.newBuilder()
                        .setRes(kib)
                        .setInitRes(1)
                        .setShared(1)
                        .setId("none")
                        .build());
    }

    @Test
    void the_largest_backend_takes_nobody_any_more_and_ends_with_its_last_user() {
        PoolFixture fixture = fixture(Duration.ofSeconds(10), 0);
        Peer small = fixture.backend();
        RecordingUser one = fixture.request("1@b");
        RecordingUser two = fixture.request("2@b");
        RecordingUser three = fixture.request("3@b");
        Peer large = fixture.backend();
        fixture.advance(Duration.ofSeconds(9));
        assertThat(fixture.request("early@b").seat().backendName()).isEqualTo("backend-2");
        fixture.onLoop(() -> one.seat().release());
        tellMemory(small, 1_000);
        tellMemory(large, 50_000);
        fixture.advance(Duration.ofSeconds(1));
        fixture.onLoop(() -> three.seat().release());

        assertThat(fixture.request("next@b").seat().backendName()).isEqualTo("backend-1");
        assertThat(large.isOpen()).isTrue();
        assertThat(two.events).containsExactly("ready");
    }

    @Test
    void an_empty_one_ends_at_once_and_the_collector_goes_on_if_there_are_no_figures_yet() {
        PoolFixture fixture = fixture(Duration.ofSeconds(5), 0);
        Peer peer = fixture.backend();
        fixture.advance(Duration.ofSeconds(7));
        assertThat(peer.isOpen()).isTrue();
        tellMemory(peer, 1);
        fixture.advance(Duration.ofSeconds(5));

        assertThat(peer.isOpen()).isFalse();
        assertThat(fixture.processes).hasSize(2);
    }

    @Test
    void failed_backends_are_replaced_no_faster_than_told() {
        PoolFixture fixture = fixture(Duration.ZERO, 3);
        int started = 0;
        for (int seconds = 0; seconds < 50; seconds++) {
            while (started < fixture.processes.size()) {
                fixture.processes.get(started).end("exit code 1");
                started++;
            }
            fixture.advance(Duration.ofSeconds(1));
        }
        assertThat(started).isEqualTo(4);
        fixture.advance(Duration.ofSeconds(60));
        assertThat(fixture.processes).hasSize(5);
    }

    @Test
    void users_who_come_are_no_restarts() {
        PoolFixture fixture = fixture(Duration.ZERO, 1);
        for (int i = 0; i < 10; i++) {
            fixture.request(i + "@b");
        }
        assertThat(fixture.processes).hasSize(5);
    }

    @Test
    void replacements_are_on_their_way_before_the_users_of_a_crashed_backend_ask() {
        PoolFixture fixture = fixture(Duration.ZERO, 0);
        Peer first = fixture.backend();
        fixture.request("1@b");
        fixture.request("2@b");
        fixture.advance(Duration.ofSeconds(19));
        first.send(Type.TYPE_PONG, null);
        for (int i = 0; i < 5; i++) {
            fixture.advance(Duration.ofSeconds(19));
            first.send(Type.TYPE_PONG, null);
        }
        assertThat(fixture.processes).hasSize(1);
        first.disconnect();

        assertThat(fixture.processes).hasSize(2);
    }
}
