package org.libtransport.xmpp.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XmlEncoderTest {

    private static final String CONTENT = Element.CONTENT_NAMESPACE;

    @Test
    void declares_a_namespace_only_where_it_changes() {
        Element element = Element.builder("message", CONTENT)
                .child("body", "hi")
                .add(Element.builder("x", "urn:x").child("y", y -> {}).build())
                .build();

        assertThat(written("jabber:component:accept", element))
                .isEqualTo("<message><body>hi</body><x xmlns='urn:x'><y/></x></message>");
    }

    @Test
    void a_stanza_inside_foreign_content_is_jabber_client_on_every_stream() {
        Element forwarded = Element.builder("forwarded", "urn:xmpp:forward:0")
                .add(Element.builder("message", CONTENT).child("body", "hi").build())
                .build();

        for (String stream : new String[] {"jabber:client", "jabber:component:accept"}) {
            assertThat(written(stream, forwarded))
                    .isEqualTo("<forwarded xmlns='urn:xmpp:forward:0'>"
                            + "<message xmlns='jabber:client'><body>hi</body></message></forwarded>");
        }
    }

    @Test
    void elements_of_the_stream_namespace_take_the_prefix_of_the_header() {
        Element features = Element.builder("features", "http://etherx.jabber.org/streams")
                .add(Element.of("bind", "urn:bind"))
                .build();

        assertThat(written("jabber:client", features))
                .isEqualTo("<stream:features><bind xmlns='urn:bind'/></stream:features>");
    }

    @Test
    void escapes_what_markup_would_be_made_of() {
        Element element = Element.builder("a", CONTENT)
                .attribute("b", "&<>'\"\n\t")
                .text("&<>'\"\n\t\r")
                .build();

        assertThat(written("jabber:client", element))
                .isEqualTo("<a b='&amp;&lt;&gt;&apos;&quot;&#10;&#9;'>&amp;&lt;&gt;'\"\n\t&#13;</a>");
    }

    @Test
    void characters_that_xml_cannot_carry_are_dropped_or_replaced() {
        Element element = Element.of("a", CONTENT, "1\u0000\u0008\u001F2\uD83D3\uDE004\uFFFE5\uFFFF\uD83D");

        assertThat(written("jabber:client", element)).isEqualTo("<a>12\uFFFD3\uFFFD4\uFFFD5\uFFFD\uFFFD</a>");
    }

    @Test
    void writes_characters_of_all_lengths_in_utf8() {
        String text = "a\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFD\uD800\uDC00\uDBFF\uDFFF";

        assertThat(written("jabber:client", Element.of("a", CONTENT, text))).isEqualTo("<a>" + text + "</a>");
    }

    @Test
    void to_string_shows_the_namespace_in_single_quotes() {
        assertThat(Element.of("body", "urn:x", "1 < 2")).hasToString("<body xmlns='urn:x'>1 &lt; 2</body>");
        assertThat(Element.of("error", "http://etherx.jabber.org/streams"))
                .hasToString("<error xmlns='http://etherx.jabber.org/streams'/>");
    }

    @Test
    void escape_serves_for_attribute_values() {
        assertThat(XmlEncoder.escape("a'b\"c&d<e")).isEqualTo("a&apos;b&quot;c&amp;d&lt;e");
    }

    private static String written(String streamNamespace, Element element) {
        ByteBuf out = Unpooled.buffer();
        new XmlEncoder(streamNamespace).encode(element, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
