package org.libtransport.xmpp.jid;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Runs over its corpus in every build, and looks for more with {@code JAZZER_FUZZ=1}. */
class JidFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void any_text_is_an_address_or_refused_the_same_way_and_for_good(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String jid = parse(text, false);

        assertThat(parse(text, true)).isEqualTo(jid);
        if (jid != null) {
            assertThat(parse(jid, false)).isEqualTo(jid);
        }
    }

    private static @Nullable String parse(String text, boolean fully) {
        try {
            return (fully ? JidPreparation.parseFully(text) : JidPreparation.parse(text)).toString();
        } catch (InvalidJidException e) {
            return null;
        }
    }
}
