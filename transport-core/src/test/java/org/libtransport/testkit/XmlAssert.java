package org.libtransport.testkit;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;
import org.libtransport.xmpp.xml.XmlEncoder;

/**
 * Compares XML by what it means: neither the order of attributes nor how a namespace prefix is spelled makes a
 * difference. Expected XML is written as on a client's stream: what declares no namespace is a stanza or its own child,
 * and the prefix {@code stream} is declared.
 */
public final class XmlAssert extends AbstractAssert<XmlAssert, Element> {

    private XmlAssert(@Nullable Element actual) {
        super(actual, XmlAssert.class);
    }

    public static XmlAssert assertThatXml(@Nullable Element actual) {
        return new XmlAssert(actual);
    }

    public static XmlAssert assertThatXml(@Nullable Stanza actual) {
        return new XmlAssert(actual == null ? null : actual.toElement());
    }

    public static XmlAssert assertThatXml(String actual) {
        return new XmlAssert(Xml.parse(actual));
    }

    /** The same names, namespaces, attributes and content, white space included. */
    public XmlAssert isXml(String expected) {
        return isXml(Xml.parse(expected));
    }

    /** The same names, namespaces, attributes and content, white space included. */
    public XmlAssert isXml(Element expected) {
        isNotNull();
        String wanted = canonical(expected, "");
        String found = canonical(actual, "");
        if (!wanted.equals(found)) {
            throw failureWithActualExpected(found, wanted, "Expecting XML%n%s%nbut was%n%s", wanted, found);
        }
        return this;
    }

    /** One line for each tag, attributes in alphabetical order: what differs is easy to see. */
    private static String canonical(Element element, String indent) {
        StringBuilder text = new StringBuilder(indent).append('<').append(element.name());
        text.append(" xmlns='").append(element.namespace()).append('\'');
        Map<String, String> sorted = new TreeMap<>();
        String[] attributes = element.attributes();
        for (int i = 0; i < attributes.length; i += 2) {
            sorted.put(attributes[i], attributes[i + 1]);
        }
        sorted.forEach((key, value) -> text.append(' ')
                .append(key)
                .append("='")
                .append(XmlEncoder.escape(value))
                .append('\''));
        text.append(">\n");
        for (Node node : element.nodes()) {
            if (node instanceof Element child) {
                text.append(canonical(child, indent + "  "));
            } else if (node instanceof Text content) {
                text.append(indent)
                        .append("  ")
                        .append(XmlEncoder.escape(content.value()))
                        .append('\n');
            }
        }
        return text.append(indent)
                .append("</")
                .append(element.name())
                .append(">\n")
                .toString();
    }
}
