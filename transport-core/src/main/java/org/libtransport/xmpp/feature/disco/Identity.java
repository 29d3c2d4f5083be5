package org.libtransport.xmpp.feature.disco;

import org.libtransport.xmpp.xml.Element;

/** Who an address is (XEP-0030 section 3.1), by the registry of disco categories. An empty type becomes "generic". */
public record Identity(String category, String type, String name) {

    private static final String ANY_TYPE = "generic";

    public Identity {
        if (type.isEmpty()) {
            // The schema of XEP-0030 demands a type, and clients that obey it drop the whole answer without one.
            type = ANY_TYPE;
        }
    }

    Element toElement() {
        return Element.builder("identity", DiscoInfo.NAMESPACE)
                .attribute("category", category)
                .attribute("type", type)
                .attribute("name", name)
                .build();
    }
}
