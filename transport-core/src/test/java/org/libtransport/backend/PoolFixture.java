package org.libtransport.backend;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ManualLoop;

/** A pool on virtual time, with channels and processes that are only pretended. */
final class PoolFixture {

    final AccessToken token = new AccessToken("open sesame");
    final ManualLoop loop = new ManualLoop();
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final List<Peer> peers = new ArrayList<>();
    final List<FakeProcess> processes = new ArrayList<>();
    final List<String> turnedAway = new ArrayList<>();
    final BackendPool pool;
    boolean listening;

    PoolFixture(BackendSettings settings) {
        this(settings, true);
    }

    PoolFixture(BackendSettings settings, boolean launches) {
        pool = new BackendPool(
                settings,
                loop,
                new FakeListener(),
                launches ? new FakeLauncher() : BackendLauncher.external(),
                command -> CompletableFuture.completedFuture(""),
                metrics,
                new Random(1));
        pool.start();
        settle();
    }

    /** Lets everything happen that can without time passing. */
    void settle() {
        do {
            loop.run();
            peers.forEach(peer -> peer.channel.runPendingTasks());
        } while (loop.readyTasks() > 0);
    }

    void advance(Duration time) {
        // In steps, so that what links do on their own channels happens at its moment.
        for (long left = time.toMillis(); left > 0; left -= 100) {
            loop.advance(Duration.ofMillis(Math.min(left, 100)));
            peers.forEach(peer -> peer.channel.advanceTimeBy(100, java.util.concurrent.TimeUnit.MILLISECONDS));
            settle();
        }
    }

    /** A connection that has not answered yet. */
    Peer connect() {
        return connect(Admission.byToken(Admission.UNKNOWN, token));
    }

    /** A connection that was let in for this reason and has not answered yet. */
    Peer connect(Admission admission) {
        Peer peer = new Peer();
        peers.add(peer);
        pool.accept(peer.channel, admission);
        peer.channel.pipeline().fireChannelActive();
        settle();
        return peer;
    }

    /** A backend that is ready. */
    Peer backend() {
        Peer peer = connect();
        peer.send(Type.TYPE_PONG, null);
        settle();
        return peer;
    }

    /** A backend that is ready, known for the process that was started as the one with this index. */
    Peer backend(int process) {
        Peer peer = connect(Admission.spawned(processes.get(process).pid(), token));
        peer.send(Type.TYPE_PONG, null);
        return peer;
    }

    RecordingUser user(String key) {
        return new RecordingUser(key, loop);
    }

    /** A user who asked, with whatever came of it so far. */
    RecordingUser request(String key) {
        RecordingUser user = user(key);
        pool.request(user);
        settle();
        return user;
    }

    /** Runs on the loop, as users do. */
    void onLoop(Runnable task) {
        loop.execute(task);
        settle();
    }

    /** A pool whose backends take this many users each. */
    static PoolFixture poolOf(int usersPerBackend) {
        return new PoolFixture(BackendSettings.DEFAULT.withUsersPerBackend(usersPerBackend));
    }

    static Wire.Stats stats(String pid) {
        return Wire.Stats.newBuilder()
                .setRes(30)
                .setInitRes(20)
                .setShared(10)
                .setId(pid)
                .build();
    }

    static Wire.ConversationMessage message(String user, String text) {
        return Wire.ConversationMessage.newBuilder()
                .setUserName(user)
                .setBuddyName("buddy")
                .setMessage(text)
                .build();
    }

    /** The other end of a link. */
    final class Peer {

        final EmbeddedChannel channel = new EmbeddedChannel();
        private final ByteBuf received = Unpooled.buffer();

        Peer() {
            channel.freezeTime();
        }

        void send(Type type, @Nullable MessageLite payload) {
            ByteBuf frame = Unpooled.buffer();
            Frames.write(frame, type, payload);
            channel.writeInbound(frame);
            settle();
        }

        /** The frames that came since asked last, without PINGs. */
        List<WrapperMessage> received() {
            List<WrapperMessage> all = allReceived();
            all.removeIf(frame -> frame.getType() == Type.TYPE_PING);
            return all;
        }

        List<WrapperMessage> allReceived() {
            settle();
            for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
                received.writeBytes(part);
                part.release();
            }
            List<WrapperMessage> frames = new ArrayList<>();
            while (received.isReadable()) {
                byte[] content = new byte[received.readInt()];
                received.readBytes(content);
                try {
                    frames.add(WrapperMessage.parseFrom(content));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
            return frames;
        }

        List<Type> receivedTypes() {
            return received().stream().map(WrapperMessage::getType).toList();
        }

        void disconnect() {
            channel.close();
            settle();
        }

        boolean isOpen() {
            settle();
            return channel.isOpen();
        }
    }

    /** A process that ends when the test says so. */
    static final class FakeProcess implements BackendLauncher.Launched {

        final int logId;
        private final long id;
        final List<String> happened = new ArrayList<>();
        private final CompletableFuture<BackendLauncher.End> ended = new CompletableFuture<>();

        FakeProcess(int logId, long id) {
            this.logId = logId;
            this.id = id;
        }

        void end(String reason) {
            ended.complete(new BackendLauncher.End(false, reason));
        }

        @Override
        public CompletionStage<BackendLauncher.End> ended() {
            return ended;
        }

        @Override
        public long pid() {
            return id;
        }

        @Override
        public void ending() {
            happened.add("ending");
        }

        @Override
        public void kill(boolean forcibly) {
            happened.add(forcibly ? "SIGKILL" : "SIGTERM");
        }
    }

    private final class FakeLauncher implements BackendLauncher {
        @Override
        public Launched launch(int logId, BackendAddress address) {
            FakeProcess process = new FakeProcess(logId, 1001 + processes.size());
            processes.add(process);
            return process;
        }
    }

    private final class FakeListener implements BackendListener {
        @Override
        public CompletionStage<BackendAddress> open(BiConsumer<Channel, Admission> accepted) {
            listening = true;
            return CompletableFuture.completedFuture(
                    new BackendAddress("127.0.0.1", 10000, LocalAddress.ANY, token.text()));
        }

        @Override
        public void turnedAway(Channel channel, String reason) {
            turnedAway.add(reason);
        }

        @Override
        public CompletionStage<Void> stopAccepting() {
            listening = false;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> close() {
            peers.forEach(peer -> peer.channel.close());
            return CompletableFuture.completedFuture(null);
        }
    }
}
