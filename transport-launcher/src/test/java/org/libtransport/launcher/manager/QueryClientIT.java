package org.libtransport.launcher.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.protocol.Wire.BackendConfig;
import org.libtransport.protocol.Wire.Token;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.ScriptedTransport;

/** The client against a transport that behaves as Spectrum 2 does, and worse. */
@Timeout(30)
class QueryClientIT {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path dir;

    private final ScriptedTransport transport = ScriptedTransport.tcp();

    @BeforeEach
    void writePort() throws IOException {
        Files.writeString(dir.resolve("a.port"), transport.port() + "\n");
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private CompletableFuture<String> ask(Duration patience, String... more) throws IOException {
        Path file = Files.writeString(
                dir.resolve("a.cfg"),
                "[service]\njid = a.example\nportfile = " + dir.resolve("a.port") + "\n" + String.join("\n", more));
        return CompletableFuture.supplyAsync(() -> {
            try {
                return QueryClient.ask(file, "online_users", patience);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private void expectQuery() {
        assertThat(transport.expect(Type.TYPE_QUERY, BackendConfig.parser()).getConfig())
                .isEqualTo("online_users");
    }

    private static BackendConfig text(String text) {
        return BackendConfig.newBuilder().setConfig(text).build();
    }

    @Test
    void passes_over_everything_but_the_answer() throws Exception {
        CompletableFuture<String> answer = ask(LONG);

        transport.send(Type.TYPE_PING);
        expectQuery();
        transport.send(Type.TYPE_PING);
        transport.send(Type.TYPE_QUERY, text("me@example.net\nyou@example.net"));

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("me@example.net\nyou@example.net");
        transport.awaitClosed();
        assertThat(transport.unread()).as("frames besides the query").isZero();
    }

    @Test
    void gives_the_token_of_the_config_first() throws Exception {
        Files.writeString(dir.resolve("token"), "0123456789abcdef\n");
        CompletableFuture<String> answer = ask(LONG, "backend_token = ${file:token}");

        assertThat(transport.expect(Type.TYPE_TOKEN, Token.parser()).getToken()).isEqualTo("0123456789abcdef");
        expectQuery();
        transport.send(Type.TYPE_QUERY, text(""));

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void reads_an_answer_in_pieces() throws Exception {
        CompletableFuture<String> answer = ask(LONG);
        expectQuery();
        byte[] frame = WrapperMessage.newBuilder()
                .setType(Type.TYPE_QUERY)
                .setPayload(text("42").toByteString())
                .build()
                .toByteArray();

        for (byte each : ByteBuffer.allocate(4 + frame.length)
                .putInt(frame.length)
                .put(frame)
                .array()) {
            transport.sendBytes(new byte[] {each});
        }

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("42");
    }

    @Test
    void gives_up_on_an_answer_that_comes_drop_by_drop() throws Exception {
        CompletableFuture<String> answer = ask(SHORT);
        expectQuery();

        transport.sendBytes(new byte[] {0, 0, 1, 0});
        while (!answer.isDone()) {
            transport.sendBytes(new byte[] {0});
            TimeUnit.MILLISECONDS.sleep(50);
        }

        assertThatThrownBy(answer::join).hasMessageContaining("a.example did not answer within 1 s");
    }

    @Test
    void says_so_when_it_is_turned_away() throws Exception {
        CompletableFuture<String> answer = ask(LONG);
        expectQuery();

        transport.hangUp();

        assertThatThrownBy(answer::join)
                .hasMessageContaining("a.example closed the connection without an answer")
                .hasMessageContaining("service.backend_token");
    }

    @Test
    void sees_that_something_else_listens_there() throws Exception {
        CompletableFuture<String> answer = ask(LONG);
        expectQuery();

        transport.sendBytes("SSH-2.0-OpenSSH\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThatThrownBy(answer::join).hasMessageContaining("is no port for backends");
    }

    @Test
    void says_that_nobody_listens() throws Exception {
        Files.writeString(dir.resolve("a.port"), Ports.free() + "\n");

        assertThatThrownBy(ask(LONG)::join).hasMessageContaining("Can't connect the server: Connection refused");
    }
}
