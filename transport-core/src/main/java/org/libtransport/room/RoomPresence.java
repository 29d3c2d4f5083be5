package org.libtransport.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.presence.Availability;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.xml.Element;

/** Writes the presences of a room's occupants (XEP-0045 section 7). Stateless. */
final class RoomPresence {

    /** XEP-0045 section 15.6.2. */
    static final int SELF = 110;

    static final int NICKNAME_ASSIGNED = 210;
    static final int BANNED = 301;
    static final int RENAMED = 303;
    static final int KICKED = 307;
    static final int SHUT_DOWN = 332;
    static final int TROUBLE = 333;

    private static final String USER = "http://jabber.org/protocol/muc#user";
    private static final String AVATAR = "vcard-temp:x:update";

    private RoomPresence() {}

    /** Somebody is there. */
    static Presence present(Guest to, Occupant occupant, boolean self) {
        List<Element> payloads = new ArrayList<>(4);
        Availability availability = occupant.availability();
        Element show = availability.show();
        if (show != null) {
            payloads.add(show);
        }
        addStatusText(payloads, availability.text());
        if (!occupant.iconHash().isEmpty()) {
            payloads.add(Element.builder("x", AVATAR)
                    .child("photo", occupant.iconHash())
                    .build());
        }
        Element.Builder user = Element.builder("x", USER).add(item(occupant).build());
        if (self) {
            user.add(status(SELF));
            if (!occupant.shown().equals(to.joinAddress().resource())) {
                user.add(status(NICKNAME_ASSIGNED));
            }
        }
        payloads.add(user.build());
        return new Presence(
                address(to, occupant.shown()),
                to.resource(),
                Presence.Type.AVAILABLE,
                self && !to.isInside() ? to.joinId() : null,
                null,
                List.copyOf(payloads));
    }

    /**
     * Somebody is gone.
     *
     * @param reason why, for people; empty if nothing is known
     * @param codes the reason for clients, and whether it is the user
     */
    static Presence gone(Guest to, String shown, String reason, int... codes) {
        String affiliation = "member";
        Element.Builder statuses = Element.builder("x", USER);
        List<Element> codeElements = new ArrayList<>(codes.length);
        for (int code : codes) {
            affiliation = code == BANNED ? "outcast" : code == SHUT_DOWN ? "none" : affiliation;
            codeElements.add(status(code));
        }
        Element.Builder item =
                item(affiliation, "none").child("reason", codes.length == 0 || reason.isEmpty() ? null : reason);
        List<Element> payloads = new ArrayList<>(2);
        addStatusText(payloads, reason);
        payloads.add(statuses.add(item.build()).addAll(codeElements).build());
        return Presence.of(address(to, shown), to.resource(), Presence.Type.UNAVAILABLE, List.copyOf(payloads));
    }

    /** Somebody has another name from now on; that one's presence follows. */
    static Presence renamed(Guest to, String shownBefore, Occupant now, boolean self) {
        Element.Builder user = Element.builder("x", USER)
                .add(item(now).attribute("nick", now.shown()).build())
                .add(status(RENAMED));
        if (self) {
            user.add(status(SELF));
        }
        return Presence.of(address(to, shownBefore), to.resource(), Presence.Type.UNAVAILABLE, List.of(user.build()));
    }

    /** The room cannot be entered. */
    static Presence refused(Guest to, StanzaError error) {
        return refused(to.joinAddress(), to.resource(), to.joinId(), error);
    }

    static Presence refused(Jid from, Jid to, @Nullable String id, StanzaError error) {
        return new Presence(
                from,
                to,
                Presence.Type.ERROR,
                id,
                null,
                List.of(Element.of("x", RoomAddresses.MUC), error.toElement()));
    }

    private static Jid address(Guest guest, String shown) {
        return RoomAddresses.occupant(guest.room(), shown);
    }

    private static void addStatusText(List<Element> payloads, String text) {
        if (!text.isEmpty()) {
            payloads.add(Element.of("status", Element.CONTENT_NAMESPACE, text));
        }
    }

    private static Element.Builder item(Occupant occupant) {
        return occupant.moderator() ? item("admin", "moderator") : item("member", "participant");
    }

    private static Element.Builder item(String affiliation, String role) {
        return Element.builder("item", USER)
                .attribute("affiliation", affiliation)
                .attribute("role", role);
    }

    private static Element status(int code) {
        return Element.builder("status", USER)
                .attribute("code", Integer.toString(code))
                .build();
    }
}
