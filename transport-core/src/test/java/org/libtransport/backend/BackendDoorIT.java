package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.backend.peer.PeerLookup;
import org.libtransport.backend.peer.Spawned;
import org.libtransport.concurrent.Loops;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.testkit.ChildProcess;

/** Real processes at the backend port. */
@Timeout(60)
class BackendDoorIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int NOBODY = 65_534;

    private final Loops loops = Loops.start(1);
    private final ConcurrentLinkedQueue<Admission> admitted = new ConcurrentLinkedQueue<>();
    private final Set<ProcessHandle> spawned = ConcurrentHashMap.newKeySet();
    private final BackendServer server = new BackendServer(
            BackendSettings.DEFAULT, loops, false, PeerLookup.start(() -> new Spawned(spawned, false)));
    private BackendAddress address = new BackendAddress("127.0.0.1", 1, null, "");

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeEach
    void open() throws Exception {
        address = server.open((channel, admission) -> admitted.add(admission))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        server.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        loops.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Connects, sends the bytes, and ends when the connection does; prints what came. */
    private String script(byte[] sent) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : sent) {
            escaped.append(String.format("\\x%02x", b));
        }
        return "exec 3<>/dev/tcp/127.0.0.1/" + address.port() + "; printf '" + escaped
                + "' >&3; echo connected; cat <&3 | od -An -tx1; echo closed";
    }

    private static void needRoot() {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can become somebody else");
    }

    private static byte[] token(String text) throws IOException {
        return frame(WrapperMessage.newBuilder()
                .setType(WrapperMessage.Type.TYPE_TOKEN)
                .setPayload(Wire.Token.newBuilder().setToken(text).build().toByteString())
                .build());
    }

    private static byte[] frame(WrapperMessage message) throws IOException {
        byte[] frame = message.toByteArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(frame.length);
        out.write(frame);
        return bytes.toByteArray();
    }

    /** Waits for the file {@code go} before it connects. */
    private ChildProcess patientChild(String before) {
        String wait = "until [ -e " + directory.resolve("go") + " ]; do sleep 0.05; done; ";
        return ChildProcess.start(
                "child",
                Path.of("/"),
                directory.resolve("child.log"),
                List.of("bash", "-c", before + "bash -c '" + wait + script(new byte[0]) + "'; true"));
    }

    private void letGo() throws IOException {
        Files.createFile(directory.resolve("go"));
    }

    @Test
    void what_a_spawned_process_starts_is_known_by_the_id_of_the_spawned_one_and_may_take_users() throws Exception {
        try (ChildProcess child = patientChild("")) {
            spawned.add(child.handle());
            letGo();
            await().atMost(SOON).until(() -> !admitted.isEmpty());

            assertThat(admitted.element().reason()).isEqualTo(Admission.Reason.SPAWNED);
            assertThat(admitted.element().process()).isEqualTo(child.handle().pid());
            assertThat(admitted.element().mayTakeUsers()).isTrue();
        }
    }

    @Test
    void a_child_of_this_jvm_that_was_not_spawned_as_a_backend_is_only_a_neighbour() throws Exception {
        try (ChildProcess child = patientChild("")) {
            assertThat(child.handle().isAlive()).isTrue();
            letGo();
            await().atMost(SOON).until(() -> !admitted.isEmpty());

            assertThat(admitted.element().reason()).isEqualTo(Admission.Reason.NEIGHBOUR);
            assertThat(admitted.element().process()).isEqualTo(Admission.NONE);
            assertThat(admitted.element().mayTakeUsers()).isFalse();
        }
    }

    @Test
    void a_program_of_the_same_user_that_was_not_started_here_may_stay_but_not_take_users() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
            await().atMost(SOON).until(() -> !admitted.isEmpty());

            assertThat(socket.isConnected()).isTrue();
            assertThat(admitted.element().reason()).isEqualTo(Admission.Reason.NEIGHBOUR);
            assertThat(admitted.element().mayTakeUsers()).isFalse();
        }
    }

    @Test
    void a_stranger_gets_not_one_byte_and_is_gone_within_five_seconds() {
        needRoot();
        try (ChildProcess stranger = detached(new byte[0])) {
            stranger.await(
                    "gone", Duration.ofSeconds(6), () -> stranger.output().contains("closed"));

            assertThat(stranger.output().strip()).isEqualTo("connected\nclosed");
            assertThat(admitted).isEmpty();
        }
    }

    @Test
    void a_stranger_who_asks_is_not_answered() throws Exception {
        needRoot();
        byte[] query = frame(WrapperMessage.newBuilder()
                .setType(WrapperMessage.Type.TYPE_QUERY)
                .setPayload(Wire.BackendConfig.newBuilder()
                        .setConfig("status")
                        .build()
                        .toByteString())
                .build());
        try (ChildProcess stranger = detached(query)) {
            stranger.await(
                    "gone", Duration.ofSeconds(6), () -> stranger.output().contains("closed"));

            assertThat(stranger.output().strip()).isEqualTo("connected\nclosed");
            assertThat(admitted).isEmpty();
        }
    }

    @Test
    void a_stranger_with_the_token_may_take_users() throws Exception {
        needRoot();
        try (ChildProcess guest = detached(token(address.token()))) {
            guest.await("connected", SOON, () -> guest.output().contains("connected"));
            await().atMost(SOON).until(() -> !admitted.isEmpty());

            assertThat(admitted.element().reason()).isEqualTo(Admission.Reason.TOKEN);
            assertThat(admitted.element().mayTakeUsers()).isTrue();
        }
    }

    @Test
    void a_stranger_with_a_wrong_token_is_gone_at_once() throws Exception {
        needRoot();
        try (ChildProcess stranger = detached(token("wrong"))) {
            stranger.await(
                    "gone", Duration.ofSeconds(3), () -> stranger.output().contains("closed"));

            assertThat(admitted).isEmpty();
        }
    }

    /** Started so that init, and not this process, is its parent. */
    private ChildProcess detached(byte[] sent) {
        String log = directory.resolve("stranger.log").toString();
        String start = ": >" + log + "; setpriv --reuid=" + NOBODY + " --regid=" + NOBODY
                + " --clear-groups bash -c \"$0\" >" + log + " 2>&1 & exit 0";
        ChildProcess.start(
                        "start",
                        Path.of("/"),
                        directory.resolve("start.log"),
                        List.of("setsid", "bash", "-c", start, script(sent)))
                .awaitSuccess(SOON);
        return ChildProcess.start(
                "tail", Path.of("/"), directory.resolve("tail.log"), List.of("tail", "-n+1", "-f", log));
    }

    @Test
    void an_address_that_is_not_loopback_is_refused_without_certificate_and_token() {
        BackendServer open =
                new BackendServer(BackendSettings.DEFAULT.withAddress("0.0.0.0", 0), loops, BackendLauncher.external());

        assertThatThrownBy(() -> open.open((channel, admission) -> admitted.add(admission))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .hasMessageContaining("service.backend_cert")
                .hasMessageContaining("service.backend_token");
        open.close();
    }
}
