package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.xmpp.xml.Element;

/** The XML that a backend sends by RAW_XML: wire protocol section 8. */
class RawXmlStreamTest {

    private final List<Element> received = new ArrayList<>();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final RawXmlStream stream = new RawXmlStream("backend-1", received::add, metrics);

    @Test
    void stanzas_are_of_the_content_namespace_without_saying_so() {
        read("<message to='romeo@montague.example'><body>hi</body></message><presence/>");

        assertThat(received).extracting(Element::name).containsExactly("message", "presence");
        assertThat(received).extracting(Element::namespace).containsOnly(Element.CONTENT_NAMESPACE);
        assertThat(received.get(0).childText("body")).isEqualTo("hi");
    }

    @Test
    void a_stanza_may_be_split_over_frames_anywhere() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] text =
                "<message from='ä@x'><body>ü \uD83C\uDF39 &amp;</body></message> <iq type='get'><q xmlns='u'/></iq>"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200; i++) {
            received.clear();
            for (int at = 0; at < text.length; ) {
                int end = Math.min(text.length, at + 1 + random.nextInt(20));
                stream.read(ByteString.copyFrom(Arrays.copyOfRange(text, at, end)));
                at = end;
            }
            assertThat(received).as("seed %d", seed).hasSize(2);
            assertThat(received.get(0).childText("body")).as("seed %d", seed).isEqualTo("ü \uD83C\uDF39 &");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message><body></message>",
                "</message>",
                "text",
                "<!-- comment -->",
                "<!DOCTYPE x>",
                "<message>&unknown;</message>",
                "<message a='1' a='2'/>",
                "<x:message/>",
                "</stream:stream>"
            })
    void what_breaks_the_rules_costs_its_own_frame_only(String broken) {
        read("<presence/>" + broken + "<message/>");
        read("<iq/>");

        assertThat(received).extracting(Element::name).startsWith("presence").endsWith("iq");
        assertThat(metrics.value(Counter.FRAMES_UNREADABLE)).isEqualTo(1);
    }

    @Test
    void a_stanza_without_end_is_given_up_at_the_limit() {
        read("<message><body>");
        String piece = "x".repeat(64 * 1024);
        for (int i = 0; i < 17; i++) {
            read(piece);
        }

        assertThat(metrics.value(Counter.FRAMES_UNREADABLE)).isPositive();
        read("<iq/>");
        assertThat(received).extracting(Element::name).containsExactly("iq");
    }

    @Test
    void links_do_not_share_a_parser() {
        RawXmlStream other = new RawXmlStream("backend-2", received::add, metrics);
        read("<message><body>half");
        other.read(ByteString.copyFromUtf8("<presence/>"));
        read(" done</body></message>");

        assertThat(received).extracting(Element::name).containsExactly("presence", "message");
    }

    private void read(String text) {
        stream.read(ByteString.copyFromUtf8(text));
    }
}
