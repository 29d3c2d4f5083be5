package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ManualLoop;

/** One bad account does not take the others down again and again. */
class QuarantineTest {

    private static final String BAD = "bad@b";

    /** Lets every backend that has the bad user crash, brings all users back, and says what became of them. */
    private static final class Scene {

        final PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT.withUsersPerBackend(100));
        final Map<String, RecordingUser> users = new HashMap<>();

        Scene(int innocents) {
            users.put(BAD, fixture.user(BAD));
            for (int i = 0; i < innocents; i++) {
                users.put("good" + i + "@b", fixture.user("good" + i + "@b"));
            }
            users.values().forEach(fixture.pool::request);
            startWanted();
        }

        /** As many backends as the pool has started processes for. */
        void startWanted() {
            fixture.settle();
            while (fixture.peers.size() < fixture.processes.size()) {
                fixture.backend();
            }
        }

        String backendOf(String user) {
            return users.get(user).seat().backendName();
        }

        /** Time passes in which backends start and answer. */
        void live(Duration time) {
            for (long left = time.toSeconds(); left > 0; left--) {
                startWanted();
                fixture.advance(Duration.ofSeconds(1));
                fixture.peers.stream().filter(Peer::isOpen).forEach(peer -> peer.send(Type.TYPE_PONG, null));
            }
        }

        /** The backend under the bad user crashes; everybody on it asks again. Gives who was hit. */
        Set<String> crash() {
            int number = Integer.parseInt(backendOf(BAD).substring("backend-".length()));
            Set<String> hit = new HashSet<>();
            for (RecordingUser user : users.values()) {
                if (user.seat().backendName().equals(backendOf(BAD))) {
                    hit.add(user.key());
                }
            }
            fixture.peers.get(number - 1).disconnect();
            fixture.processes.get(number - 1).end("exit code 1");
            fixture.advance(Duration.ofSeconds(1));
            for (String user : hit) {
                if (users.get(user).failure.retryable()) {
                    fixture.pool.request(users.get(user));
                }
            }
            live(Duration.ofSeconds(40));
            return hit;
        }
    }

    @Test
    void after_three_crashes_a_user_is_alone_and_after_four_refused_for_a_time() {
        Scene scene = new Scene(99);
        assertThat(scene.crash()).hasSize(100);
        assertThat(scene.crash()).hasSize(100);
        Set<String> third = scene.crash();
        assertThat(third).as("the root of a hundred").hasSizeLessThanOrEqualTo(10);
        assertThat(third).contains(BAD);
        assertThat(scene.crash()).as("alone").containsExactly(BAD);

        RecordingUser bad = scene.users.get(BAD);
        assertThat(bad.events).endsWith("lost");
        assertThat(bad.failure.kind()).isEqualTo(Failure.Kind.REFUSED);
        assertThat(bad.failure.text().toString()).contains("10 minutes");
        scene.fixture.pool.request(bad);
        scene.fixture.settle();
        assertThat(bad.events).endsWith("unavailable");
        assertThat(bad.failure.kind()).isEqualTo(Failure.Kind.REFUSED);
        for (RecordingUser user : scene.users.values()) {
            if (user != bad) {
                assertThat(user.events).endsWith("ready");
            }
        }
    }

    @Test
    void whoever_was_refused_may_try_again_alone() {
        Scene scene = new Scene(3);
        for (int i = 0; i < 4; i++) {
            scene.crash();
        }
        scene.live(Duration.ofMinutes(10));

        scene.fixture.pool.request(scene.users.get(BAD));
        scene.startWanted();

        assertThat(scene.users.get(BAD).events).endsWith("ready");
        assertThat(scene.crash()).containsExactly(BAD);
        assertThat(scene.users.get(BAD).failure.kind()).isEqualTo(Failure.Kind.REFUSED);
    }

    @Test
    void crashes_that_are_far_apart_are_nobodys_fault() {
        CrashRecords records = records();
        for (int i = 0; i < 10; i++) {
            records.crashed(List.of(BAD));
            assertThat(records.useFor(BAD)).isEqualTo(BackendUse.ORDINARY);
            loop.advance(Duration.ofMinutes(10));
        }
    }

    @Test
    void records_are_bounded_and_forgotten() {
        CrashRecords records = records();
        List<String> many = new ArrayList<>();
        for (int i = 0; i < CrashRecords.MOST + 10; i++) {
            many.add("user" + i);
        }
        records.crashed(many);
        assertThat(records.size()).isEqualTo(CrashRecords.MOST);
        loop.advance(Duration.ofMinutes(10));
        records.crashed(List.of(BAD));
        assertThat(records.size()).isEqualTo(1);
    }

    @Test
    void a_backend_of_external_making_is_nobodys_fault() {
        PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT, false);
        RecordingUser user = fixture.user(BAD);
        for (int i = 0; i < 5; i++) {
            Peer peer = fixture.backend();
            fixture.pool.request(user);
            fixture.settle();
            assertThat(user.events).endsWith("ready");
            peer.disconnect();
            assertThat(user.failure.retryable()).isTrue();
        }
    }

    private final ManualLoop loop = new ManualLoop();

    private CrashRecords records() {
        return new CrashRecords(loop);
    }
}
