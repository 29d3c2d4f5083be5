package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What one connection does with frames, both ways. */
class BackendLinkTest {

    private final PoolFixture fixture = new PoolFixture(
            BackendSettings.DEFAULT.withLimits(new BackendSettings.Limits(1 << 16, 10, 10, 2, 100, 50, 10_000)));
    private final Peer peer = fixture.backend();
    private final RecordingUser user = fixture.request("a@b");

    static Stream<Arguments> events() {
        Wire.Buddy buddy =
                Wire.Buddy.newBuilder().setUserName("a@b").setBuddyName("c").build();
        Wire.ConversationMessage message = PoolFixture.message("a@b", "hi");
        Wire.Room room = Wire.Room.newBuilder()
                .setUserName("a@b")
                .setNickname("n")
                .setRoom("r")
                .build();
        Wire.Participant participant = Wire.Participant.newBuilder()
                .setUserName("a@b")
                .setRoom("r")
                .setNickname("n")
                .setFlag(0)
                .setStatus(Wire.StatusType.STATUS_AWAY)
                .build();
        return Stream.of(
                Arguments.of(
                        Type.TYPE_CONNECTED,
                        Wire.Connected.newBuilder().setUser("a@b").build(),
                        "connected"),
                Arguments.of(
                        Type.TYPE_DISCONNECTED,
                        Wire.Disconnected.newBuilder()
                                .setUser("a@b")
                                .setError(99)
                                .setMessage("why")
                                .build(),
                        "disconnected 99 why"),
                Arguments.of(Type.TYPE_BUDDY_CHANGED, buddy, "buddy"),
                Arguments.of(Type.TYPE_BUDDY_REMOVED, buddy, "buddy removed"),
                Arguments.of(Type.TYPE_AUTH_REQUEST, buddy, "authorization"),
                Arguments.of(Type.TYPE_BUDDY_TYPING, buddy, "typing COMPOSING"),
                Arguments.of(Type.TYPE_BUDDY_TYPED, buddy, "typing PAUSED"),
                Arguments.of(Type.TYPE_BUDDY_STOPPED_TYPING, buddy, "typing ACTIVE"),
                Arguments.of(Type.TYPE_CONV_MESSAGE, message, "message hi"),
                Arguments.of(Type.TYPE_CONV_MESSAGE_ACK, message, "receipt"),
                Arguments.of(Type.TYPE_ATTENTION, message, "attention"),
                Arguments.of(Type.TYPE_ROOM_SUBJECT_CHANGED, message, "subject"),
                Arguments.of(Type.TYPE_PARTICIPANT_CHANGED, participant, "participant"),
                Arguments.of(Type.TYPE_ROOM_NICKNAME_CHANGED, room, "nickname"),
                Arguments.of(
                        Type.TYPE_ROOM_LIST,
                        Wire.RoomList.newBuilder().setUser("a@b").build(),
                        "rooms"),
                Arguments.of(
                        Type.TYPE_VCARD,
                        Wire.VCard.newBuilder()
                                .setUserName("a@b")
                                .setBuddyName("c")
                                .setId(1)
                                .build(),
                        "vcard"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void each_frame_is_its_event(Type type, MessageLite payload, String event) {
        peer.send(type, payload);
        assertThat(user.events).containsExactly("ready", event);
        assertThat(user.payloads).allMatch(payload::equals);
    }

    @Test
    void frames_about_strangers_are_counted_and_nobody_is_bothered() {
        peer.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("stranger@b", "hi"));
        peer.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "for me"));

        assertThat(user.events).containsExactly("ready", "message for me");
        assertThat(fixture.metrics.value(Counter.FRAMES_UNROUTABLE)).isEqualTo(1);
    }

    @Test
    void unreadable_and_unknown_frames_never_stop_the_next() {
        peer.send(
                Type.TYPE_CONV_MESSAGE,
                Wire.Connected.newBuilder().setUser("a@b").build());
        peer.send(Type.TYPE_STATS, Wire.Connected.newBuilder().setUser("a@b").build());
        // An unknown type, then a frame that is no message at all.
        peer.channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 2, 8, 99}));
        peer.channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 1, -1}));
        peer.send(Type.TYPE_LOGIN, Wire.Connected.newBuilder().setUser("a@b").build());
        peer.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "still here"));

        assertThat(user.events).containsExactly("ready", "message still here");
        assertThat(fixture.metrics.value(Counter.FRAMES_UNREADABLE)).isEqualTo(3);
    }

    @Test
    void a_frame_over_the_limit_ends_the_link_but_not_what_came_before_it() {
        ByteBuf bytes = Unpooled.buffer();
        Frames.write(bytes, Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "before"));
        bytes.writeInt((1 << 16) + 1);
        peer.channel.writeInbound(bytes);

        assertThat(peer.isOpen()).isFalse();
        assertThat(user.events).containsExactly("ready", "message before", "lost");
    }

    @Test
    void an_event_that_throws_never_stops_the_next() {
        peer.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "throw"));
        peer.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "next"));

        assertThat(user.events).containsExactly("ready", "message throw", "message next");
    }

    @Test
    void a_flood_is_not_read_further_until_half_of_it_is_handled_and_nothing_is_lost() {
        ByteBuf bytes = Unpooled.buffer();
        IntStream.range(0, 1000)
                .forEach(i -> Frames.write(bytes, Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "" + i)));
        peer.channel.writeInbound(bytes);
        assertThat(peer.channel.config().isAutoRead()).isFalse();

        fixture.settle();

        assertThat(peer.channel.config().isAutoRead()).isTrue();
        assertThat(user.events)
                .hasSize(1001)
                .isEqualTo(Stream.concat(
                                Stream.of("ready"), IntStream.range(0, 1000).mapToObj(i -> "message " + i))
                        .toList());
    }

    @Test
    void a_backend_whose_answer_waited_in_its_socket_is_not_dropped_when_it_is_read_again() {
        fixture.advance(Duration.ofSeconds(20));
        fixture.pool.setReading(false);
        fixture.advance(Duration.ofSeconds(10));
        fixture.pool.setReading(true);
        fixture.advance(Duration.ofSeconds(11));
        assertThat(peer.isOpen()).isTrue();

        fixture.advance(Duration.ofSeconds(20));
        assertThat(peer.isOpen()).isFalse();
    }

    @Test
    void nothing_follows_after_release_whatever_is_on_its_way() {
        ByteBuf bytes = Unpooled.buffer();
        Frames.write(bytes, Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "on its way"));
        fixture.loop.execute(() -> user.seat().release());
        peer.channel.writeInbound(bytes);
        fixture.settle();
        peer.send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "later"));
        peer.disconnect();

        assertThat(user.events).containsExactly("ready");
        assertThat(fixture.metrics.value(Counter.FRAMES_UNROUTABLE)).isEqualTo(2);
    }

    @Test
    void frames_handed_over_before_release_are_still_sent_and_none_after_it() {
        fixture.onLoop(() -> {
            user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "bye"));
            user.seat().release();
            assertThat(user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "again")))
                    .isFalse();
        });

        assertThat(peer.receivedTypes()).containsExactly(Type.TYPE_CONV_MESSAGE);
    }

    @Test
    void a_burst_of_frames_is_one_write() {
        peer.received();
        fixture.onLoop(() -> IntStream.range(0, 20)
                .forEach(i -> user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "" + i))));

        assertThat(peer.channel.outboundMessages()).hasSize(1);
        assertThat(peer.received()).hasSize(20);
    }

    @Test
    void what_a_slow_backend_does_not_read_is_bounded_in_frames_and_bytes() {
        SlowSocket socket = new SlowSocket();
        peer.channel.pipeline().addFirst(socket);
        List<Boolean> taken = new ArrayList<>();
        fixture.onLoop(() -> IntStream.range(0, 60)
                .forEach(i -> taken.add(user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "" + i)))));
        fixture.onLoop(() -> taken.add(user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "x"))));
        assertThat(taken.subList(0, 50)).containsOnly(true);
        assertThat(taken.subList(50, 61)).containsOnly(false);

        socket.takeAll();
        taken.clear();
        fixture.onLoop(() -> IntStream.range(0, 3)
                .forEach(i -> taken.add(
                        user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "y".repeat(4000))))));

        assertThat(taken).containsExactly(true, true, false);
        assertThat(user.events).containsExactly("ready");
    }

    @Test
    void what_was_said_in_place_of_tls_is_in_no_reason() {
        List<LinkEnd> ends = new ArrayList<>();
        LinkEvents events = new LinkEvents() {
            @Override
            public void opened(BackendLink link) {}

            @Override
            public void ready(BackendLink link) {}

            @Override
            public void queried(BackendLink link) {}

            @Override
            public void statsReceived(BackendLink link, Wire.Stats stats) {}

            @Override
            public void configReceived(BackendLink link, String text) {}

            @Override
            public void roomsReceived(BackendLink link, Wire.RoomList rooms) {}

            @Override
            public void closed(BackendLink link, LinkEnd end) {
                ends.add(end);
            }
        };
        NotSslRecordException plain = new NotSslRecordException("not an SSL/TLS record: 6f70656e");
        for (Throwable cause : List.of(plain, new DecoderException(plain))) {
            EmbeddedChannel channel = new EmbeddedChannel();
            BackendLink link = new BackendLink(
                    "backend",
                    channel,
                    Admission.byToken(Admission.NONE, fixture.token),
                    BackendSettings.Limits.DEFAULT,
                    events,
                    command -> CompletableFuture.completedFuture(""),
                    fixture.metrics);
            link.install();
            channel.pipeline().fireExceptionCaught(cause);
            channel.runPendingTasks();
            assertThat(channel.isOpen()).isFalse();
        }
        assertThat(ends).hasSize(2).allSatisfy(end -> {
            assertThat(end.text()).isEqualTo("TLS failed");
            assertThat(end.crash()).isTrue();
        });
    }

    /** Takes nothing until told. */
    private static final class SlowSocket extends ChannelOutboundHandlerAdapter {

        private final List<Runnable> held = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            held.add(() -> ctx.writeAndFlush(message, promise));
        }

        void takeAll() {
            held.forEach(Runnable::run);
            held.clear();
        }
    }
}
