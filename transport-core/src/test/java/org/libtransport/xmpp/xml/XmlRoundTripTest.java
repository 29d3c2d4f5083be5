package org.libtransport.xmpp.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRoundTripTest {

    @ParameterizedTest
    @ValueSource(strings = {"jabber:client", "jabber:component:accept"})
    void any_element_is_the_same_after_writing_and_reading(String streamNamespace) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RandomElements elements = new RandomElements(random, streamNamespace);
        List<Element> sent = new ArrayList<>();
        XmlEncoder encoder = new XmlEncoder(streamNamespace);
        ByteBuf wire = Unpooled.directBuffer();
        wire.writeBytes(DecodedStream.COMPONENT_HEADER
                .replace("jabber:component:accept", streamNamespace)
                .getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 300; i++) {
            Element element = elements.next();
            sent.add(element);
            encoder.encode(element, wire);
        }

        DecodedStream received = new DecodedStream();
        while (wire.isReadable()) {
            int size = Math.min(wire.readableBytes(), 1 + random.nextInt(random.nextBoolean() ? 20 : 30_000));
            received.decoder.decode(wire.readSlice(size));
        }
        wire.release();

        assertThat(received.contentNamespace).isEqualTo(streamNamespace);
        assertThat(received.elements).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(difference(sent.get(i), received.elements.get(i)))
                    .as("seed %d, element %d", seed, i)
                    .isNull();
        }
    }

    /** The innermost place where two nodes differ, or null; whole elements would be too long to read. */
    private static @Nullable String difference(Node expected, Node actual) {
        if (expected.equals(actual)) {
            return null;
        }
        if (expected instanceof Element a
                && actual instanceof Element b
                && a.nodes().size() == b.nodes().size()) {
            for (int i = 0; i < a.nodes().size(); i++) {
                String inner = difference(a.nodes().get(i), b.nodes().get(i));
                if (inner != null) {
                    return inner;
                }
            }
        }
        return "expected " + shortened(expected) + " but was " + shortened(actual);
    }

    private static String shortened(Node node) {
        String text = node.toString();
        return text.length() <= 600 ? text : text.substring(0, 600) + "...";
    }
}
