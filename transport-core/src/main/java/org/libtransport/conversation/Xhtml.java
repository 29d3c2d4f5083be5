package org.libtransport.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;
import org.libtransport.xmpp.xml.XmlException;
import org.libtransport.xmpp.xml.XmlLimits;
import org.libtransport.xmpp.xml.XmlStreamDecoder;

/**
 * Formatted text (XEP-0071), as the body element of XHTML. Whatever comes from outside is read by our own decoder within
 * limits and keeps only what {@link SafeXhtml} allows, so that it can break no stream and run nothing. Stateless.
 */
final class Xhtml {

    private static final String XHTML_IM = "http://jabber.org/protocol/xhtml-im";

    /** Longer ones are not formatted. */
    private static final XmlLimits LIMITS = XmlLimits.ofStanzaBytes(256 * 1024);

    private static final String BEFORE = "<x xmlns='" + SafeXhtml.NAMESPACE + "'><body>";
    private static final String AFTER = "</body>";

    private Xhtml() {}

    /** The inside of a body as a backend sends it; null if there is none, or none that can be read. */
    static @Nullable Element read(String inside) {
        if (inside.isEmpty() || inside.length() > LIMITS.stanzaBytes()) {
            return null;
        }
        // What HTML has and XML has not, as far as real backends send it.
        String content = inside.replace("&nbsp;", "&#160;").replace("<br>", "<br/>");
        Collected collected = new Collected();
        byte[] text = (BEFORE + content + AFTER).getBytes(StandardCharsets.UTF_8);
        try {
            new XmlStreamDecoder(LIMITS, collected).decode(text, 0, text.length);
        } catch (XmlException e) {
            return null;
        }
        return collected.closed || collected.elements.size() != 1 ? null : safe(collected.elements.get(0));
    }

    /** The formatted text of a stanza, or null. */
    static @Nullable Element of(Message message) {
        Element html = message.payload("html", XHTML_IM);
        Element body = html == null ? null : html.child("body", SafeXhtml.NAMESPACE);
        return body == null ? null : safe(body);
    }

    private static @Nullable Element safe(Element body) {
        Element safe = SafeXhtml.body(body);
        return safe.nodes().isEmpty() ? null : safe;
    }

    /** The payload of a stanza that has this body. */
    static Element payload(Element body) {
        return Element.builder("html", XHTML_IM).add(body).build();
    }

    /** The inside of the body as text, as backends get it. */
    static String inside(Element body) {
        String whole = body.toString();
        int end = whole.lastIndexOf("</");
        return end < 0 ? "" : whole.substring(whole.indexOf('>') + 1, end);
    }

    /** The body with other content. */
    static Element with(Element body, List<Node> content) {
        Element.Builder changed = Element.builder(body.name(), body.namespace());
        String[] attributes = body.attributes();
        for (int i = 0; i < attributes.length; i += 2) {
            changed.attribute(attributes[i], attributes[i + 1]);
        }
        return changed.addAll(content).build();
    }

    /** The body with text in front. */
    static Element after(String words, Element body) {
        List<Node> content = new ArrayList<>(body.nodes().size() + 1);
        content.add(new Text(words));
        content.addAll(body.nodes());
        return with(body, content);
    }

    static Element lineBreak() {
        return Element.of("br", SafeXhtml.NAMESPACE);
    }

    /** What is left without the format. */
    static String plain(List<Node> nodes) {
        StringBuilder text = new StringBuilder();
        append(nodes, text);
        return text.toString();
    }

    private static void append(List<Node> nodes, StringBuilder text) {
        for (Node node : nodes) {
            if (node instanceof Text words) {
                text.append(words.value());
            } else if (node instanceof Element element) {
                switch (element.name()) {
                    case "br" -> text.append('\n');
                    case "img" -> text.append(element.attribute("alt"));
                    default -> append(element.nodes(), text);
                }
            }
        }
    }

    private static final class Collected implements XmlStreamDecoder.Listener {

        private final List<Element> elements = new ArrayList<>(1);
        private boolean closed;

        @Override
        public void streamOpened(Element header, String contentNamespace) {}

        @Override
        public void elementReceived(Element element) {
            elements.add(element);
        }

        @Override
        public void streamClosed() {
            closed = true;
        }
    }
}
