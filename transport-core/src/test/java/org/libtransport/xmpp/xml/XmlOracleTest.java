package org.libtransport.xmpp.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.libtransport.xmpp.xml.XmlException.Condition;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** What is XML and what it says is not ours to decide: the parser of the JDK must come to the same result. */
class XmlOracleTest {

    private static final String HEADER = "<s xmlns='jabber:client' xmlns:q='urn:q'>";
    private static final String[] PIECES = {
        "<a>",
        "<a>",
        "</a>",
        "</a>",
        "<a/>",
        "<b x='1'>",
        "</b>",
        "<q:c>",
        "</q:c>",
        "<a xmlns='urn:n'>",
        "<a xmlns=''>",
        "<a xmlns:p='urn:p'>",
        "<p:a/>",
        "<a p:x='1'/>",
        "<a q:x='1' x='2'/>",
        "<a x='1' x='2'/>",
        "<a x = \"1\" />",
        "<a xmlns:q=''/>",
        "<a xml:lang='de'/>",
        "<a x='&lt;&#10;\n\t\r\n&quot;'/>",
        "<a x='<'/>",
        "<a x='>'/>",
        "<a\n/>",
        "</a\n>",
        "</ a>",
        "<a / >",
        "<a x/>",
        "<a x=1/>",
        "<a x='1'y='2'/>",
        "<1/>",
        "<a-b.c_1/>",
        "<a:/>",
        "<a:b:c/>",
        "t",
        " ",
        "\n",
        "\r\n",
        "\r",
        "&amp;",
        "&#65;",
        "&#x1F600;",
        "&#0;",
        "&#xFFFE;",
        "&",
        "]]",
        ">",
        "]]>",
        "<![CDATA[",
        "<![CDATA[<&]]>",
        "'",
        "\"",
        "ä",
        "€",
        "\uD83D\uDE00",
        "\u0001",
        "\uFFFF",
        "<",
        "=",
        "/"
    };

    @Test
    void agrees_with_the_parser_of_the_jdk() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int alike = 0;
        for (int i = 0; i < 6000; i++) {
            String xml = document(random);
            DecodedStream stream = new DecodedStream();
            Condition violation = null;
            try {
                stream.feedInPieces(xml, 1 + random.nextInt(xml.length()));
            } catch (XmlException e) {
                violation = e.condition();
            }
            List<Element> expected = expected(xml);
            if (violation == null && stream.closed) {
                assertThat(stream.elements).as("seed %d: %s", seed, xml).isEqualTo(expected);
                alike++;
            } else if (violation == null
                    || violation == Condition.NOT_WELL_FORMED
                    || violation == Condition.BAD_NAMESPACE_PREFIX) {
                assertThat(expected).as("seed %d: %s", seed, xml).isNull();
            }
        }
        assertThat(alike).as("seed %d: documents that tell anything", seed).isGreaterThan(300);
    }

    private static String document(Random random) {
        StringBuilder xml = new StringBuilder(HEADER);
        int count = random.nextInt(7);
        boolean wrapped = random.nextInt(4) > 0;
        if (wrapped) {
            xml.append("<w>");
        }
        for (int i = 0; i < count; i++) {
            xml.append(PIECES[random.nextInt(PIECES.length)]);
        }
        if (wrapped) {
            xml.append("</w>");
        }
        return xml.append("</s>").toString();
    }

    private static @Nullable List<Element> expected(String xml)
            throws ParserConfigurationException, SAXException, IOException {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        SAXParser parser = factory.newSAXParser();
        Collector collector = new Collector();
        try {
            parser.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), collector);
        } catch (SAXParseException e) {
            return null;
        }
        return collector.result();
    }

    private static final class Collector extends DefaultHandler {

        private final ElementAssembler assembler = new ElementAssembler();
        private final List<Element> elements = new ArrayList<>();
        private int depth;

        List<Element> result() {
            return elements;
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes found) {
            if (depth++ == 0) {
                return;
            }
            String[] attributes = new String[2 * found.getLength()];
            for (int i = 0; i < found.getLength(); i++) {
                String key = found.getLocalName(i);
                if (found.getQName(i).equals("xml:lang")) {
                    key = "xml:lang";
                } else if (!found.getURI(i).isEmpty()) {
                    key = '{' + found.getURI(i) + '}' + key;
                }
                attributes[2 * i] = key;
                attributes[2 * i + 1] = found.getValue(i);
            }
            assembler.start("", name, uri, attributes);
        }

        @Override
        public void endElement(String uri, String name, String qualified) {
            depth--;
            if (depth > 1) {
                assembler.end();
            } else if (depth == 1) {
                elements.add(assembler.endOutermost());
            }
        }

        @Override
        public void characters(char[] characters, int from, int length) {
            if (depth > 1) {
                assembler.text(new String(characters, from, length));
            }
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
