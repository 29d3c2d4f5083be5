package org.libtransport.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.xml.Element;

/** Formatted text of backends: what can be read of it and what is kept. */
class XhtmlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "a &amp; b &lt;c&gt; | a &amp; b &lt;c&gt;",
                "<p>a<br>b&nbsp;c</p> | <p>a<br/>b\u00a0c</p>",
                "<span style='font-weight: bold; behavior: url(x); color: red'>a</span>"
                        + " | <span style='font-weight: bold; color: red'>a</span>",
                "<span style='color: expression(x)'>a</span> | <span>a</span>",
                "<b>a</b><I>b</I><u>c</u><strike>d</strike>"
                        + " | <strong>a</strong><em>b</em><span style='text-decoration: underline'>c</span>"
                        + "<span style='text-decoration: line-through'>d</span>",
                "<a href='https://a.example/?x=1&amp;y' onclick='x()' target='_blank'>a</a>"
                        + " | <a href='https://a.example/?x=1&amp;y'>a</a>",
                "<a href='javascript:x()'>a</a><a href=' JavaScript:x()'>b</a><a href='/x'>c</a>"
                        + " | <a>a</a><a>b</a><a>c</a>",
                "<img src='data:image/png;base64,AAAA' alt='rose'/> | rose",
                "<img src='http://a.example/1.png' width='10' height='1em' onerror='x'/>"
                        + " | <img alt='' src='http://a.example/1.png' width='10'/>",
                "<table><tr><td>a</td></tr></table> | a",
                "<script>x()</script><style>p {}</style><iframe src='x'>f</iframe>b | b",
                "<html><head><title>t</title></head><body><p>a</p></body></html> | <p>a</p>",
                "<p xmlns='urn:other'>a</p> | a",
                "<o:p xmlns:o='urn:office'>a</o:p> | a",
            })
    void keeps_what_the_profile_has(String given, String kept) {
        Element body = Xhtml.read(given);

        assertThat(body).isNotNull();
        assertThat(Xhtml.inside(body)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<p>a",
                "a</p>",
                "<p>a</body><body>",
                "</body>",
                "</body></x>",
                "<p>a</p></body></x><x><body>",
                "<!-- a -->",
                "<!DOCTYPE html>",
                "<?php x ?>",
                "&copy;",
                "a & b",
                "<p a=1>x</p>",
                "a\u0001b",
                "<o:p>a</o:p>",
                "<script>only</script>",
                "<a href='x' href='y'>a</a>"
            })
    void what_cannot_be_read_is_no_formatted_text(String given) {
        assertThat(Xhtml.read(given)).isNull();
    }

    @Test
    void what_is_too_long_or_too_deep_is_no_formatted_text() {
        assertThat(Xhtml.read("x".repeat(300_000))).isNull();
        assertThat(Xhtml.read("<p>".repeat(100) + "a" + "</p>".repeat(100))).isNull();
    }

    @RepeatedTest(20)
    void whatever_comes_the_stanza_stays_a_stanza(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String[] pieces = {
            "<p>", "</p>", "<b a='", "'>", "</body>", "</x>", "&amp;", "&", "text", "<br>", "]]>", "\u0000", "<"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        Element body = Xhtml.read(text.toString());
        if (body != null) {
            String written = Xhtml.payload(body).toString();
            assertThat(Xml.parse(written)).as("from %s", text).isEqualTo(Xhtml.payload(body));
        }
    }
}
