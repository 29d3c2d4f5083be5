package org.libtransport.roster;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.xml.Element;

/** A user's requests for the roster (RFC 6121 section 2). Belongs to the user's loop. */
public final class RosterRequests {

    private final Jid user;
    private final Roster roster;
    private final ContactCommands network;
    private final @Nullable PushSync pushes;

    /** @param pushes who hears of changes in server mode; null in gateway mode */
    public RosterRequests(Jid user, Roster roster, ContactCommands network, @Nullable PushSync pushes) {
        this.user = user;
        this.roster = roster;
        this.network = network;
        this.pushes = pushes;
    }

    /** The whole roster; the asking resource hears of changes from now on. */
    public Element get(Iq request) {
        if (pushes != null) {
            pushes.subscribe(Objects.requireNonNull(request.from()));
        }
        Element.Builder query = Element.builder("query", RosterItem.NAMESPACE);
        roster.buddies().forEach(buddy -> query.add(RosterItem.of(buddy).toElement()));
        return query.build();
    }

    /**
     * Adds, changes or removes one contact. The network is told; a removal is pushed at once.
     *
     * @throws StanzaErrorException if the request holds no single item of a possible contact (RFC 6121 2.1.5)
     */
    public void set(Iq request) {
        Element query = request.payload();
        List<Element> items = query == null ? List.of() : query.children();
        if (items.size() != 1 || items.get(0).attribute("jid") == null) {
            throw new StanzaErrorException(StanzaError.of(Condition.BAD_REQUEST, "A roster set has one item."));
        }
        Element item = items.get(0);
        try {
            change(item, Jid.parse(Objects.requireNonNull(item.attribute("jid"))));
        } catch (InvalidJidException e) {
            throw new StanzaErrorException(StanzaError.of(Condition.JID_MALFORMED, Sentence.NO_SUCH_ADDRESS));
        }
    }

    private void change(Element item, Jid contact) {
        if ("remove".equals(item.attribute("subscription"))) {
            Buddy buddy = roster.find(contact);
            if (buddy == null) {
                throw new StanzaErrorException(StanzaError.of(Condition.ITEM_NOT_FOUND, Sentence.NO_SUCH_CONTACT));
            }
            requireTaken(network.remove(buddy.toWire(user.toString())));
            roster.removed(buddy.name());
            return;
        }
        Buddy buddy = roster.adopt(contact);
        String name = item.attribute("name");
        if (!roster.rename(buddy, name == null ? "" : name, RosterItem.groupsOf(item)) && pushes != null) {
            pushes.renamed(buddy);
        }
        requireTaken(network.addOrUpdate(buddy.toWire(user.toString())));
    }

    private static void requireTaken(boolean taken) {
        if (!taken) {
            throw new StanzaErrorException(StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW));
        }
    }
}
