package org.libtransport.xmpp.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs over its corpus in every build, and looks for more with {@code JAZZER_FUZZ=1}. */
class XmlStreamDecoderFuzzTest {

    private static final XmlLimits LIMITS = new XmlLimits(4096, 16, 16);

    /** However the input is cut into pieces: the same elements, the same end, and no exception but the typed one. */
    @FuzzTest(maxDuration = "5m")
    void reads_any_bytes_in_any_pieces_alike(byte[] input) {
        Outcome whole = decode(input, input.length);

        assertThat(decode(input, 1)).isEqualTo(whole);
        assertThat(decode(input, 7)).isEqualTo(whole);
    }

    /** What was accepted can be written, and reads the same again. */
    @FuzzTest(maxDuration = "5m")
    void writes_what_it_has_read(byte[] input) {
        Outcome outcome = decode(input, input.length);
        if (outcome.header == null) {
            return;
        }
        for (Element element : outcome.elements) {
            DecodedStream again = new DecodedStream()
                    .feed("<s xmlns:stream='http://etherx.jabber.org/streams'>")
                    .feed(element.toString());
            assertThat(again.elements).containsExactly(element);
        }
    }

    private static Outcome decode(byte[] input, int piece) {
        DecodedStream stream = new DecodedStream(LIMITS);
        String violation = null;
        try {
            for (int i = 0; i < input.length; i += piece) {
                stream.decoder.decode(input, i, Math.min(piece, input.length - i));
            }
        } catch (XmlException e) {
            // A later fault in the same element may be found first when more of it is there.
            violation = "violation";
        }
        return new Outcome(
                stream.headers.isEmpty() ? null : stream.headers.get(0),
                new ArrayList<>(stream.elements),
                stream.closed,
                violation);
    }

    private record Outcome(
            @Nullable Element header,
            List<Element> elements,
            boolean closed,
            @Nullable String violation) {}
}
