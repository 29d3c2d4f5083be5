package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.PoolFixture.Peer;
import org.libtransport.metrics.Counter;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What becomes of messages that a link took when it ends. */
class UnwrittenTest {

    private final PoolFixture fixture = new PoolFixture(BackendSettings.DEFAULT);
    private final Peer peer = fixture.backend();
    private final RecordingUser user = fixture.request("a@b");
    private final List<String> unwritten = new ArrayList<>();

    @Test
    void what_the_socket_took_is_nobodys_loss_to_be_told() {
        send("one");
        assertThat(peer.receivedTypes()).containsExactly(Type.TYPE_CONV_MESSAGE);

        peer.disconnect();

        assertThat(unwritten).isEmpty();
    }

    @Test
    void what_the_socket_did_not_take_is_told_in_order_also_to_those_who_left() {
        new StuckSocket().install();
        send("one");
        send("two");
        fixture.onLoop(() -> user.seat().release());

        peer.disconnect();

        assertThat(unwritten).containsExactly("one", "two");
    }

    @Test
    void what_waits_for_the_end_of_a_burst_when_the_link_ends_is_told() {
        fixture.onLoop(() -> {
            assertThat(user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", "one"), told("one")))
                    .isTrue();
            peer.channel.close();
            assertThat(unwritten).isEmpty();
        });

        assertThat(unwritten).containsExactly("one");
    }

    @Test
    void a_link_that_does_not_acknowledge_reports_what_it_may_have_lost() {
        send("one");
        ping();
        send("two");
        send("three");
        peer.send(Type.TYPE_PONG, null);
        ping();
        send("four");

        peer.disconnect();

        // Only what was written before the PING that was answered is known to have been read.
        assertThat(fixture.metrics.value(Counter.MESSAGES_IN_DOUBT)).isEqualTo(3);
    }

    @Test
    void a_link_that_was_told_to_end_and_did_has_read_all() {
        send("one");
        fixture.pool.stop();
        fixture.settle();
        assertThat(peer.receivedTypes()).contains(Type.TYPE_EXIT);

        peer.disconnect();

        assertThat(fixture.metrics.value(Counter.MESSAGES_IN_DOUBT)).isZero();
    }

    @Test
    void numbers_for_acknowledgement_are_given_only_where_they_were_announced() {
        assertThat(user.seat().nextAckId()).isZero();

        peer.send(
                Type.TYPE_BACKEND_CONFIG,
                Wire.BackendConfig.newBuilder()
                        .setConfig("[extensions]\nacknowledgement=1\n")
                        .build());
        assertThat(user.seat().nextAckId()).isEqualTo(1);
        assertThat(user.seat().nextAckId()).isEqualTo(2);

        fixture.backend();
        RecordingUser other = fixture.request("c@d");
        assertThat(other.seat().nextAckId()).isZero();
    }

    private void ping() {
        fixture.advance(BackendSettings.Times.DEFAULT.pingInterval());
    }

    private void send(String text) {
        fixture.onLoop(() -> assertThat(
                        user.seat().send(Type.TYPE_CONV_MESSAGE, PoolFixture.message("a@b", text), told(text)))
                .isTrue());
    }

    private Runnable told(String text) {
        return () -> unwritten.add(text);
    }

    /** Takes nothing, until it is closed. */
    private final class StuckSocket extends ChannelOutboundHandlerAdapter {

        private final List<ChannelPromise> writes = new ArrayList<>();

        void install() {
            peer.channel.pipeline().addFirst(this);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            writes.add(promise);
        }

        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
            writes.forEach(write -> write.setFailure(new ClosedChannelException()));
            super.close(ctx, promise);
        }
    }
}
