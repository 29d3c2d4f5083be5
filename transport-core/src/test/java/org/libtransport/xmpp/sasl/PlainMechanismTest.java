package org.libtransport.xmpp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.xmpp.sasl.PlainMechanism.Credentials;
import org.libtransport.xmpp.sasl.SaslFailure.Condition;
import org.libtransport.xmpp.xml.Element;

/** RFC 4616 section 2, RFC 6120 section 6.4. */
class PlainMechanismTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void reads_name_and_password() {
        assertThat(PlainMechanism.parse(bytes("\0romeo\0sésame ☃")))
                .isEqualTo(new Credentials("", "romeo", "sésame ☃"));
        assertThat(PlainMechanism.parse(bytes("a@b\0romeo\0s"))).isEqualTo(new Credentials("a@b", "romeo", "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "romeo", "\0romeo", "\0\0secret", "\0romeo\0", "\0romeo\0a\0b", "\0\0"})
    void refuses_another_form(String message) {
        assertThatThrownBy(() -> PlainMechanism.parse(bytes(message)))
                .isInstanceOfSatisfying(
                        SaslException.class,
                        e -> assertThat(e.failure().condition()).isEqualTo(Condition.MALFORMED_REQUEST));
    }

    @Test
    void refuses_bytes_that_are_no_utf_8_instead_of_changing_the_password() {
        assertThatThrownBy(() -> PlainMechanism.parse(new byte[] {0, 'a', 0, (byte) 0xC3}))
                .isInstanceOf(SaslException.class);
    }

    @Test
    void refuses_endless_names() {
        assertThatThrownBy(() -> PlainMechanism.parse(bytes("\0romeo\0" + "x".repeat(4_000))))
                .isInstanceOf(SaslException.class);
    }

    @Test
    void shows_no_password() {
        assertThat(new Credentials("", "romeo", "sesame").toString()).doesNotContain("sesame");
    }

    @Test
    void tells_no_data_from_data_of_length_zero_and_from_what_is_no_base64() {
        assertThat(SaslResponse.read(Element.of("auth", SaslFailure.NAMESPACE))).isNull();
        assertThat(SaslResponse.read(Element.of("auth", SaslFailure.NAMESPACE, "=")))
                .isEmpty();
        assertThat(SaslResponse.read(Element.of("auth", SaslFailure.NAMESPACE, "YQ==")))
                .containsExactly('a');
        assertThatThrownBy(() -> SaslResponse.read(Element.of("auth", SaslFailure.NAMESPACE, "?")))
                .isInstanceOfSatisfying(
                        SaslException.class,
                        e -> assertThat(e.failure().condition()).isEqualTo(Condition.INCORRECT_ENCODING));
    }
}
