package org.libtransport.room;

import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;

/** Readdresses the stanzas of a room at a network that speaks XMPP, to each resource that takes part. Stateless. */
final class RoomRelay {

    private static final String USER = "http://jabber.org/protocol/muc#user";

    private RoomRelay() {}

    static Stanza to(Guest guest, Stanza stanza) {
        Jid from = from(guest, stanza.from());
        if (stanza instanceof Message message) {
            return new Message(
                    from, guest.resource(), message.type(), message.id(), message.lang(), message.payloads());
        }
        Presence presence = (Presence) stanza;
        return new Presence(
                from, guest.resource(), presence.type(), presence.id(), presence.lang(), presence.payloads());
    }

    private static Jid from(Guest guest, @Nullable Jid sender) {
        String occupant = sender == null ? null : sender.resource();
        return occupant == null ? guest.room() : guest.room().withResource(occupant);
    }

    /** Whether the presence is the user's own (XEP-0045 section 7.2.2). */
    static boolean isSelf(Presence presence) {
        Element user = presence.payload("x", USER);
        if (user != null) {
            for (Element child : user.children()) {
                if (child.is("status", USER) && "110".equals(child.attribute("code"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
