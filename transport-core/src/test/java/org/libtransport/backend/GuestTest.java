package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Connections at the backend port that are no backends, and what must not come of them. */
class GuestTest {

    private final PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT.withUsersPerBackend(1));
    private final Admission neighbour = Admission.neighbour(Admission.NONE, false, fixture.token);

    private static Wire.BackendConfig text(String text) {
        return Wire.BackendConfig.newBuilder().setConfig(text).build();
    }

    private Admission spawned(int number) {
        return Admission.spawned(fixture.processes.get(number).pid(), fixture.token);
    }

    @Test
    void a_program_that_asks_and_answers_ping_is_left_alone_and_its_end_is_no_crash() {
        Peer program = fixture.connect(neighbour);
        program.send(Type.TYPE_PONG, null);
        program.send(Type.TYPE_QUERY, text("status"));
        fixture.advance(Duration.ofMinutes(10));
        assertThat(program.isOpen()).isTrue();
        assertThat(program.receivedTypes()).contains(Type.TYPE_QUERY).doesNotContain(Type.TYPE_EXIT);

        program.disconnect();
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isZero();
    }

    @Test
    void a_program_that_asks_first_is_left_alone_too_whether_it_answers_ping_or_not() {
        for (boolean answers : new boolean[] {true, false}) {
            Peer program = fixture.connect(neighbour);
            program.send(Type.TYPE_QUERY, text("status"));
            if (answers) {
                program.send(Type.TYPE_PONG, null);
            }
            fixture.advance(Duration.ofSeconds(30));
            assertThat(program.isOpen()).isTrue();
            program.disconnect();
        }
        Peer patient = fixture.connect(neighbour);
        patient.send(Type.TYPE_QUERY, text("status"));
        fixture.advance(Duration.ofMinutes(10));
        assertThat(patient.isOpen()).isTrue();
    }

    @Test
    void a_program_that_asks_gets_no_users_even_with_the_token_and_even_where_backends_are_started_by_others() {
        for (boolean withToken : new boolean[] {false, true}) {
            PoolFixture external = new PoolFixture(BackendSettings.DEFAULT, false);
            Peer program = external.connect(
                    withToken
                            ? Admission.byToken(Admission.NONE, external.token)
                            : Admission.neighbour(Admission.NONE, true, external.token));
            program.send(Type.TYPE_PONG, null);
            program.send(Type.TYPE_QUERY, text("status"));
            assertThat(external.request("a@b").events).isEmpty();
            program.disconnect();
            assertThat(external.metrics.value(Counter.BACKENDS_CRASHED)).isZero();
        }
    }

    @Test
    void a_backend_with_users_may_ask_and_stays_a_backend() {
        PoolFixture external = new PoolFixture(BackendSettings.DEFAULT, false);
        Peer peer = external.connect(Admission.byToken(Admission.NONE, external.token));
        peer.send(Type.TYPE_PONG, null);
        RecordingUser user = external.request("a@b");
        peer.send(Type.TYPE_QUERY, text("status"));
        peer.disconnect();

        assertThat(user.events).containsExactly("ready", "lost");
        assertThat(external.metrics.value(Counter.BACKENDS_CRASHED)).isEqualTo(1);
    }

    @Test
    void a_neighbour_that_falls_silent_without_having_asked_is_sent_away_and_no_crash() {
        Peer idle = fixture.connect(neighbour);
        idle.send(Type.TYPE_PONG, null);
        fixture.advance(Duration.ofSeconds(41));

        assertThat(idle.receivedTypes()).containsExactly(Type.TYPE_EXIT);
        fixture.advance(Duration.ofSeconds(2));
        assertThat(idle.isOpen()).isFalse();
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isZero();
    }

    @Test
    void what_counts_as_announced_is_only_what_a_backend_says_that_gets_users() {
        List<BackendFeatures> told = new ArrayList<>();
        fixture.pool.onFeatures(told::add);
        List<Wire.RoomList> rooms = new ArrayList<>();
        fixture.pool.onRooms(rooms::add);
        Peer program = fixture.connect(neighbour);
        program.send(Type.TYPE_BACKEND_CONFIG, text("[features]\nmuc=0\nrawxml=1\n"));
        program.send(
                Type.TYPE_ROOM_LIST, Wire.RoomList.newBuilder().addRoom("x").build());
        program.send(Type.TYPE_PONG, null);
        program.send(Type.TYPE_BACKEND_CONFIG, text("[features]\nmuc=0\n"));
        Peer neverReady = fixture.connect(Admission.byToken(Admission.NONE, fixture.token));
        neverReady.send(Type.TYPE_BACKEND_CONFIG, text("[features]\nmuc=0\n"));
        neverReady.disconnect();
        assertThat(told).isEmpty();

        Peer backend = fixture.connect(spawned(0));
        backend.send(Type.TYPE_BACKEND_CONFIG, text("[features]\nmuc=1\n"));
        backend.send(
                Type.TYPE_ROOM_LIST, Wire.RoomList.newBuilder().addRoom("lobby").build());
        assertThat(told).isEmpty();
        backend.send(Type.TYPE_PONG, null);

        assertThat(told).singleElement().satisfies(features -> {
            assertThat(features.rooms()).isTrue();
            assertThat(features.rawXml()).isFalse();
        });
        assertThat(rooms).extracting(list -> list.getRoom(0)).containsExactly("lobby");
    }

    @Test
    void a_late_answer_of_a_backend_that_is_on_its_way_out_takes_no_other_ones_place() {
        fixture.request("1@b");
        fixture.request("2@b");
        Peer slow = fixture.connect();
        fixture.advance(Duration.ofSeconds(30));
        fixture.processes.get(0).end("exit code 1");
        fixture.advance(Duration.ofSeconds(29));
        fixture.processes.get(1).end("exit code 1");
        fixture.advance(Duration.ofMillis(900));
        int innocent = fixture.processes.size();
        fixture.request("3@b");
        // Its time is over, but what it says arrives before it is told.
        fixture.loop.advance(Duration.ofSeconds(8));
        assertThat(fixture.processes).hasSizeGreaterThan(innocent);
        slow.send(Type.TYPE_PONG, null);
        fixture.advance(Duration.ofSeconds(10));

        assertThat(slow.isOpen()).isFalse();
        assertThat(fixture.processes.get(innocent).happened).isEmpty();
    }

    @Test
    void each_connection_stands_for_the_process_that_the_kernel_named_whatever_their_order_or_their_words() {
        fixture.request("1@b");
        fixture.request("2@b");
        assertThat(fixture.processes).hasSize(2);
        Peer second = fixture.connect(spawned(1));
        second.send(Type.TYPE_PONG, null);
        second.send(
                Type.TYPE_STATS,
                Wire.Stats.newBuilder()
                        .setRes(1)
                        .setInitRes(1)
                        .setShared(1)
                        .setId("1001")
                        .build());
        second.disconnect();

        assertThat(fixture.processes.get(0).happened).isEmpty();
        assertThat(fixture.processes.get(1).happened).containsExactly("ending");
    }

    @Test
    void who_is_known_to_be_no_process_of_ours_stands_for_none_that_starts() {
        Peer guest = fixture.connect(Admission.byToken(Admission.NONE, fixture.token));
        guest.send(Type.TYPE_PONG, null);
        guest.disconnect();
        assertThat(fixture.processes.get(0).happened).isEmpty();
        fixture.advance(Duration.ofSeconds(61));
        assertThat(fixture.processes.get(0).happened).contains("SIGTERM");
    }

    @Test
    void a_process_with_two_connections_is_ended_after_the_last() {
        Peer one = fixture.connect(spawned(0));
        one.send(Type.TYPE_PONG, null);
        Peer two = fixture.connect(spawned(0));
        two.send(Type.TYPE_PONG, null);
        one.disconnect();
        assertThat(fixture.processes.get(0).happened).isEmpty();
        two.disconnect();
        assertThat(fixture.processes.get(0).happened).containsExactly("ending");
    }

    @Test
    void a_wrong_token_closes_the_connection_and_is_told_to_who_logs_strangers() {
        Peer peer = fixture.connect(neighbour);
        peer.send(Type.TYPE_PONG, null);
        peer.send(Type.TYPE_TOKEN, Wire.Token.newBuilder().setToken("wrong").build());

        assertThat(peer.isOpen()).isFalse();
        assertThat(fixture.turnedAway).containsExactly("it presented a wrong token");
        assertThat(fixture.metrics.value(Counter.BACKENDS_CRASHED)).isZero();
    }
}
