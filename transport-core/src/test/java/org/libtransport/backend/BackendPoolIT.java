package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.concurrent.Loops;
import org.libtransport.failure.Failure;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Frame;
import org.libtransport.protocol.FrameDecoder;
import org.libtransport.protocol.FrameErrors;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ScriptedBackend;

/** The pool with real sockets and real processes. */
class BackendPoolIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Loops loops = Loops.start(2);
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final List<BackendPool> pools = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void stop() throws Exception {
        for (BackendPool pool : pools) {
            pool.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        loops.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private BackendPool pool(BackendSettings settings, BackendLauncher launcher) {
        QueryHandler queries = command -> CompletableFuture.supplyAsync(() -> "asked " + command);
        BackendPool pool = BackendPool.create(settings, loops, launcher, queries, metrics);
        pools.add(pool);
        return pool;
    }

    private static BackendAddress start(BackendPool pool) throws Exception {
        return pool.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private RecordingUser user(String key) {
        return new RecordingUser(key, loops.forKey(key));
    }

    private static Wire.ConversationMessage message(String user, String text) {
        return Wire.ConversationMessage.newBuilder()
                .setUserName(user)
                .setBuddyName("buddy")
                .setMessage(text)
                .build();
    }

    @Test
    void a_user_talks_through_an_external_backend_and_hears_of_its_crash() throws Exception {
        BackendPool pool = pool(BackendSettings.DEFAULT, BackendLauncher.external());
        BackendAddress address = start(pool);
        RecordingUser user = user("me@example.net");
        pool.request(user);

        try (ScriptedBackend backend = ScriptedBackend.connect("127.0.0.1", address.port())) {
            await().atMost(PATIENCE).until(() -> user.session != null);
            for (int i = 0; i < 1000; i++) {
                String text = Integer.toString(i);
                user.loop().execute(() -> user.seat().send(Type.TYPE_CONV_MESSAGE, message(user.key(), text)));
            }
            for (int i = 0; i < 1000; i++) {
                assertThat(backend.await(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.parser())
                                .getMessage())
                        .isEqualTo(Integer.toString(i));
                backend.send(Type.TYPE_CONV_MESSAGE, message(user.key(), "re " + i));
            }
            await().atMost(PATIENCE).until(() -> user.events.size() == 1001);
            assertThat(user.events).startsWith("ready", "message re 0").endsWith("message re 999");
        }
        await().atMost(PATIENCE).until(() -> user.events.contains("lost"));
        assertThat(metrics.value(Counter.BACKENDS_CRASHED)).isEqualTo(1);
        assertThat(user.events).doesNotContain("on a foreign thread:");
    }

    @Test
    void a_program_that_queries_is_answered_and_never_used_as_a_backend() throws Exception {
        BackendPool pool = pool(BackendSettings.DEFAULT, BackendLauncher.external());
        BackendAddress address = start(pool);
        RecordingUser user = user("me@example.net");

        try (ScriptedBackend program = ScriptedBackend.connectSilently("127.0.0.1", address.port())) {
            for (String command : List.of("status", "uptime")) {
                program.send(
                        Type.TYPE_QUERY,
                        Wire.BackendConfig.newBuilder().setConfig(command).build());
            }
            assertThat(program.await(Type.TYPE_QUERY, Wire.BackendConfig.parser())
                            .getConfig())
                    .isEqualTo("asked status");
            assertThat(program.await(Type.TYPE_QUERY, Wire.BackendConfig.parser())
                            .getConfig())
                    .isEqualTo("asked uptime");
            program.send(Type.TYPE_PONG, null);
            pool.request(user);
            program.send(
                    Type.TYPE_QUERY,
                    Wire.BackendConfig.newBuilder().setConfig("again").build());
            program.await(Type.TYPE_QUERY);
            assertThat(user.events).isEmpty();
        }
    }

    @Test
    void a_plugin_in_the_same_jvm_is_a_backend_without_a_socket() throws Exception {
        BackendPool pool = pool(BackendSettings.DEFAULT, BackendLauncher.external());
        BackendAddress address = start(pool);
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        Channel plugin = new Bootstrap()
                .group(group)
                .channel(LocalChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new FrameDecoder(new NoErrors()), new Echo());
                    }
                })
                .connect(address.local())
                .sync()
                .channel();
        RecordingUser user = user("me@example.net");
        pool.request(user);
        await().atMost(PATIENCE).until(() -> user.session != null);

        user.loop().execute(() -> user.seat().send(Type.TYPE_CONV_MESSAGE, message(user.key(), "hello")));

        await().atMost(PATIENCE).until(() -> user.events.contains("message hello"));
        plugin.close().sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            Frame frame = (Frame) message;
            ByteBuf out = ctx.alloc().buffer();
            if (frame.type() == Type.TYPE_PING) {
                Frames.write(out, Type.TYPE_PONG, (MessageLite) null);
            } else {
                Frames.write(out, frame.type(), frame.payload());
            }
            ctx.writeAndFlush(out);
        }
    }

    private static final class NoErrors implements FrameErrors {
        @Override
        public void unreadable(int length) {
            throw new AssertionError("unreadable frame");
        }

        @Override
        public void unknownType(int number) {
            throw new AssertionError("unknown type " + number);
        }
    }

    @Test
    void users_of_a_killed_process_lose_their_seats_and_get_a_new_one_from_the_next() throws Exception {
        BackendPool pool = pool(BackendSettings.DEFAULT, processes(EchoProcess.command(directory)));
        start(pool);
        RecordingUser user = user("me@example.net");
        pool.request(user);
        await().atMost(PATIENCE).until(() -> user.session != null);
        await().atMost(PATIENCE).until(() -> !onlyBackend(pool).processId().isEmpty());
        long first = Long.parseLong(onlyBackend(pool).processId());

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).until(() -> user.events.contains("lost"));
        assertThat(user.seat().send(Type.TYPE_CONV_MESSAGE, message(user.key(), "too late")))
                .isFalse();
        pool.request(user);
        await().atMost(PATIENCE).until(() -> user.events.equals(List.of("ready", "lost", "ready")));
        user.loop().execute(() -> user.seat().send(Type.TYPE_CONV_MESSAGE, message(user.key(), "again")));
        await().atMost(PATIENCE).until(() -> user.events.contains("message again"));
        assertThat(metrics.value(Counter.BACKENDS_CRASHED)).isEqualTo(1);
    }

    private static BackendStatus onlyBackend(BackendPool pool) throws Exception {
        return pool.status().toCompletableFuture().get(5, TimeUnit.SECONDS).get(0);
    }

    @Test
    void nothing_is_left_behind_after_stop_even_of_a_backend_that_ignores_everything() throws Exception {
        BackendPool pool = pool(
                BackendSettings.DEFAULT.withTimes(new BackendSettings.Times(
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofMillis(300))),
                processes("/bin/sh -c \"trap '' TERM; sleep 300 & echo $! $$ > pids; wait\""));
        start(pool);
        Path pids = directory.resolve("pids");
        await().atMost(PATIENCE)
                .until(() -> Files.exists(pids) && Files.readString(pids).endsWith("\n"));
        List<ProcessHandle> family = Stream.of(Files.readString(pids).strip().split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        assertThat(family).hasSize(2);

        pool.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);

        await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void backends_that_end_at_once_or_cannot_be_started_leave_users_waiting_until_their_time_is_over()
            throws Exception {
        BackendSettings.Times times = new BackendSettings.Times(
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofMillis(700),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1));
        Files.writeString(directory.resolve("not-executable"), "exit 0");
        for (String command : List.of("/bin/false", "no/such/program", "./not-executable")) {
            long before = metrics.value(Counter.BACKENDS_CRASHED);
            BackendPool pool = pool(BackendSettings.DEFAULT.withTimes(times), processes(command));
            start(pool);
            RecordingUser user = user("me@example.net");
            pool.request(user);

            await().atMost(PATIENCE).until(() -> !user.events.isEmpty());

            assertThat(user.events).containsExactly("unavailable");
            assertThat(user.failure).isNotNull();
            assertThat(user.failure.kind()).isEqualTo(Failure.Kind.NO_BACKEND);
            assertThat(metrics.value(Counter.BACKENDS_CRASHED)).isGreaterThan(before);
        }
    }

    @Test
    void a_port_in_use_is_said_with_its_number() throws Exception {
        int port =
                start(pool(BackendSettings.DEFAULT, BackendLauncher.external())).port();
        BackendPool second = pool(BackendSettings.DEFAULT.withAddress("127.0.0.1", port), BackendLauncher.external());

        assertThatThrownBy(() -> start(second)).hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void connections_over_the_bound_are_closed_at_once() throws Exception {
        BackendSettings.Limits two = new BackendSettings.Limits(1 << 20, 2, 10, 1, 100, 100, 10_000);
        int port = start(pool(BackendSettings.DEFAULT.withLimits(two), BackendLauncher.external()))
                .port();
        try (ScriptedBackend first = ScriptedBackend.connect("127.0.0.1", port);
                ScriptedBackend second = ScriptedBackend.connect("127.0.0.1", port)) {
            first.await(Type.TYPE_PING);
            second.await(Type.TYPE_PING);
            try (ScriptedBackend third = ScriptedBackend.connect("127.0.0.1", port)) {
                third.awaitEnd();
            }
            assertThat(first.hasEnded()).isFalse();
        }
    }

    @Test
    void a_backend_that_reads_nothing_is_bounded_and_one_that_floods_is_slowed_without_loss() throws Exception {
        BackendSettings.Limits small = new BackendSettings.Limits(1 << 20, 10, 10, 1, 200, 100_000, 1 << 20);
        BackendPool pool = pool(BackendSettings.DEFAULT.withLimits(small), BackendLauncher.external());
        int port = start(pool).port();
        List<RecordingUser> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RecordingUser user = user("user" + i + "@example.net");
            users.add(user);
            pool.request(user);
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            byte[] pong = {0, 0, 0, 2, 8, 10};
            socket.getOutputStream().write(pong);
            await().atMost(PATIENCE).until(() -> users.stream().allMatch(user -> user.session != null));

            ByteBuf flood = Unpooled.buffer();
            int each = 5000;
            for (int i = 0; i < each; i++) {
                for (RecordingUser user : users) {
                    Frames.write(flood, Type.TYPE_CONV_MESSAGE, message(user.key(), "" + i));
                }
            }
            socket.getOutputStream().write(flood.array(), 0, flood.readableBytes());
            await().atMost(PATIENCE).until(() -> users.stream().allMatch(user -> user.events.size() == each + 1));
            for (RecordingUser user : users) {
                for (int i = 0; i < each; i++) {
                    assertThat(user.events.get(i + 1)).isEqualTo("message " + i);
                }
            }

            RecordingUser user = users.get(0);
            Wire.ConversationMessage big = message(user.key(), "x".repeat(100_000));
            CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(
                    () -> {
                        int count = 0;
                        while (user.seat().send(Type.TYPE_CONV_MESSAGE, big)) {
                            count++;
                        }
                        return count;
                    },
                    user.loop());
            assertThat(taken.get(10, TimeUnit.SECONDS)).isBetween(10, 10_000);
        }
    }

    private ProcessLauncher processes(String command) {
        return new ProcessLauncher(command, directory, List.of("config.cfg", "--service.x=a \"b\" c"));
    }
}
