package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawStanzaTest {

    @Test
    void tells_whose_it_is_without_reading_all_of_it() {
        assertThat(RawStanza.sender("<iq type='get' from=\"romeo@x.example/home/2\" to='a&amp;b@y'><query"))
                .isEqualTo("romeo@x.example");
        assertThat(RawStanza.sender("<message from='romeo@x.example'/>")).isEqualTo("romeo@x.example");
        assertThat(RawStanza.sender("<message/>")).isNull();
        assertThat(RawStanza.sender("no markup")).isNull();
    }

    @Test
    void takes_one_whole_element() {
        RawStanza stanza = RawStanza.check(
                "<message from='juliet@net' to='romeo@x.example/a'><body>hi &lt;3</body><x xmlns='y'/></message>");

        assertThat(stanza.from()).isEqualTo("juliet@net");
        assertThat(stanza.recipient()).isEqualTo("romeo@x.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<message>",
                "<message/><message/>",
                "<message></stream>",
                "<message><body></message>",
                "<message/>text",
                "<?xml version='1.0'?><message/>",
                "<!DOCTYPE message [<!ENTITY e 'x'>]><message>&e;</message>",
                "<message>&e;</message>",
                "<message a='&e;'/>",
                "<message><?p i?></message>",
                "<message><!-- c --></message>",
                "<p:message/>",
                "<message>\u0001</message>",
            })
    void refuses_what_would_break_a_stream(String xml) {
        assertThatThrownBy(() -> RawStanza.check(xml)).isInstanceOf(IllegalArgumentException.class);
    }
}
