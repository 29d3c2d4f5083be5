package org.libtransport.xmpp.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.testkit.ManualLoop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stream.Outbox;
import org.libtransport.xmpp.stream.XmppStream;
import org.libtransport.xmpp.xml.XmlLimits;

/** XEP-0114 section 3, and what happens when it goes wrong, without sockets and on virtual time. */
class ComponentFrontendTest {

    private static final Jid ROMEO = Jid.parse("romeo@montague.example/orchard");
    private static final Jid BUDDY = Jid.parse("juliet@net.example/bot");
    private static final String SERVER_HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
            + " xmlns:stream='http://etherx.jabber.org/streams' from='net.example' id='3BF96D32'>";

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final RecordedEvents events = new RecordedEvents();
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private @Nullable IOException refusal;
    private ComponentFrontend frontend = frontend(settings());

    private static ComponentSettings settings() {
        return ComponentSettings.of(Jid.parse("net.example"), "xmpp.example", 5347, "test");
    }

    private ComponentFrontend frontend(ComponentSettings settings) {
        return new ComponentFrontend(
                settings, loop, handler -> connect(handler, settings.timing()), new Random(1), metrics);
    }

    private CompletionStage<Void> connect(XmppStream handler, ComponentTiming timing) {
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        EmbeddedChannel channel = new EmbeddedChannel(
                new IdleStateHandler(
                        timing.silence().toMillis(), timing.keepAlive().toMillis(), 0, TimeUnit.MILLISECONDS),
                handler);
        channel.freezeTime();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1024, 4096));
        channels.add(channel);
        return CompletableFuture.completedFuture(null);
    }

    private EmbeddedChannel channel() {
        return channels.get(channels.size() - 1);
    }

    private void receive(String xml) {
        channel().writeInbound(Unpooled.copiedBuffer(xml, StandardCharsets.UTF_8));
        loop.run();
    }

    private String sent() {
        return sent(channel());
    }

    private static String sent(EmbeddedChannel channel) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return text.toString();
    }

    private void start() {
        frontend.start(events);
        loop.run();
    }

    private void link() {
        receive(SERVER_HEADER);
        receive("<handshake/>");
        sent();
    }

    private void startAndLink() {
        start();
        link();
    }

    private static Message message(String body) {
        return Message.chat(BUDDY, ROMEO, body);
    }

    private void passTime(Duration time) {
        channel().advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel().runScheduledPendingTasks();
        loop.run();
    }

    @Test
    void opens_a_stream_to_the_component_and_proves_the_secret() {
        start();
        assertThat(sent())
                .isEqualTo("<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
                        + " xmlns:stream='http://etherx.jabber.org/streams' to='net.example'>");

        receive(SERVER_HEADER);
        // SHA-1 of "3BF96D32test"
        assertThat(sent()).isEqualTo("<handshake>" + Handshake.digest("3BF96D32", "test") + "</handshake>");
        assertThat(events.events).isEmpty();

        receive("<handshake/>");
        assertThat(events.events).containsExactly("up for the first time");
    }

    @Test
    void hashes_id_and_secret_as_they_are() {
        // echo -n '3BF96D32test' | sha1sum, and with characters that XML would escape
        assertThat(Handshake.digest("3BF96D32", "test")).isEqualTo("aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e");
        assertThat(Handshake.digest("id", "a&b<c>'\"")).hasSize(40).isNotEqualTo(Handshake.digest("id", "a&amp;b"));
    }

    @Test
    void reports_stanzas_and_survives_a_handler_that_throws() {
        startAndLink();
        receive("<message from='romeo@montague.example' to='juliet@net.example' id='poison'><body>a</body></message>"
                + "<message from='romeo@montague.example' to='juliet@net.example' id='2'><body>b</body></message>");

        assertThat(events.stanzas).extracting(Stanza::id).containsExactly("poison", "2");
        assertThat(((Message) events.stanzas.get(1)).body()).isEqualTo("b");
        assertThat(channel().isActive()).isTrue();
    }

    @Test
    void a_refused_secret_is_tried_again_with_growing_pauses_and_nobody_hears_of_a_link() {
        start();
        for (int attempt = 1; attempt <= 3; attempt++) {
            receive(SERVER_HEADER);
            receive("<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
            assertThat(channels).hasSize(attempt);
            assertThat(channel().isOpen()).isFalse();
            loop.advance(Duration.ofMillis(499L << (attempt - 1)));
            assertThat(channels).hasSize(attempt);
            loop.advance(Duration.ofMillis(501L << (attempt - 1)));
            assertThat(channels).hasSize(attempt + 1);
        }
        assertThat(events.events).isEmpty();
        link();
        assertThat(events.events).containsExactly("up for the first time");
    }

    @Test
    void never_waits_longer_than_the_longest_pause() {
        refusal = new IOException("refused");
        start();
        loop.advance(Duration.ofMinutes(30));
        refusal = null;

        loop.advance(Duration.ofSeconds(60));

        assertThat(channels).hasSize(1);
    }

    @Test
    void a_server_that_hangs_up_is_connected_again_and_the_link_reported_as_such() {
        startAndLink();
        channel().close();
        loop.run();
        assertThat(events.events).containsExactly("up for the first time", "down");

        loop.advance(Duration.ofSeconds(1));
        link();

        assertThat(events.events).containsExactly("up for the first time", "down", "up again");
    }

    @Test
    void messages_wait_for_the_next_link_and_other_stanzas_are_refused() {
        startAndLink();
        channel().close();
        loop.run();

        assertThat(frontend.send(message("first"))).isTrue();
        assertThat(frontend.send(Presence.of(BUDDY, ROMEO, Presence.Type.AVAILABLE)))
                .isFalse();
        assertThat(frontend.send(message("second"))).isTrue();

        loop.advance(Duration.ofSeconds(1));
        receive(SERVER_HEADER);
        sent();
        receive("<handshake/>");
        assertThat(sent()).containsSubsequence("<body>first</body>", "<body>second</body>");
    }

    @Test
    void messages_that_the_dead_socket_did_not_take_leave_first_by_the_next_one() {
        startAndLink();
        EmbeddedChannel dying = channel();
        // More than the high water mark: the rest waits as stanzas.
        dying.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        for (int i = 0; i < 5; i++) {
            assertThat(frontend.send(message("number " + i))).isTrue();
        }
        frontend.send(Presence.of(BUDDY, ROMEO, Presence.Type.AVAILABLE));
        dying.close();
        loop.run();
        frontend.send(message("number 5"));
        loop.advance(Duration.ofSeconds(1));
        receive(SERVER_HEADER);
        sent();
        receive("<handshake/>");

        assertThat(sent())
                .containsSubsequence("number 0", "number 1", "number 2", "number 3", "number 4", "number 5")
                .doesNotContain("<presence");
    }

    @Test
    void the_queue_of_waiting_messages_is_bounded() {
        frontend = frontend(settings().withWhileDown(new Outbox.Bounds(2, 10_000)));
        assertThat(frontend.send(message("1"))).isTrue();
        assertThat(frontend.send(message("x".repeat(10_000)))).isFalse();
        assertThat(frontend.send(message("2"))).isTrue();
        assertThat(frontend.send(message("3"))).isFalse();
        startAndLink();
        assertThat(frontend.send(message("4"))).isTrue();
    }

    @Test
    void a_burst_leaves_in_one_buffer_and_one_flush() {
        startAndLink();
        for (int i = 0; i < 10; i++) {
            frontend.send(message("number " + i));
        }
        loop.run();

        ByteBuf only = channel().readOutbound();
        assertThat(only.toString(StandardCharsets.UTF_8)).contains("number 0", "number 9");
        only.release();
        assertThat(channel().outboundMessages()).isEmpty();
    }

    @Test
    void a_stanza_without_sender_comes_from_the_component() {
        startAndLink();
        frontend.send(new Message(null, ROMEO, Message.Type.CHAT, null, null, List.of()));
        loop.run();
        assertThat(sent()).contains("from='net.example'");
    }

    @Test
    void malformed_xml_ends_the_stream_with_its_error_and_a_new_one_is_made() {
        startAndLink();
        receive("<message></presence>");

        assertThat(sent()).contains("<not-well-formed xmlns=").endsWith("</stream:error></stream:stream>");
        assertThat(events.events).containsExactly("up for the first time", "down");
        assertThat(metrics.value(Counter.STREAM_ERRORS)).isEqualTo(1);
        channel().close();
        loop.advance(Duration.ofSeconds(1));
        assertThat(channels).hasSize(2);
    }

    @Test
    void an_oversized_stanza_ends_the_stream_with_policy_violation() {
        frontend = frontend(settings().withLimits(XmlLimits.ofStanzaBytes(2_000)));
        startAndLink();
        receive("<message><body>" + "x".repeat(3_000) + "</body></message>");
        assertThat(sent()).contains("<policy-violation");
        assertThat(events.stanzas).isEmpty();
    }

    @Test
    void a_peer_that_does_not_close_after_an_error_is_cut_off() {
        startAndLink();
        receive("<a:b/>");
        assertThat(channel().isOpen()).isTrue();
        passTime(Duration.ofSeconds(2));
        assertThat(channel().isOpen()).isFalse();
    }

    @Test
    void a_stanza_to_what_is_no_address_is_answered_with_jid_malformed_from_the_component() {
        startAndLink();
        receive("<iq type='get' id='7' from='romeo@montague.example/a' to='@net.example'><a xmlns='b'/></iq>");
        assertThat(sent()).contains("<jid-malformed", "from='net.example'", "to='romeo@montague.example/a'", "id='7'");
        assertThat(metrics.value(Counter.STANZAS_MALFORMED)).isEqualTo(1);
        assertThat(metrics.value(Counter.STREAM_ERRORS)).isZero();
        assertThat(channel().isActive()).isTrue();
    }

    @Test
    void a_stanza_from_nobody_is_counted_and_not_reported() {
        startAndLink();
        receive("<message to='juliet@net.example'><body>a</body></message><message from='@b' to='net.example'/>");
        assertThat(events.stanzas).isEmpty();
        assertThat(metrics.value(Counter.STANZAS_MALFORMED)).isEqualTo(2);
    }

    @Test
    void keeps_alive_with_blanks_and_asks_a_silent_server_for_a_sign_of_life() {
        startAndLink();
        passTime(Duration.ofSeconds(61));
        assertThat(sent()).contains(" ").contains("<ping xmlns='urn:xmpp:ping'/>");

        receive("<iq type='get' from='net.example' to='net.example' id='libtransport-alive'>"
                + "<ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(events.stanzas).isEmpty();
        passTime(Duration.ofSeconds(59));
        assertThat(channel().isOpen()).isTrue();
    }

    @Test
    void gives_up_a_server_that_stays_silent() {
        startAndLink();
        passTime(Duration.ofSeconds(61));
        passTime(Duration.ofSeconds(60));
        assertThat(sent()).contains("<connection-timeout");
        passTime(Duration.ofSeconds(3));
        assertThat(events.events).containsExactly("up for the first time", "down");
        loop.advance(Duration.ofSeconds(1));
        assertThat(channels).hasSize(2);
    }

    @Test
    void gives_up_a_server_that_does_not_complete_the_handshake() {
        start();
        receive(SERVER_HEADER);
        passTime(Duration.ofSeconds(30));
        assertThat(sent()).contains("<connection-timeout");
    }

    @Test
    void stop_sends_what_is_waiting_closes_the_stream_and_waits_for_the_server() {
        startAndLink();
        frontend.send(message("last words"));
        CompletableFuture<Void> stopped = frontend.stop().toCompletableFuture();
        loop.run();

        assertThat(sent()).contains("last words").endsWith("</stream:stream>");
        assertThat(stopped).isNotDone();
        assertThat(frontend.send(message("too late"))).isFalse();
        receive("</stream:stream>");

        assertThat(stopped).isCompleted();
        assertThat(channel().isOpen()).isFalse();
        assertThat(frontend.send(message("too late"))).isFalse();
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void stop_during_a_pause_ends_at_once_and_fails_the_start() {
        refusal = new IOException("refused");
        CompletableFuture<Void> started = frontend.start(events).toCompletableFuture();
        loop.run();
        CompletableFuture<Void> stopped = frontend.stop().toCompletableFuture();
        loop.run();

        assertThat(stopped).isCompleted();
        assertThat(started).isCompletedExceptionally();
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void a_slow_server_is_reported_until_it_reads_again() {
        startAndLink();
        channel().unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel().runPendingTasks();
        assertThat(events.events).containsExactly("up for the first time", "not writable");
        assertThat(frontend.send(message("waits"))).isTrue();
        loop.run();
        assertThat(sent()).isEmpty();

        channel().unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel().runPendingTasks();
        assertThat(events.events).last().isEqualTo("writable");
        assertThat(sent()).contains("waits");
    }

    @Test
    void the_secret_is_in_no_text() {
        assertThat(ComponentSettings.of(Jid.parse("net.example"), "h", 1, "sesame")
                        .toString())
                .doesNotContain("sesame");
    }
}
