package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.protocol.Extensions;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Who is given users, and what is agreed on before. */
class LinkAdmissionTest {

    private final PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT);
    private final Admission neighbour = Admission.neighbour(Admission.NONE, false, fixture.token);

    @Test
    void a_neighbour_is_never_given_users_and_stands_for_no_backend_that_starts() {
        RecordingUser user = fixture.request("a@b");
        Peer neighbours = fixture.connect(neighbour);
        neighbours.send(Type.TYPE_PONG, null);
        assertThat(user.events).isEmpty();
        assertThat(fixture.pool.firstReady().toCompletableFuture()).isNotDone();

        Peer started = fixture.connect(Admission.spawned(1001, fixture.token));
        started.send(Type.TYPE_PONG, null);
        assertThat(user.events).containsExactly("ready");
        assertThat(neighbours.isOpen()).isTrue();
    }

    @Test
    void the_start_of_a_backend_is_awaited_whoever_else_connects_meanwhile() {
        fixture.request("a@b");
        fixture.connect(neighbour).send(Type.TYPE_PONG, null);
        fixture.advance(Duration.ofSeconds(61));

        assertThat(fixture.processes.get(0).happened).contains("SIGTERM");
    }

    @Test
    void a_neighbour_with_the_token_is_a_backend() {
        RecordingUser user = fixture.request("a@b");
        Peer peer = fixture.connect(neighbour);
        peer.send(Type.TYPE_TOKEN, token("open sesame"));
        peer.send(Type.TYPE_PONG, null);

        assertThat(user.events).containsExactly("ready");
    }

    @Test
    void a_wrong_token_ends_the_connection_even_of_a_process_that_was_started_here() {
        for (Admission admission : new Admission[] {neighbour, Admission.spawned(1001, fixture.token)}) {
            Peer peer = fixture.connect(admission);
            peer.send(Type.TYPE_TOKEN, token("open barley"));
            assertThat(peer.isOpen()).isFalse();
        }
    }

    @Test
    void a_plugin_of_this_jvm_needs_no_token_and_is_not_hurt_by_a_foreign_one() {
        Peer peer = fixture.connect(Admission.sameJvm(fixture.token));
        peer.send(Type.TYPE_TOKEN, token("of another transport"));
        peer.send(Type.TYPE_PONG, null);

        assertThat(peer.isOpen()).isTrue();
        assertThat(fixture.request("a@b").events).containsExactly("ready");
    }

    @Test
    void hello_is_said_once_to_who_announced_it_and_to_nobody_else() throws Exception {
        Peer old = fixture.connect();
        old.send(Type.TYPE_BACKEND_CONFIG, config("[features]\nmuc=1\n"));
        assertThat(old.receivedTypes()).isEmpty();

        Peer peer = fixture.connect();
        peer.send(Type.TYPE_BACKEND_CONFIG, config("[extensions]\nhello=1\n"));
        peer.send(Type.TYPE_BACKEND_CONFIG, config("[extensions]\nhello=1\nacknowledgement=1\n"));
        assertThat(peer.received()).singleElement().satisfies(frame -> {
            assertThat(frame.getType()).isEqualTo(Type.TYPE_HELLO);
            Wire.Hello hello = hello(frame.getPayload().toByteArray());
            assertThat(hello.getSoftware()).isEqualTo("libtransport");
            assertThat(hello.getLowestVersion()).isEqualTo(Extensions.LOWEST_VERSION);
            assertThat(hello.getHighestVersion()).isEqualTo(Extensions.HIGHEST_VERSION);
            assertThat(hello.getFeatureList()).containsExactly("hello", "acknowledgement", "login_token");
        });
    }

    @Test
    void a_backend_that_announced_hello_is_ready_when_it_has_answered_it() {
        RecordingUser user = fixture.request("a@b");
        Peer peer = fixture.connect();
        peer.send(Type.TYPE_BACKEND_CONFIG, config("[extensions]\nhello=1\n"));
        peer.send(Type.TYPE_PONG, null);
        assertThat(user.events).isEmpty();

        peer.send(Type.TYPE_HELLO, hello(1, 3));
        assertThat(user.events).containsExactly("ready");
    }

    @Test
    void without_a_common_version_a_backend_is_used_as_an_old_one() {
        Greeting greeting = new Greeting();
        greeting.announced("[extensions]\nacknowledgement=1\n");
        assertThat(greeting.acknowledgement()).isTrue();
        greeting.announced("[extensions]\nhello=1\n");
        assertThat(greeting.acknowledgement()).as("before the answer").isFalse();

        assertThat(greeting.answered(hello(2, 3))).isFalse();
        assertThat(greeting.acknowledgement()).isFalse();
        assertThat(greeting.answered(hello(0, 1))).isTrue();
        assertThat(greeting.acknowledgement()).isTrue();
        // an unsigned number
        assertThat(greeting.answered(hello(-1, -1))).isFalse();
    }

    @Test
    void what_a_backend_calls_itself_can_be_shown() {
        Greeting greeting = new Greeting();
        greeting.answered(Wire.Hello.newBuilder()
                .setLowestVersion(1)
                .setHighestVersion(1)
                .setSoftware("e\ncho" + "x".repeat(1000))
                .setSoftwareVersion("1.0\u001b")
                .build());

        assertThat(greeting.software()).startsWith("echox").endsWith("x 1.0").hasSizeLessThan(300);
    }

    private static Wire.Token token(String text) {
        return Wire.Token.newBuilder().setToken(text).build();
    }

    private static Wire.BackendConfig config(String text) {
        return Wire.BackendConfig.newBuilder().setConfig(text).build();
    }

    private static Wire.Hello hello(int lowest, int highest) {
        return Wire.Hello.newBuilder()
                .setLowestVersion(lowest)
                .setHighestVersion(highest)
                .build();
    }

    private static Wire.Hello hello(byte[] payload) {
        try {
            return Wire.Hello.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
