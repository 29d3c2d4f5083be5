package org.libtransport.roster;

import org.libtransport.xmpp.xml.Element;

/** Contacts as items of {@code jabber:iq:roster} (RFC 6121 section 2.1.2). */
final class RosterItems {

    static final String NAMESPACE = "jabber:iq:roster";

    private RosterItems() {}

    static Element of(Buddy buddy) {
        Element.Builder item = Element.builder("item", NAMESPACE)
                .attribute("jid", buddy.jid().bare().toString())
                .attribute("name", buddy.alias().isEmpty() ? null : buddy.alias())
                .attribute("subscription", "both");
        buddy.groups().forEach(group -> item.child("group", group));
        return item.build();
    }

    static Element removal(Buddy buddy) {
        return Element.builder("item", NAMESPACE)
                .attribute("jid", buddy.jid().bare().toString())
                .attribute("subscription", "remove")
                .build();
    }
}
