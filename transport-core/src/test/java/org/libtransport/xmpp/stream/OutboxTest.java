package org.libtransport.xmpp.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.testkit.ManualLoop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;

class OutboxTest {

    private static final Jid FROM = Jid.parse("a@net.example");
    private static final Jid TO = Jid.parse("b@xmpp.example");
    private static final Outbox.Bounds ROOMY = new Outbox.Bounds(1_000, 1_000_000);

    private final ManualLoop loop = new ManualLoop();
    private final Outbox outbox =
            new Outbox(Namespaces.COMPONENT, loop, new Outbox.Bounds(10, 4_000), new Outbox.Bounds(3, 2_000));
    private final Socket socket = new Socket();
    private final EmbeddedChannel channel = new EmbeddedChannel(socket);

    private static Message message(String body) {
        return Message.chat(FROM, TO, body);
    }

    private static List<String> bodies(List<Stanza> stanzas) {
        return stanzas.stream().map(stanza -> stanza.payloadText("body")).toList();
    }

    @Test
    void takes_only_messages_before_it_is_open() {
        assertThat(outbox.offer(Presence.of(FROM, TO, Presence.Type.AVAILABLE))).isFalse();
        assertThat(outbox.offer(message("1"))).isTrue();
        outbox.open(channel);
        assertThat(outbox.offer(Presence.of(FROM, TO, Presence.Type.AVAILABLE))).isTrue();
        loop.run();
        assertThat(socket.written()).containsSubsequence("<message", "<presence");
        assertThat(outbox.size()).isZero();
    }

    @Test
    void is_bounded_in_number_and_bytes_and_forgets_what_it_refused() {
        assertThat(outbox.offer(message("x".repeat(3_000)))).isFalse();
        assertThat(outbox.offer(message("1"))).isTrue();
        assertThat(outbox.offer(message("2"))).isTrue();
        assertThat(outbox.offer(message("3"))).isTrue();
        assertThat(outbox.offer(message("4"))).isFalse();
        assertThat(outbox.size()).isEqualTo(3);
        outbox.open(channel);
        assertThat(outbox.offer(message("x".repeat(3_000)))).isTrue();
    }

    @Test
    void messages_that_the_socket_refused_come_first_and_those_it_took_never_again() {
        outbox.open(channel);
        outbox.offer(message("taken"));
        loop.run();
        socket.succeed(0);
        outbox.offer(message("lost 1"));
        outbox.offer(Presence.of(FROM, TO, Presence.Type.AVAILABLE));
        outbox.offer(message("lost 2"));
        loop.run();
        outbox.offer(message("waiting"));

        outbox.hold();
        outbox.offer(message("later"));
        outbox.reclaim();

        outbox.close();
        assertThat(bodies(outbox.remains())).containsExactly("lost 1", "lost 2", "waiting", "later");
        assertThat(outbox.size()).isZero();
    }

    @Test
    void what_the_socket_takes_while_the_stream_is_closing_is_not_sent_again() {
        outbox.open(channel);
        outbox.offer(message("last"));
        loop.run();
        outbox.hold();
        socket.succeed(0);
        outbox.reclaim();
        outbox.close();
        assertThat(outbox.remains()).isEmpty();
    }

    @Test
    void a_late_answer_of_the_old_socket_does_not_touch_the_new_one() {
        outbox.open(channel);
        outbox.offer(message("first"));
        loop.run();
        outbox.hold();
        outbox.reclaim();
        outbox.open(channel);
        loop.run();
        socket.succeed(0);
        outbox.hold();
        outbox.reclaim();
        outbox.close();
        assertThat(bodies(outbox.remains())).containsExactly("first");
    }

    @Test
    void takes_nothing_once_closed() {
        Outbox single = new Outbox(Namespaces.CLIENT, loop, ROOMY);
        assertThat(single.offer(message("1"))).isTrue();
        single.close();
        assertThat(single.offer(message("2"))).isFalse();
        assertThat(bodies(single.remains())).containsExactly("1");
    }

    @Test
    void an_outbox_for_one_stream_keeps_everything_until_it_is_open() {
        Outbox single = new Outbox(Namespaces.CLIENT, loop, ROOMY);
        assertThat(single.offer(Presence.of(FROM, TO, Presence.Type.AVAILABLE))).isTrue();
        loop.run();
        single.open(channel);
        assertThat(socket.written()).contains("<presence");
    }

    /** Holds what is written until the test lets it succeed. */
    private static final class Socket extends ChannelOutboundHandlerAdapter {

        private final List<ChannelPromise> promises = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf bytes = (ByteBuf) message;
            text.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
            promises.add(promise);
        }

        void succeed(int index) {
            promises.get(index).setSuccess();
        }

        String written() {
            return text.toString();
        }
    }
}
