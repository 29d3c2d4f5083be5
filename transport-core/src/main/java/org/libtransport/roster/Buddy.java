package org.libtransport.roster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.presence.Availability;
import org.libtransport.protocol.Wire;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.xml.Element;

/** One contact of one user. Not thread-safe: belongs to the user's loop. */
public final class Buddy {

    private static final String AVATAR_NAMESPACE = "vcard-temp:x:update";

    /** Clients of one contact; nobody has as many. */
    private static final int MOST_SHOWN = 50;

    private final String name;
    private final Jid jid;
    private String alias = "";
    private List<String> groups = List.of();
    private String iconHash = "";
    private Availability availability = Availability.OFFLINE;
    private int flags;
    private boolean mutual;
    /** What clients of the contact showed themselves, where the network speaks XMPP, by their addresses. */
    private Map<Jid, Presence> shown = Map.of();

    Buddy(String name, Jid jid, int flags) {
        this.name = name;
        this.jid = jid;
        this.flags = flags;
    }

    static Buddy of(BuddyRecord record, Jid jid) {
        Buddy buddy = new Buddy(record.name(), jid, record.flags());
        buddy.alias = record.alias();
        buddy.groups = record.groups();
        buddy.iconHash = record.iconHash();
        buddy.mutual = record.mutual();
        return buddy;
    }

    BuddyRecord toRecord() {
        return new BuddyRecord(name, mutual, alias, groups, flags, iconHash);
    }

    /** The contact as backends want it in commands: what the user may have changed, and nothing of how it is. */
    Wire.Buddy toWire(String userName) {
        return Wire.Buddy.newBuilder()
                .setUserName(userName)
                .setBuddyName(name)
                .setAlias(alias)
                .addAllGroup(groups)
                .setStatus(Wire.StatusType.STATUS_NONE)
                .build();
    }

    /** The name at the other network, in its original case. */
    public String name() {
        return name;
    }

    /** The full address from which the contact's presence and messages come. */
    public Jid jid() {
        return jid;
    }

    /** The name to show; empty if the network gives none. */
    public String alias() {
        return alias;
    }

    public List<String> groups() {
        return groups;
    }

    public String iconHash() {
        return iconHash;
    }

    public Availability availability() {
        return availability;
    }

    public boolean isOnline() {
        return availability.isOnline();
    }

    /** Whether the user's XMPP roster is known to hold the contact. */
    public boolean isMutual() {
        return mutual;
    }

    public boolean isBlocked() {
        return (flags & BuddyRecord.FLAG_BLOCKED) != 0;
    }

    /** An empty alias leaves the present one. */
    boolean changeAlias(String newAlias) {
        if (newAlias.isEmpty() || newAlias.equals(alias)) {
            return false;
        }
        alias = newAlias;
        return true;
    }

    /** No groups leave the present ones. */
    boolean changeGroups(List<String> newGroups) {
        if (newGroups.isEmpty() || newGroups.equals(groups)) {
            return false;
        }
        groups = List.copyOf(newGroups);
        return true;
    }

    boolean changeIconHash(String newHash) {
        if (newHash.equals(iconHash)) {
            return false;
        }
        iconHash = newHash;
        return true;
    }

    boolean changeAvailability(Availability now) {
        if (now.equals(availability)) {
            return false;
        }
        availability = now;
        return true;
    }

    boolean changeBlocked(boolean blocked) {
        if (blocked == isBlocked()) {
            return false;
        }
        flags = blocked ? flags | BuddyRecord.FLAG_BLOCKED : flags & ~BuddyRecord.FLAG_BLOCKED;
        return true;
    }

    boolean changeMutual(boolean now) {
        if (now == mutual) {
            return false;
        }
        mutual = now;
        return true;
    }

    /** Takes in what a client of the contact shows; returns whether that makes the contact come or go. */
    boolean show(Presence presence) {
        Jid from = Objects.requireNonNull(presence.from());
        if (presence.type() == Presence.Type.UNAVAILABLE) {
            if (!shown.isEmpty()) {
                shown.remove(from);
            }
            return shown.isEmpty() && changeAvailability(Availability.OFFLINE);
        }
        if (shown.isEmpty()) {
            shown = new LinkedHashMap<>(2);
        }
        if (shown.size() < MOST_SHOWN || shown.containsKey(from)) {
            shown.put(from, presence);
        }
        return !isOnline() && changeAvailability(Availability.of(presence));
    }

    /** Everything that tells how the contact is, where its clients show themselves. */
    List<Presence> shown(Jid to) {
        return shown.isEmpty()
                ? List.of(Presence.of(jid, to, Presence.Type.UNAVAILABLE))
                : shown.values().stream()
                        .map(each ->
                                new Presence(each.from(), to, each.type(), each.id(), each.lang(), each.payloads()))
                        .toList();
    }

    /** What tells that none of the contact's addresses is available any more. */
    List<Presence> farewell(Jid to) {
        if (shown.isEmpty()) {
            return isOnline() ? List.of(Presence.of(jid, to, Presence.Type.UNAVAILABLE)) : List.of();
        }
        return shown.keySet().stream()
                .map(from -> Presence.of(from, to, Presence.Type.UNAVAILABLE))
                .toList();
    }

    /** The link to the network is gone, and the contact with it. */
    void leave() {
        shown = Map.of();
        availability = Availability.OFFLINE;
    }

    /**
     * The contact's presence as an XMPP user sees it.
     *
     * @param caps the entity capabilities of contacts (XEP-0115), or null to send none
     */
    Presence presence(Jid to, @Nullable Element caps) {
        List<Element> payloads = new ArrayList<>(4);
        Element show = availability.show();
        if (show != null) {
            payloads.add(show);
        }
        if (!availability.text().isEmpty()) {
            payloads.add(Element.of("status", Element.CONTENT_NAMESPACE, availability.text()));
        }
        if (availability.isOnline()) {
            payloads.add(Element.builder("x", AVATAR_NAMESPACE)
                    .child("photo", iconHash)
                    .build());
            if (caps != null) {
                payloads.add(caps);
            }
        }
        return Presence.of(jid, to, availability.presenceType(), payloads);
    }
}
