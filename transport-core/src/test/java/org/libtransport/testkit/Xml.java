package org.libtransport.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaReader;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;
import org.libtransport.xmpp.xml.XmlLimits;
import org.libtransport.xmpp.xml.XmlStreamDecoder;

/** XML as tests write and compare it: attribute order, quotes and white space between tags do not matter. */
public final class Xml {

    private static final String HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private Xml() {}

    /** The element that this text is; without a namespace of its own it is in that of stanzas. */
    public static Element parse(String xml) {
        List<Element> elements = new ArrayList<>();
        XmlStreamDecoder decoder = new XmlStreamDecoder(XmlLimits.COMPONENT, new XmlStreamDecoder.Listener() {
            @Override
            public void streamOpened(Element header, String contentNamespace) {}

            @Override
            public void elementReceived(Element element) {
                elements.add(element);
            }

            @Override
            public void streamClosed() {}
        });
        byte[] bytes = (HEADER + xml).getBytes(StandardCharsets.UTF_8);
        decoder.decode(bytes, 0, bytes.length);
        if (elements.size() != 1) {
            throw new AssertionError("not one element: " + xml);
        }
        return elements.get(0);
    }

    /** The stanza that this text is. */
    public static Stanza stanza(String xml) {
        StanzaReader.Result result = new StanzaReader().read(parse(xml));
        if (result instanceof StanzaReader.Valid valid) {
            return valid.stanza();
        }
        throw new AssertionError("not a stanza: " + xml + " is " + result);
    }

    /** One text for all ways to write the same element. */
    public static String canonical(Element element) {
        StringBuilder text = new StringBuilder();
        write(element, Element.CONTENT_NAMESPACE, text);
        return text.toString();
    }

    /**
     * The canonical text of an element for comparison with an expected one: an {@code id} of the stanza and the sentence
     * inside a stanza error are left out where the expected one has none, because neither is for machines.
     */
    public static String canonical(Element actual, Element expected) {
        Element result = actual;
        if (expected.attribute("id") == null) {
            result = withoutId(result);
        }
        Element expectedError = expected.child("error", Element.CONTENT_NAMESPACE);
        if (expectedError != null && expectedError.child("text", StanzaError.NAMESPACE) == null) {
            result = withoutErrorText(result);
        }
        return canonical(result);
    }

    private static Element withoutId(Element element) {
        Element.Builder copy = Element.builder(element.name(), element.namespace());
        String[] attributes = element.attributes();
        for (int i = 0; i < attributes.length; i += 2) {
            if (!attributes[i].equals("id")) {
                copy.attribute(attributes[i], attributes[i + 1]);
            }
        }
        return copy.addAll(element.nodes()).build();
    }

    private static Element withoutErrorText(Element element) {
        Element.Builder copy = copyOfTag(element);
        for (Node node : element.nodes()) {
            if (node instanceof Element child && child.is("error", Element.CONTENT_NAMESPACE)) {
                Element.Builder error = copyOfTag(child);
                child.nodes().stream()
                        .filter(part -> !(part instanceof Element inner && inner.is("text", StanzaError.NAMESPACE)))
                        .forEach(error::add);
                copy.add(error.build());
            } else {
                copy.add(node);
            }
        }
        return copy.build();
    }

    private static Element.Builder copyOfTag(Element element) {
        Element.Builder copy = Element.builder(element.name(), element.namespace());
        String[] attributes = element.attributes();
        for (int i = 0; i < attributes.length; i += 2) {
            copy.attribute(attributes[i], attributes[i + 1]);
        }
        return copy;
    }

    private static void write(Element element, String outerNamespace, StringBuilder text) {
        text.append('<').append(element.name());
        if (!element.namespace().equals(outerNamespace)) {
            attribute("xmlns", element.namespace(), text);
        }
        TreeMap<String, String> attributes = new TreeMap<>();
        String[] pairs = element.attributes();
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put(pairs[i], pairs[i + 1]);
        }
        attributes.forEach((key, value) -> attribute(key, value, text));
        if (element.nodes().isEmpty()) {
            text.append("/>");
            return;
        }
        text.append('>');
        for (Node node : element.nodes()) {
            if (node instanceof Element child) {
                write(child, element.namespace(), text);
            } else if (node instanceof Text content) {
                text.append(escape(content.value()));
            }
        }
        text.append("</").append(element.name()).append('>');
    }

    private static void attribute(String key, String value, StringBuilder text) {
        text.append(' ').append(key).append("='").append(escape(value)).append('\'');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }
}
