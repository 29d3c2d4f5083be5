package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.LinkEnd;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** The life of a link: bounds, frames that make no sense, and its end. */
class PluginLinkTest extends PluginScene {

    @Test
    void a_full_queue_stops_reading_and_loses_nothing() {
        int many = 20_000;
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        run(plugin((login, events) -> (Played.Texts) message -> {
            release.await();
            if (message.body().equals(Integer.toString(done.get()))) {
                done.incrementAndGet();
            }
        }));
        String user = transport.login("romeo", "r", "p");
        for (int i = 0; i < many; i++) {
            transport.message(user, "juliet", Integer.toString(i));
        }
        transport.send(Type.TYPE_PING);
        assertThat(transport.unread()).isZero();
        release.countDown();

        transport.expect(Type.TYPE_BACKEND_CONFIG);
        await().until(() -> done.get() == many);
    }

    @Test
    void a_transport_that_does_not_read_ends_the_link_at_the_bound() {
        EmbeddedChannel channel = new EmbeddedChannel();
        PluginLink link = link(channel, null);
        Outbox outbox = new Outbox(channel, link);
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        Wire.ConversationMessage big = Wire.ConversationMessage.newBuilder()
                .setUserName("romeo")
                .setBuddyName("juliet")
                .setMessage("x".repeat(1 << 20))
                .build();

        for (int i = 0; i < Outbox.BOUND >> 20; i++) {
            assertThat(channel.isOpen()).isTrue();
            outbox.add(Type.TYPE_CONV_MESSAGE, big);
            channel.runPendingTasks();
        }

        assertThat(channel.isOpen()).isFalse();
        assertThat(link.ended().toCompletableFuture())
                .isCompletedWithValue(LinkEnd.failure("the transport does not read what the backend reports"));
    }

    @Test
    void a_report_that_no_transport_would_take_is_refused_at_once() throws Exception {
        CompletableFuture<SessionEvents> opened = new CompletableFuture<>();
        run(plugin((login, events) -> {
            opened.complete(events);
            return NOTHING;
        }));
        transport.login("romeo", "r", "p");
        SessionEvents events = opened.get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> events.message(IncomingMessage.of("juliet", "x".repeat(17 << 20))))
                .isInstanceOf(IllegalArgumentException.class);
        events.connected();
        transport.expect(Type.TYPE_CONNECTED);
    }

    @Test
    void frames_that_make_no_sense_are_skipped() {
        run(plugin((login, events) -> NOTHING));
        transport.sendBytes(new byte[] {0, 0, 0, 2, 8, 127, 0, 0, 0, 1, 99});
        transport.send(Type.TYPE_LOGIN, Wire.Connected.newBuilder().setUser("x").build());
        transport.send(Type.TYPE_QUERY);
        transport.message("nobody", "juliet", "hi");

        transport.hello();
    }

    @Test
    void a_frame_over_the_limit_ends_the_link() throws Exception {
        RunningPlugin plugin = run(plugin((login, events) -> NOTHING));
        transport.sendBytes(new byte[] {-1, -1, -1, -1});

        LinkEnd end = plugin.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.orderly()).isFalse();
        assertThat(end.reason()).contains("4294967295");
    }

    @Test
    void a_silent_transport_ends_the_link_unless_it_is_we_who_do_not_read() {
        EmbeddedChannel channel = new EmbeddedChannel();
        PluginLink link = link(channel, null);
        channel.pipeline().addLast(link);

        link.outboxCongested(true);
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        assertThat(channel.isOpen()).isTrue();
        link.outboxCongested(false);
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);

        assertThat(channel.isOpen()).isFalse();
        assertThat(link.ended().toCompletableFuture().join()).isEqualTo(LinkEnd.failure("the transport is silent"));
    }

    @Test
    void exit_logs_everybody_out_and_closes_the_plugin() throws Exception {
        assertEndsOrderly(() -> transport.send(Type.TYPE_EXIT));
    }

    @Test
    void the_end_of_the_connection_logs_everybody_out_and_closes_the_plugin() throws Exception {
        assertEndsOrderly(transport::hangUp);
    }

    @Test
    void stop_logs_everybody_out_and_closes_the_plugin() throws Exception {
        assertEndsOrderly(this::stop);
    }

    private void assertEndsOrderly(Runnable how) throws Exception {
        AtomicInteger loggedOut = new AtomicInteger();
        Played.Plugin plugin = plugin((login, events) -> {
            events.connected();
            return new NetworkSession() {
                @Override
                public void sendMessage(OutgoingMessage message) {
                    // nobody sends
                }

                @Override
                public void logout() {
                    loggedOut.incrementAndGet();
                    throw new IllegalStateException("cannot log out");
                }
            };
        });
        RunningPlugin link = run(plugin);
        for (int i = 0; i < 5; i++) {
            transport.login("user" + i, "u", "p");
            transport.expect(Type.TYPE_CONNECTED);
        }
        how.run();

        LinkEnd end = link.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.orderly()).isTrue();
        assertThat(loggedOut).hasValue(5);
        assertThat(plugin.isClosed()).isTrue();
        transport.awaitClosed();
    }

    @Test
    void a_transport_that_is_not_there_is_told_as_the_end() throws Exception {
        Played.Plugin plugin = plugin((login, events) -> NOTHING);
        RunningPlugin link = PluginRunner.connect(plugin, new LocalAddress("nobody-listens-here"));

        LinkEnd end = link.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(end.orderly()).isFalse();
        assertThat(end.reason()).contains("cannot connect to", "nobody-listens-here");
        assertThat(plugin.isClosed()).isTrue();
    }

    /** A link whose calls are made at once. */
    private static PluginLink link(EmbeddedChannel channel, @Nullable String token) {
        Played.Plugin plugin = plugin((login, events) -> NOTHING);
        return new PluginLink(
                channel, plugin, new Introduction(plugin), token, Runnable::run, new MemoryFigures(false));
    }
}
