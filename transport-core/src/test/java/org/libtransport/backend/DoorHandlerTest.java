package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.peer.Peer;
import org.libtransport.protocol.Frames;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** A connection of somebody whom the kernel does not vouch for, before it may stay. */
class DoorHandlerTest {

    private final RecordingLogger logger = new RecordingLogger();
    private final List<Admission> admitted = new ArrayList<>();
    private final ByteBuf passedOn = Unpooled.buffer();

    private EmbeddedChannel connect(int limit) {
        Doorkeeper door = new Doorkeeper(
                limit,
                new AccessToken("open sesame"),
                false,
                connection -> CompletableFuture.completedFuture(Peer.UNKNOWN),
                new StrangerLog(() -> 0, logger));
        EmbeddedChannel channel = new EmbeddedChannel(new DoorHandler(door, true, this::accept));
        channel.freezeTime();
        return channel;
    }

    private EmbeddedChannel connect() {
        return connect(10);
    }

    private void accept(Channel channel, Admission admission) {
        admitted.add(admission);
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                passedOn.writeBytes((ByteBuf) message);
                ((ByteBuf) message).release();
            }
        });
    }

    private static ByteBuf frame(Type type, @Nullable MessageLite payload) {
        ByteBuf frame = Unpooled.buffer();
        Frames.write(frame, type, payload);
        return frame;
    }

    private static ByteBuf token(String text) {
        return frame(Type.TYPE_TOKEN, Wire.Token.newBuilder().setToken(text).build());
    }

    private void assertTurnedAway(EmbeddedChannel channel, String reason) {
        assertThat(channel.isOpen()).isFalse();
        assertThat((Object) channel.readOutbound()).isNull();
        assertThat(admitted).isEmpty();
        assertThat(passedOn.isReadable()).isFalse();
        assertThat(logger.lines).singleElement().asString().endsWith(reason);
    }

    @Test
    void the_right_token_lets_in_and_what_follows_in_the_same_read_goes_to_the_link() {
        EmbeddedChannel channel = connect();
        ByteBuf rest = frame(Type.TYPE_PONG, null)
                .writeBytes(frame(Type.TYPE_STATS, null))
                .writeByte(0);
        ByteBuf expected = rest.copy();
        channel.writeInbound(Unpooled.wrappedBuffer(token("open sesame"), rest));

        assertThat(channel.isOpen()).isTrue();
        assertThat(admitted).singleElement().satisfies(admission -> {
            assertThat(admission.reason()).isEqualTo(Admission.Reason.TOKEN);
            assertThat(admission.mayTakeUsers()).isTrue();
            assertThat(admission.process()).isEqualTo(Admission.NONE);
        });
        assertThat(passedOn).isEqualTo(expected);
        assertThat(channel.pipeline().get(DoorHandler.class)).isNull();
        assertThat(logger.lines).isEmpty();
    }

    @Test
    void a_token_may_come_in_pieces_of_any_size() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            admitted.clear();
            passedOn.clear();
            EmbeddedChannel channel = connect();
            ByteBuf all = token("open sesame").writeBytes(frame(Type.TYPE_PONG, null));
            while (all.isReadable()) {
                int size = Math.min(all.readableBytes(), 1 + random.nextInt(8));
                channel.writeInbound(all.readRetainedSlice(size));
            }
            assertThat(admitted).as("round %d", round).hasSize(1);
            assertThat(passedOn).isEqualTo(frame(Type.TYPE_PONG, null));
        }
    }

    @Test
    void a_wrong_token_closes_at_once_and_is_not_shown() {
        EmbeddedChannel channel = connect();
        channel.writeInbound(Unpooled.wrappedBuffer(token("open barley"), frame(Type.TYPE_PONG, null)));

        assertTurnedAway(channel, "it presented a wrong token");
        assertThat(logger.lines).noneMatch(line -> line.contains("barley"));
    }

    @Test
    void nothing_but_a_token_is_taken_from_a_stranger() {
        EmbeddedChannel channel = connect();
        channel.writeInbound(frame(
                Type.TYPE_QUERY,
                Wire.BackendConfig.newBuilder().setConfig("status").build()));

        assertTurnedAway(channel, "it presented no token");
    }

    @Test
    void a_first_frame_over_4_kib_is_not_waited_for() {
        EmbeddedChannel channel = connect();
        channel.writeInbound(Unpooled.buffer().writeInt(4097));

        assertTurnedAway(channel, "it presented no token");
    }

    @Test
    void a_first_frame_of_4_kib_is_waited_for_and_judged() {
        ByteBuf longest = frame(
                Type.TYPE_TOKEN,
                Wire.Token.newBuilder()
                        .setTokenBytes(ByteString.copyFromUtf8("x".repeat(4096 - 8)))
                        .build());
        assertThat(longest.readableBytes()).isBetween(4090, 4100);
        EmbeddedChannel channel = connect();
        channel.writeInbound(longest.readRetainedSlice(4000));
        assertThat(channel.isOpen()).isTrue();
        channel.writeInbound(longest);

        assertTurnedAway(channel, "it presented a wrong token");
    }

    @Test
    void garbage_is_no_token() {
        EmbeddedChannel channel = connect();
        channel.writeInbound(Unpooled.buffer().writeInt(3).writeBytes(new byte[] {-1, -1, -1}));

        assertTurnedAway(channel, "it presented no token");
    }

    @Test
    void one_that_says_nothing_is_gone_within_five_seconds() {
        EmbeddedChannel channel = connect();
        channel.advanceTimeBy(3_900, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(1_000, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();

        assertTurnedAway(channel, "it presented no token");
    }

    @Test
    void one_that_goes_by_itself_is_told_once_and_not_again_when_its_time_is_over() {
        EmbeddedChannel channel = connect();
        channel.close();
        channel.advanceTimeBy(10, TimeUnit.SECONDS);
        channel.runPendingTasks();

        assertTurnedAway(channel, "it presented no token");
    }

    @Test
    void what_was_said_in_place_of_tls_is_never_logged() {
        EmbeddedChannel channel = connect();
        String said = new NotSslRecordException("not an SSL/TLS record: 6f70656e20736573616d65").getMessage();
        channel.pipeline().fireExceptionCaught(new DecoderException(said, new NotSslRecordException(said)));

        assertTurnedAway(channel, "TLS failed, or it spoke none");
        assertThat(logger.lines).noneMatch(line -> line.contains("6f70656e"));
    }

    @Test
    void a_connection_that_breaks_is_closed() {
        EmbeddedChannel channel = connect();
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset"));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void with_the_token_too_no_more_come_in_than_the_bound() {
        EmbeddedChannel channel = connect(0);
        channel.writeInbound(token("open sesame"));
        assertThat(channel.isOpen()).isFalse();
        assertThat(admitted).isEmpty();
    }
}
