package org.libtransport.xmpp.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.testkit.ManualLoop;
import org.libtransport.xmpp.jid.Jid;

/** The component link under bytes that no server should send, in pieces that end anywhere (RFC 6120 sections 4.9 and 11). */
class BrokenStreamTest {

    private static final long SEED = System.nanoTime();
    private static final int STREAMS = 1_500;
    private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
            + " xmlns:stream='http://etherx.jabber.org/streams' from='net.example' id='1'>";
    private static final String STANZAS =
            "<message from='romeo@montague.example/a' to='juliet@net.example' type='chat'>"
                    + "<body>caf\u00e9 &amp; <![CDATA[<b>]]> \ud83c\udf39</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>"
                    + "<presence from='romeo@montague.example/a' to='net.example'><show>away</show></presence>"
                    + "<iq from='romeo@montague.example/a' to='net.example' type='get' id='7'><ping xmlns='urn:xmpp:ping'/></iq>";

    private final Random random = new Random(SEED);
    private final ManualLoop loop = new ManualLoop();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final RecordedEvents events = new RecordedEvents();
    private @Nullable EmbeddedChannel channel;
    private ComponentFrontend frontend;

    @BeforeEach
    void start() {
        ComponentSettings settings = ComponentSettings.of(Jid.parse("net.example"), "xmpp.example", 5347, "test");
        frontend = new ComponentFrontend(
                settings,
                loop,
                handler -> {
                    channel = new EmbeddedChannel(handler);
                    return CompletableFuture.completedFuture(null);
                },
                new Random(1),
                metrics);
        frontend.start(events);
        loop.run();
        System.out.println("seed " + SEED);
    }

    @AfterEach
    void stop() {
        current().close();
        frontend.stop();
        loop.run();
    }

    @Test
    void a_server_that_sends_byte_by_byte_is_understood() {
        for (byte each : (HEADER + "<handshake/>" + STANZAS).getBytes(StandardCharsets.UTF_8)) {
            receive(new byte[] {each});
        }
        assertThat(events.stanzas).hasSize(3);
        assertThat(metrics.value(Counter.STREAM_ERRORS)).isZero();
    }

    @Test
    void whatever_comes_the_stream_ends_with_an_error_or_goes_on_and_the_next_one_works() {
        byte[] good = (HEADER + "<handshake/>" + STANZAS + STANZAS).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < STREAMS; i++) {
            String about = "stream " + i + ", seed " + SEED;
            EmbeddedChannel used = current();
            send(broken(good));
            String sent = sent(used);
            if (sent.contains("<stream:error>")) {
                assertThat(sent)
                        .as(about)
                        .endsWith("</stream:error></stream:stream>")
                        .doesNotContain("<internal-server-error");
            }
            used.close();
            loop.advance(Duration.ofMinutes(6));
            assertThat(current()).as(about).isNotSameAs(used);
        }
        events.stanzas.clear();
        send(good);
        assertThat(events.stanzas).as("seed %s", SEED).hasSize(6);
    }

    private byte[] broken(byte[] good) {
        byte[] bytes = good.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "<>&'\"/=\0]!?: ".charAt(random.nextInt(13));
                case 2 -> bytes = joined(bytes, at, bytes, Math.min(bytes.length, at + 1 + random.nextInt(30)));
                case 3 -> bytes = joined(bytes, at, bytes, random.nextInt(at + 1));
                default -> bytes = joined(bytes, at, good, random.nextInt(good.length));
            }
        }
        return bytes;
    }

    /** The beginning of one and the end of the other. */
    private static byte[] joined(byte[] first, int end, byte[] second, int begin) {
        byte[] all = new byte[end + second.length - begin];
        System.arraycopy(first, 0, all, 0, end);
        System.arraycopy(second, begin, all, end, second.length - begin);
        return all;
    }

    private void send(byte[] bytes) {
        for (int at = 0; at < bytes.length && current().isOpen(); ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(200));
            byte[] piece = new byte[count];
            System.arraycopy(bytes, at, piece, 0, count);
            receive(piece);
            at += count;
        }
    }

    private void receive(byte[] bytes) {
        current().writeInbound(Unpooled.wrappedBuffer(bytes));
        loop.run();
    }

    private EmbeddedChannel current() {
        assertThat(channel).isNotNull();
        return channel;
    }

    private static String sent(EmbeddedChannel used) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = used.readOutbound(); part != null; part = used.readOutbound()) {
            text.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return text.toString();
    }
}
