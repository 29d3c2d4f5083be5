package org.libtransport.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.libtransport.testkit.XmlAssert.assertThatXml;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;

class XmlAssertTest {

    private static final String XML = "<a x='1' y='2'><b xmlns='urn:b' xmlns:p='urn:p' p:c='3'>text</b></a>";

    @Test
    void the_order_of_attributes_and_the_spelling_of_prefixes_make_no_difference() {
        assertThatXml(XML).isXml("<a y=\"2\" x=\"1\"><q:b xmlns:q='urn:b' r:c='3' xmlns:r='urn:p'>text</q:b></a>");
    }

    @Test
    void compares_stanzas() {
        assertThatXml(Message.chat(Jid.parse("a@b/c"), Jid.parse("d@e"), "hi"))
                .isXml("<message type='chat' from='a@b/c' to='d@e'><body>hi</body></message>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a x='1' y='3'><b xmlns='urn:b' xmlns:p='urn:p' p:c='3'>text</b></a>",
                "<a x='1'><b xmlns='urn:b' xmlns:p='urn:p' p:c='3'>text</b></a>",
                "<a x='1' y='2'><b xmlns='urn:x' xmlns:p='urn:p' p:c='3'>text</b></a>",
                "<a x='1' y='2'><b xmlns='urn:b' c='3'>text</b></a>",
                "<a x='1' y='2'><b xmlns='urn:b' xmlns:p='urn:p' p:c='3'>other</b></a>",
                "<a x='1' y='2'/>",
                "<z x='1' y='2'><b xmlns='urn:b' xmlns:p='urn:p' p:c='3'>text</b></z>"
            })
    void anything_else_does(String different) {
        assertThatThrownBy(() -> assertThatXml(XML).isXml(different)).isInstanceOf(AssertionError.class);
    }
}
