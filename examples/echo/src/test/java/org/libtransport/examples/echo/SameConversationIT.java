package org.libtransport.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.backend.BackendAddress;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendLauncher;
import org.libtransport.backend.BackendPool;
import org.libtransport.backend.BackendSession;
import org.libtransport.backend.BackendSettings;
import org.libtransport.backend.BackendUser;
import org.libtransport.backend.InProcessLauncher;
import org.libtransport.backend.ProcessLauncher;
import org.libtransport.concurrent.Loop;
import org.libtransport.concurrent.Loops;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ChildProcess;

/** One plugin, one conversation, three ways to run it; the pool sees no difference. */
class SameConversationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "romeo@montague.example";

    private final Loops loops = Loops.start(2);

    @TempDir
    Path directory;

    @AfterEach
    void stop() throws Exception {
        loops.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void inside_the_jvm() throws Exception {
        converse(new InProcessLauncher(EchoPlugin::new), address -> null);
    }

    @Test
    void as_a_process_that_the_transport_starts() throws Exception {
        StringBuilder command = new StringBuilder();
        EchoProcess.command().forEach(word -> command.append('"').append(word).append("\" "));

        converse(
                new ProcessLauncher(command.toString().trim(), directory, List.of("-n", "--echo.unused=1", "some.cfg")),
                address -> null);
    }

    @Test
    void as_a_process_that_somebody_else_starts() throws Exception {
        converse(
                BackendLauncher.external(),
                address -> ChildProcess.start(
                        "echo",
                        directory,
                        directory.resolve("output.txt"),
                        EchoProcess.command("-h", address.host(), "-p", Integer.toString(address.port()))));
    }

    /** Starts a backend that the pool does not start. */
    private interface Elsewhere {
        AutoCloseable start(BackendAddress address);
    }

    private void converse(BackendLauncher launcher, Elsewhere elsewhere) throws Exception {
        BackendPool pool = BackendPool.create(
                BackendSettings.DEFAULT,
                loops,
                launcher,
                query -> CompletableFuture.completedFuture(""),
                new InMemoryMetrics());
        BackendAddress address = pool.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
        try (AutoCloseable backend = elsewhere.start(address)) {
            User user = new User(loops.forKey(KEY));
            pool.request(user);
            BackendSession seat = (BackendSession) user.expect("backendReady").get(0);
            assertThat(pool.features().receipts()).isTrue();
            assertThat(pool.features().rooms()).isTrue();

            user.send(seat, Type.TYPE_LOGIN, login("wrong"));
            assertThat(user.expect("disconnected")).containsExactly(2, "Wrong password");
            user.send(seat, Type.TYPE_LOGIN, login("rose"));
            user.expect("connected");
            assertThat(((Wire.Buddy) user.expect("buddyChanged").get(0)).getAlias())
                    .isEqualTo("Echo");
            user.expect("buddyChanged");
            user.expect("roomList");

            Wire.Buddy echo = Wire.Buddy.newBuilder()
                    .setUserName(KEY)
                    .setBuddyName("echo")
                    .build();
            user.send(seat, Type.TYPE_BUDDY_TYPING, echo);
            assertThat(user.expect("typingChanged")).containsExactly(echo, BackendEvents.Typing.COMPOSING);
            for (int i = 0; i < 500; i++) {
                user.send(seat, Type.TYPE_CONV_MESSAGE, message("Wherefore? " + i));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(((Wire.ConversationMessage)
                                        user.expect("messageDelivered").get(0))
                                .getId())
                        .isEqualTo("m");
                assertThat(((Wire.ConversationMessage) user.expect("message").get(0)).getMessage())
                        .isEqualTo("Wherefore? " + i);
            }
            user.send(
                    seat,
                    Type.TYPE_LOGOUT,
                    Wire.Logout.newBuilder().setUser(KEY).setLegacyName("romeo").build());
            user.loop().execute(seat::release);
            pool.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (backend instanceof ChildProcess process) {
                assertThat(process.awaitExit(PATIENCE)).isZero();
            }
            assertThat(user.happened).isEmpty();
        }
    }

    private static Wire.Login login(String password) {
        return Wire.Login.newBuilder()
                .setUser(KEY)
                .setLegacyName("romeo")
                .setPassword(password)
                .setSettings(Wire.Login.UserSettings.getDefaultInstance())
                .build();
    }

    private static Wire.ConversationMessage message(String body) {
        return Wire.ConversationMessage.newBuilder()
                .setUserName(KEY)
                .setBuddyName("echo")
                .setMessage(body)
                .setId("m")
                .build();
    }

    /** Writes down what happens, by the name of the event. */
    private static final class User implements BackendUser {

        private final Loop loop;
        private final BlockingQueue<List<Object>> happened = new LinkedBlockingQueue<>();
        private final BackendEvents events = (BackendEvents) Proxy.newProxyInstance(
                BackendEvents.class.getClassLoader(), new Class<?>[] {BackendEvents.class}, (proxy, method, args) -> {
                    List<Object> event = new ArrayList<>(List.of(method.getName()));
                    event.addAll(args == null ? List.of() : List.of(args));
                    happened.add(event);
                    return null;
                });

        User(Loop loop) {
            this.loop = loop;
        }

        List<Object> expect(String event) throws InterruptedException {
            List<Object> next = happened.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("a next event").isNotNull();
            assertThat(next.get(0)).as("%s", next).isEqualTo(event);
            return next.subList(1, next.size());
        }

        void send(BackendSession seat, Type type, MessageLite payload) throws Exception {
            CompletableFuture<Boolean> taken = new CompletableFuture<>();
            loop.execute(() -> taken.complete(seat.send(type, payload)));
            assertThat(taken.get(10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public BackendEvents events() {
            return events;
        }
    }
}
