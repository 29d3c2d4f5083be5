package org.libtransport.roster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/**
 * A contact in a user's roster (RFC 6121 section 2.1.2).
 *
 * @param name empty if there is none
 */
record RosterItem(Jid jid, String name, List<String> groups, boolean mutual) {

    static final String NAMESPACE = "jabber:iq:roster";

    RosterItem {
        groups = List.copyOf(groups);
    }

    /** As the network has the contact. */
    static RosterItem of(Buddy buddy) {
        return new RosterItem(buddy.jid().bare(), buddy.alias(), buddy.groups(), true);
    }

    /** What an item says, or null if it has no possible address or is being removed. */
    static @Nullable RosterItem parse(Element item) {
        String jid = item.attribute("jid");
        if (jid == null || isRemoval(item)) {
            return null;
        }
        String name = item.attribute("name");
        try {
            return new RosterItem(
                    Jid.parse(jid),
                    name == null ? "" : name,
                    groupsOf(item),
                    "both".equals(item.attribute("subscription")));
        } catch (InvalidJidException e) {
            return null;
        }
    }

    static boolean isRemoval(Element item) {
        return "remove".equals(item.attribute("subscription"));
    }

    static List<String> groupsOf(Element item) {
        return item.children().stream()
                .filter(child -> child.name().equals("group"))
                .map(Element::text)
                .toList();
    }

    /**
     * This contact with what has changed at the network between two moments. What the user has chosen otherwise stays.
     *
     * @param before as the network had it when the roster was last like it; null if it never was
     * @param now as the network has it
     */
    RosterItem follow(@Nullable RosterItem before, RosterItem now) {
        boolean nameIsOurs = name.isEmpty() || (before != null && name.equals(before.name));
        boolean groupsAreOurs = groups.isEmpty() || (before != null && sameGroups(before));
        return new RosterItem(
                jid,
                nameIsOurs && !now.name.isEmpty() ? now.name : name,
                groupsAreOurs && !now.groups.isEmpty() ? now.groups : groups,
                true);
    }

    /** Whether the roster would be changed by this item. */
    boolean differs(RosterItem other) {
        return mutual != other.mutual || !name.equals(other.name) || !sameGroups(other);
    }

    /** Groups have no order. */
    private boolean sameGroups(RosterItem other) {
        return groups.size() == other.groups.size() && groups.containsAll(other.groups);
    }

    Element toElement() {
        Element.Builder item = Element.builder("item", NAMESPACE)
                .attribute("jid", jid.toString())
                .attribute("name", name.isEmpty() ? null : name)
                .attribute("subscription", mutual ? "both" : "none");
        groups.forEach(group -> item.child("group", group));
        return item.build();
    }

    static Element removal(Jid jid) {
        return Element.builder("item", NAMESPACE)
                .attribute("jid", jid.toString())
                .attribute("subscription", "remove")
                .build();
    }

    static Element query(Element item) {
        return Element.builder("query", NAMESPACE).add(item).build();
    }
}
