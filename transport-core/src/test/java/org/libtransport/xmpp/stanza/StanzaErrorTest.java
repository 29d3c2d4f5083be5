package org.libtransport.xmpp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

class StanzaErrorTest {

    private static final Message MESSAGE = Message.chat(Jid.parse("a@b/c"), Jid.parse("d@e"), "hi");

    @ParameterizedTest
    @EnumSource(Condition.class)
    void every_condition_is_read_back(Condition condition) {
        Stanza answer = StanzaError.of(condition, "A sentence.").answerTo(MESSAGE);

        assertThat(answer).isNotNull();
        assertThat(StanzaError.parse(answer)).isEqualTo(StanzaError.of(condition, "A sentence."));
        assertThat(answer.from()).isEqualTo(MESSAGE.to());
        assertThat(answer.to()).isEqualTo(MESSAGE.from());
    }

    @Test
    void an_error_nobody_defined_is_undefined() {
        Element error = Element.builder("error", Element.CONTENT_NAMESPACE)
                .add(Element.of("gone", "urn:application"))
                .add(Element.of("unheard-of", StanzaError.NAMESPACE))
                .build();

        assertThat(StanzaError.parse(error)).isEqualTo(StanzaError.of(Condition.UNDEFINED_CONDITION));
        assertThat(StanzaError.parse(MESSAGE)).isNull();
    }
}
