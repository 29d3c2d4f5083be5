package org.libtransport.xmpp.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.xmpp.xml.XmlException.Condition;

class XmlStreamDecoderTest {

    private static final String HEADER = DecodedStream.COMPONENT_HEADER;
    private static final String STANZA =
            "<message to='a@b' xml:lang='de'><body>Grüße &amp; 😀</body><x xmlns='urn:x'><y p:q='1' xmlns:p='urn:p'/></x></message>";

    @Test
    void reports_the_header_with_its_attributes_and_default_namespace() {
        DecodedStream stream = new DecodedStream().feed(HEADER.replace("id='x'", "id='x' xml:lang='en'"));

        assertThat(stream.contentNamespace).isEqualTo("jabber:component:accept");
        Element header = stream.headers.get(0);
        assertThat(header.is("stream", "http://etherx.jabber.org/streams")).isTrue();
        assertThat(header.attributes()).containsExactly("id", "x", "xml:lang", "en");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 100_000})
    void reads_the_same_from_pieces_of_any_size(int size) {
        DecodedStream stream =
                new DecodedStream().feedInPieces(HEADER + STANZA + "\n " + STANZA + "</stream:stream>\n", size);

        Element expected = Element.builder("message", Element.CONTENT_NAMESPACE)
                .attribute("to", "a@b")
                .attribute("xml:lang", "de")
                .child("body", "Grüße & 😀")
                .add(Element.builder("x", "urn:x")
                        .child("y", y -> y.attribute("{urn:p}q", "1"))
                        .build())
                .build();
        assertThat(stream.elements).containsExactly(expected, expected);
        assertThat(stream.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jabber:client", "jabber:component:accept", "jabber:server"})
    void maps_the_stream_s_own_stanza_namespace_and_no_other(String namespace) {
        DecodedStream stream = new DecodedStream()
                .feed(HEADER.replace("jabber:component:accept", namespace) + "<a/><a xmlns='urn:other'/>");

        assertThat(stream.elements)
                .containsExactly(Element.of("a", Element.CONTENT_NAMESPACE), Element.of("a", "urn:other"));
    }

    @Test
    void joins_text_with_entities_and_cdata() {
        DecodedStream stream = new DecodedStream().feed(HEADER + "<a>1&lt;2<![CDATA[<&>]]>3&#x41;\r\n4</a>");

        assertThat(stream.elements.get(0).nodes()).containsExactly(new Text("1<2<&>3A\n4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<!DOCTYPE a SYSTEM 'x'><a> | RESTRICTED_XML",
                "<?pi x?><a> | RESTRICTED_XML",
                "<!-- x --><a> | RESTRICTED_XML",
                "<?xml version='1.0' encoding='ISO-8859-1'?><a> | UNSUPPORTED_ENCODING",
                "<?xml version='1.1'?><a> | NOT_WELL_FORMED",
                "hello | NOT_WELL_FORMED",
                "<a><b><!-- x --></b> | RESTRICTED_XML",
                "<a><b>&foo;</b> | RESTRICTED_XML",
                "<a><b><?x?></b> | RESTRICTED_XML",
                "<a><b c='&foo;'/> | RESTRICTED_XML",
                "<a><b></c> | NOT_WELL_FORMED",
                "<a><b c='1' c='2'/> | NOT_WELL_FORMED",
                "<a><b c=1/> | NOT_WELL_FORMED",
                "<a><b>&#0;</b> | NOT_WELL_FORMED",
                "<a><b>&#xD800;</b> | NOT_WELL_FORMED",
                "<a><b>&#x110000;</b> | NOT_WELL_FORMED",
                "<a><xmlns:b/> | BAD_NAMESPACE_PREFIX",
                "<a><b>]]></b> | NOT_WELL_FORMED",
                "<a><b>&lt</b> | NOT_WELL_FORMED",
                "<a><b>&</b> | NOT_WELL_FORMED",
                "<a><b>&#;</b> | NOT_WELL_FORMED",
                "<a><b>&#x;</b> | NOT_WELL_FORMED",
                "<a><b>&#99999999999;</b> | NOT_WELL_FORMED",
                "<a><b c='<'/> | NOT_WELL_FORMED",
                "<a><b c='1'd='2'/> | NOT_WELL_FORMED",
                "<a><b c/> | NOT_WELL_FORMED",
                "<a><b / > | NOT_WELL_FORMED",
                "<a>< b/> | NOT_WELL_FORMED",
                "<a><1b/> | NOT_WELL_FORMED",
                "<a><b:c:d xmlns:b='x'/> | NOT_WELL_FORMED",
                "<a><:b/> | NOT_WELL_FORMED",
                "<a></ a> | NOT_WELL_FORMED",
                "<a></b> | NOT_WELL_FORMED",
                "<a xmlns:p=''> | NOT_WELL_FORMED",
                "<a xmlns:xml='x'> | NOT_WELL_FORMED",
                "<a xmlns='http://www.w3.org/XML/1998/namespace'> | NOT_WELL_FORMED",
                "<a xmlns='x' xmlns='y'> | NOT_WELL_FORMED",
                "<a xmlns:p='x' xmlns:p='y'> | NOT_WELL_FORMED",
                "<a><b xmlns:p='u' xmlns:q='u' p:c='' q:c=''/> | NOT_WELL_FORMED",
                "<![CDATA[x]]><a> | NOT_WELL_FORMED",
                "<a><![CDATA[x]]><b/> | BAD_FORMAT",
                "<a><![CDATA[]]><b/> | BAD_FORMAT",
                "<?xml version='1.0'?><?xml version='1.0'?><a> | RESTRICTED_XML",
                "<?xml encoding='UTF-8'?><a> | NOT_WELL_FORMED",
                "<?xml version='1.0'encoding='UTF-8'?><a> | NOT_WELL_FORMED",
                "<a><p:b/> | BAD_NAMESPACE_PREFIX",
                "<a><b p:c='1'/> | BAD_NAMESPACE_PREFIX",
                "<p:a> | BAD_NAMESPACE_PREFIX",
                "<a>text<b/> | BAD_FORMAT",
            })
    void refuses_what_is_forbidden_on_a_stream(String xml, Condition condition) {
        DecodedStream stream = new DecodedStream();

        assertThatThrownBy(() -> stream.feed(xml + "<c/>"))
                .isInstanceOfSatisfying(
                        XmlException.class, e -> assertThat(e.condition()).isEqualTo(condition));
        stream.feed("<d/>");
        assertThat(stream.elements).as("nothing is reported after a violation").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xC3_28,
                0xED_A0_80,
                0xFF,
                0xC0_80,
                0xC0_BC,
                0xE0_80_BC,
                0xF0_80_80_BC,
                0xF4_90_80_80,
                0xEF_BF_BE,
                0xF8_88_80_80
            })
    void refuses_bytes_that_are_not_utf8(int bytes) {
        DecodedStream stream = new DecodedStream().feed(HEADER + "<a>");
        byte[] bad = new byte[4];
        int length = 0;
        for (int shift = 24; shift >= 0; shift -= 8) {
            if ((bytes >>> shift) != 0) {
                bad[length++] = (byte) (bytes >>> shift);
            }
        }
        int size = length;

        assertThatThrownBy(() -> {
                    stream.decoder.decode(bad, 0, size);
                    stream.feed("</a>");
                })
                .isInstanceOfSatisfying(
                        XmlException.class, e -> assertThat(e.condition()).isEqualTo(Condition.NOT_WELL_FORMED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 9000})
    void accepts_a_stanza_of_exactly_the_limit_and_not_a_byte_more(int piece) {
        XmlLimits limits = XmlLimits.ofStanzaBytes(20_000);
        String fits = "<a>" + "x".repeat(20_000 - 7) + "</a>";
        DecodedStream stream = new DecodedStream(limits).feedInPieces(HEADER + fits + "  " + fits, piece);
        assertThat(stream.elements).hasSize(2);

        refusesByPolicy(() -> stream.feedInPieces(fits.replaceFirst("x", "xx"), piece));
        assertThat(stream.elements).hasSize(2);
    }

    @Test
    void refuses_a_stanza_over_the_limit_before_it_is_complete() {
        DecodedStream stream = new DecodedStream(XmlLimits.ofStanzaBytes(1000)).feed(HEADER + "<a>");

        refusesByPolicy(() -> stream.feedInPieces("x".repeat(1000), 10));
    }

    @Test
    void applies_changed_limits_at_once() {
        DecodedStream stream = new DecodedStream(XmlLimits.BEFORE_AUTHENTICATION).feed(HEADER);
        stream.decoder.limits(XmlLimits.AFTER_AUTHENTICATION);

        stream.feed("<a>" + "x".repeat(100_000) + "</a>");

        assertThat(stream.elements).hasSize(1);
    }

    @Test
    void white_space_between_stanzas_does_not_count_for_the_limit() {
        DecodedStream stream = new DecodedStream(XmlLimits.ofStanzaBytes(200)).feed(HEADER);
        for (int i = 0; i < 1000; i++) {
            stream.feed("\n\n\n");
        }

        assertThat(stream.feed("<a/>").elements).hasSize(1);
    }

    @Test
    void refuses_nesting_and_attributes_over_their_limits() {
        XmlLimits limits = new XmlLimits(100_000, 3, 2);
        assertThat(new DecodedStream(limits).feed("<s><a><b><c/></b></a>").elements)
                .hasSize(1);
        refusesByPolicy(() -> new DecodedStream(limits).feed("<s><a><b><c><d/></c></b></a>"));
        assertThat(new DecodedStream(limits).feed("<s><a b='' c=''/>").elements).hasSize(1);
        refusesByPolicy(() -> new DecodedStream(limits).feed("<s><a b='' c='' d=''/>"));
        refusesByPolicy(() -> new DecodedStream(limits).feed("<s><a b='' c='' xmlns='d'/>"));
    }

    @Test
    void refuses_a_tag_that_never_ends() {
        DecodedStream stream = new DecodedStream(XmlLimits.ofStanzaBytes(5000)).feed(HEADER + "<a ");

        refusesByPolicy(() -> {
            for (int i = 0; i < 5000; i++) {
                stream.feed("x");
            }
        });
    }

    @Test
    void refuses_a_declaration_that_never_ends() {
        DecodedStream stream = new DecodedStream();

        assertThatThrownBy(() -> stream.feedInPieces("<?xml " + " ".repeat(300), 1))
                .isInstanceOfSatisfying(
                        XmlException.class, e -> assertThat(e.condition()).isEqualTo(Condition.NOT_WELL_FORMED));
    }

    @Test
    void what_prefixes_stand_for_counts_for_the_limit_as_it_takes_memory() {
        String uri = "urn:" + "x".repeat(1000);
        String attributes = "<b p:a='' p:b='' p:c=''/>".repeat(100);

        refusesByPolicy(() -> new DecodedStream(XmlLimits.ofStanzaBytes(100_000))
                .feed(HEADER + "<a xmlns:p='" + uri + "'>" + attributes + "</a>"));
    }

    @Test
    void refuses_more_prefixes_than_anybody_needs() {
        String nested = "";
        for (int i = 0; i < 5; i++) {
            StringBuilder tag = new StringBuilder("<a");
            for (int k = 0; k < 30; k++) {
                tag.append(" xmlns:p").append(i).append('-').append(k).append("='u'");
            }
            nested = nested + tag + ">";
        }
        String xml = HEADER + nested;

        refusesByPolicy(() -> new DecodedStream().feed(xml));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 8191, 1_000_000})
    void reads_thousands_of_stanzas_with_names_never_seen_before(int piece) {
        StringBuilder xml = new StringBuilder(HEADER);
        for (int i = 0; i < 3000; i++) {
            xml.append("<n").append(i).append(" stream:k='").append(i).append("'/>");
        }
        xml.append("</stream:stream>");

        DecodedStream stream = new DecodedStream().feedInPieces(xml.toString(), piece);

        assertThat(stream.elements).hasSize(3000);
        for (int i = 0; i < 3000; i++) {
            assertThat(stream.elements.get(i))
                    .isEqualTo(Element.builder("n" + i, Element.CONTENT_NAMESPACE)
                            .attribute("{http://etherx.jabber.org/streams}k", Integer.toString(i))
                            .build());
        }
        assertThat(stream.closed).isTrue();
    }

    @Test
    void goes_on_with_the_rest_of_the_input_as_a_new_stream_after_a_restart() {
        DecodedStream stream = new DecodedStream();
        stream.onElement = () -> {
            if (stream.elements.size() == 1) {
                stream.decoder.restart();
            }
        };

        stream.feed(HEADER + "<auth/>\n" + HEADER.replace("component:accept", "client") + "<bind/>");

        assertThat(stream.headers).hasSize(2);
        assertThat(stream.contentNamespace).isEqualTo("jabber:client");
        assertThat(stream.elements).extracting(Element::name).containsExactly("auth", "bind");
    }

    @Test
    void drops_what_came_in_clear_text_behind_starttls() {
        for (boolean direct : new boolean[] {true, false}) {
            DecodedStream stream = new DecodedStream();
            stream.onElement = stream.decoder::restartDiscardingInput;
            byte[] bytes = (HEADER + "<starttls/><evil/>").getBytes(StandardCharsets.UTF_8);
            ByteBuf in = (direct ? Unpooled.directBuffer() : Unpooled.buffer()).writeBytes(bytes);
            stream.decoder.decode(in);
            in.release();
            stream.feed(HEADER + "<auth/>");

            assertThat(stream.headers).hasSize(2);
            assertThat(stream.elements).extracting(Element::name).containsExactly("starttls", "auth");
        }
    }

    @Test
    void reports_nothing_after_stop() {
        DecodedStream stream = new DecodedStream();
        stream.onElement = stream.decoder::stop;

        stream.feed(HEADER + "<a/><b/>").feed("<c/>");

        assertThat(stream.elements).extracting(Element::name).containsExactly("a");
    }

    @Test
    void ignores_what_follows_the_end_of_the_stream() {
        DecodedStream stream =
                new DecodedStream().feed(HEADER + "</stream:stream>garbage").feed("more");

        assertThat(stream.closed).isTrue();
    }

    private static void refusesByPolicy(Runnable feeding) {
        assertThatThrownBy(feeding::run)
                .isInstanceOfSatisfying(
                        XmlException.class, e -> assertThat(e.condition()).isEqualTo(Condition.POLICY_VIOLATION));
    }
}
