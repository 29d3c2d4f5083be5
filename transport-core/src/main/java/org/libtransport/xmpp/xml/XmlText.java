package org.libtransport.xmpp.xml;

/** Elements as text. (First form; the encoder replaces it.) */
final class XmlText {

    private XmlText() {}

    static String of(Element element) {
        return '<' + element.name() + " xmlns='" + element.namespace() + "'/>";
    }
}
