package org.libtransport.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ChildProcess;
import org.libtransport.testkit.Ports;

/** The echo backend as a process, against a plain socket that shares no code with it but the messages. */
class EchoBackendIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private int started;

    @Test
    void a_spawned_backend_connects_announces_itself_echoes_and_ends_on_exit() throws Exception {
        try (ServerSocket listener = listen();
                ChildProcess backend = backend(listener, "--echo.contacts=1")) {
            try (Socket socket = listener.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                send(out, Type.TYPE_PING, null);
                expect(in, Type.TYPE_BACKEND_CONFIG);
                expect(in, Type.TYPE_PONG);
                Wire.Stats stats =
                        Wire.Stats.parseFrom(expect(in, Type.TYPE_STATS).getPayload());
                assertThat(stats.getId())
                        .isEqualTo(Long.toString(backend.handle().pid()));
                assertThat(stats.getRes()).isGreaterThan(10_000);
                assertThat(stats.getInitRes()).isGreaterThan(10_000);
                assertThat(stats.getShared()).isPositive().isLessThan(stats.getRes());

                send(out, Type.TYPE_LOGIN, login("rose"));
                expect(in, Type.TYPE_CONNECTED);
                expect(in, Type.TYPE_BUDDY_CHANGED);
                expect(in, Type.TYPE_ROOM_LIST);
                Wire.ConversationMessage message = Wire.ConversationMessage.newBuilder()
                        .setUserName("romeo")
                        .setBuddyName("echo")
                        .setMessage("hi")
                        .build();
                send(out, Type.TYPE_CONV_MESSAGE, message);
                assertThat(expect(in, Type.TYPE_CONV_MESSAGE).getPayload()).isEqualTo(message.toByteString());

                send(out, Type.TYPE_EXIT, null);
                assertThat(backend.awaitExit(PATIENCE)).isZero();
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThat(backend.output())
                    .as("a backend without trouble says nothing")
                    .isEmpty();
        }
    }

    @Test
    void a_backend_ends_when_the_transport_is_gone() throws Exception {
        try (ServerSocket listener = listen();
                ChildProcess backend = backend(listener)) {
            Socket socket = listener.accept();
            send(new DataOutputStream(socket.getOutputStream()), Type.TYPE_LOGIN, login("rose"));
            expect(new DataInputStream(socket.getInputStream()), Type.TYPE_CONNECTED);
            // Closed with something unread in it, the connection would break instead of end.
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
            socket.close();

            assertThat(backend.awaitExit(PATIENCE)).isZero();
        }
    }

    @Test
    void a_backend_that_cannot_connect_says_so_in_one_line_and_ends_with_1() {
        String port = Integer.toString(Ports.free());
        try (ChildProcess backend = start("--host", "127.0.0.1", "--port", port)) {
            assertThat(backend.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(backend.output().lines())
                    .singleElement()
                    .asString()
                    .startsWith("cannot connect to")
                    .contains(port);
        }
    }

    @Test
    void a_wrong_option_is_said_in_one_line() {
        try (ChildProcess backend = start("--host", "127.0.0.1", "--echo.contacts=many")) {
            assertThat(backend.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(backend.output())
                    .isEqualTo("--echo.contacts needs a whole number from 1 to 100000, not 'many'\n");
        }
        try (ChildProcess backend = start()) {
            assertThat(backend.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(backend.output().lines()).singleElement().asString().contains("--host");
        }
    }

    @Test
    void a_signal_ends_the_backend_and_its_link() throws Exception {
        try (ServerSocket listener = listen();
                ChildProcess backend = backend(listener)) {
            Socket socket = listener.accept();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            send(new DataOutputStream(socket.getOutputStream()), Type.TYPE_LOGIN, login("rose"));
            expect(in, Type.TYPE_CONNECTED);

            assertThat(backend.stop()).isEqualTo(143);
            socket.close();
        }
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        listener.setSoTimeout((int) PATIENCE.toMillis());
        return listener;
    }

    private ChildProcess backend(ServerSocket listener, String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "--host=127.0.0.1";
        args[1] = "--port=" + listener.getLocalPort();
        System.arraycopy(more, 0, args, 2, more.length);
        return start(args);
    }

    private ChildProcess start(String... args) {
        Path output = directory.resolve("output" + ++started + ".txt");
        return ChildProcess.start("echo", directory, output, EchoProcess.command(args));
    }

    private static Wire.Login login(String password) {
        return Wire.Login.newBuilder()
                .setUser("romeo")
                .setLegacyName("r")
                .setPassword(password)
                .build();
    }

    private static void send(DataOutputStream out, Type type, MessageLite payload) throws IOException {
        WrapperMessage.Builder frame = WrapperMessage.newBuilder().setType(type);
        if (payload != null) {
            frame.setPayload(payload.toByteString());
        }
        byte[] content = frame.build().toByteArray();
        out.writeInt(content.length);
        out.write(content);
        out.flush();
    }

    private static WrapperMessage expect(DataInputStream in, Type type) throws IOException {
        byte[] content = new byte[in.readInt()];
        in.readFully(content);
        WrapperMessage frame = WrapperMessage.parseFrom(content);
        assertThat(frame.getType()).isEqualTo(type);
        return frame;
    }
}
