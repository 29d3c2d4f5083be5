package org.libtransport.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XhtmlTest {

    @Test
    void escapes_what_is_markup_and_leaves_out_what_xml_cannot_hold() {
        assertThat(Xhtml.escape("<a href=\"x\">R&B's</a>\u0000\u0007\ud800\ufffe\n\t\ud83d\ude00"))
                .isEqualTo("&lt;a href=&quot;x&quot;&gt;R&amp;B&#39;s&lt;/a&gt;\n\t\ud83d\ude00");
        assertThat(Xhtml.ofPlain("one\r\ntwo\nthree <3")).isEqualTo("one<br/>two<br/>three &lt;3");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<b>bold</b> and <i class='x'>so</i>, bold and so",
                "one<br/>two<BR />three, one|two|three",
                "<p>one</p><p>two</p>, one|two",
                "<ul><li>a</li><li>b</li></ul>, a|b",
                "see <img src=\"x>y\" alt=\"a &lt;cat&gt;\"/>!, see a <cat>!",
                "<img src='x'/>!, !",
                "&lt;b&gt; &amp;amp; &#39;&#x263a;&quot;&nbsp;x, <b> &amp; '\u263a\"\u00a0x",
                "1 < 2 & 3 > 2, 1 < 2 & 3 > 2",
                "a <b, a <b",
                "&nonsense; &#xfffffff; &#; &, &nonsense; &#xfffffff; &#; &",
                "<3 <3, <3 <3",
            })
    void takes_markup_out(String xhtml, String plain) {
        assertThat(Xhtml.toPlain(xhtml)).isEqualTo(plain.replace('|', '\n'));
    }

    @Test
    void any_text_comes_through_markup_and_back_and_any_markup_has_a_text() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "ab<>/&;'\"= #x1\nbr";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(20); c > 0; c--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String plain = text.append('.').toString();

            String markup = Xhtml.ofPlain(plain);
            assertThat(Xhtml.toPlain(markup)).as("seed %s", seed).isEqualTo(plain);
            XMLStreamReader reader = XMLInputFactory.newDefaultFactory()
                    .createXMLStreamReader(new StringReader("<body>" + markup + "</body>"));
            while (reader.hasNext()) {
                reader.next();
            }
            assertThat(Xhtml.toPlain(plain)).as("seed %s", seed).isNotNull();
        }
    }
}
