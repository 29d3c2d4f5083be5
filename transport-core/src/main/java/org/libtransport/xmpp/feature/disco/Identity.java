package org.libtransport.xmpp.feature.disco;

import org.libtransport.xmpp.xml.Element;

/** Who an address is (XEP-0030 section 3.1), by the registry of disco categories. */
public record Identity(String category, String type, String name) {

    Element toElement() {
        return Element.builder("identity", DiscoInfo.NAMESPACE)
                .attribute("category", category)
                .attribute("type", type)
                .attribute("name", name)
                .build();
    }
}
