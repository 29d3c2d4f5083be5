package org.libtransport.roster;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libtransport.presence.Availability;
import org.libtransport.protocol.Wire;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contacts of one user as the network has them. Changes go to the store, to the user's XMPP roster and, as presence,
 * to the user. Names are found in any case. Not thread-safe: belongs to the user's loop.
 */
public final class Roster {

    private static final Logger log = LoggerFactory.getLogger(Roster.class);

    private final Jid user;
    private final ContactAddresses addresses;
    private final RosterStore store;
    private final RosterSync sync;
    private final Consumer<Stanza> out;
    private final @Nullable Element caps;
    private final BooleanSupplier clientsShowThemselves;
    private final Map<String, Buddy> buddies = new LinkedHashMap<>();
    private Consumer<Buddy> onBlockChange = buddy -> {};

    /**
     * @param caps the entity capabilities of contacts (XEP-0115), or null to send none
     * @param clientsShowThemselves whether the network sends the presence of contacts' clients as it is (see
     *     {@link #showed}), so that none is made of what it tells of contacts; may become true at any time
     */
    public Roster(
            Jid user,
            ContactAddresses addresses,
            RosterStore store,
            RosterSync sync,
            Consumer<Stanza> out,
            @Nullable Element caps,
            BooleanSupplier clientsShowThemselves) {
        this.user = user;
        this.addresses = addresses;
        this.store = store;
        this.sync = sync;
        this.out = out;
        this.caps = caps;
        this.clientsShowThemselves = clientsShowThemselves;
    }

    /** Takes in what was stored. Nothing is sent. */
    public void load(Collection<BuddyRecord> records) {
        for (BuddyRecord record : records) {
            try {
                Buddy buddy = Buddy.of(record, addresses.contact(record.name(), record.flags()));
                buddies.put(key(record.name()), buddy);
                sync.loaded(buddy);
            } catch (InvalidJidException e) {
                log.debug("Stored contact of {} has no possible address: {}", user, e.getMessage());
            }
        }
    }

    /** Who hears when a known contact is blocked, or is not any more. */
    void whenBlockedOrNot(Consumer<Buddy> told) {
        onBlockChange = told;
    }

    /** The user wants that contact blocked, or not any more. */
    void block(Buddy buddy, boolean blocked) {
        if (buddy.changeBlocked(blocked)) {
            store.put(buddy.toRecord());
            onBlockChange.accept(buddy);
        }
    }

    public Collection<Buddy> buddies() {
        return Collections.unmodifiableCollection(buddies.values());
    }

    /** The contact with this name at the network, in any case, or null. */
    public @Nullable Buddy find(String name) {
        return buddies.get(key(name));
    }

    /** The contact with this address (its resource does not matter), or null. */
    public @Nullable Buddy find(Jid address) {
        Buddy named = find(addresses.nameOf(address));
        if (named != null && named.jid().bare().equals(address.bare())) {
            return named;
        }
        // Not every address can be turned back into the name it was made of.
        for (Buddy buddy : buddies.values()) {
            if (buddy.jid().bare().equals(address.bare())) {
                return buddy;
            }
        }
        return named;
    }

    /** The name at the network that this address stands for, as exactly as it is known. */
    public String nameOf(Jid address) {
        Buddy buddy = find(address);
        return buddy == null ? addresses.nameOf(address) : buddy.name();
    }

    /** All contacts as the backend wants them after LOGIN. */
    public Wire.Buddies toWire() {
        Wire.Buddies.Builder all = Wire.Buddies.newBuilder();
        for (Buddy buddy : buddies.values()) {
            all.addBuddy(buddy.toWire(user.toString()).toBuilder().setIconHash(buddy.iconHash()));
        }
        return all.build();
    }

    /** The network tells of a contact, new or known. */
    public void changed(Wire.Buddy change) {
        Buddy buddy = find(change.getBuddyName());
        if (buddy == null) {
            created(change);
        } else {
            updated(buddy, change);
        }
    }

    private void created(Wire.Buddy change) {
        Buddy buddy;
        try {
            int flags = addresses.newContactFlags();
            buddy = new Buddy(change.getBuddyName(), addresses.contact(change.getBuddyName(), flags), flags);
        } catch (InvalidJidException e) {
            log.warn("A contact of {} has no possible address and is left out: {}", user, e.getMessage());
            return;
        }
        buddy.changeAlias(change.getAlias());
        buddy.changeGroups(change.getGroupList());
        buddy.changeIconHash(change.getIconHash());
        buddy.changeBlocked(change.getBlocked());
        buddy.changeAvailability(availabilityOf(change));
        buddies.put(key(buddy.name()), buddy);
        sync.added(buddy);
        store.put(buddy.toRecord());
        if (buddy.isOnline()) {
            tellNews(buddy);
        }
    }

    /** A client of a contact shows itself, or leaves: the user is told as it is. */
    public void showed(Buddy buddy, Presence presence) {
        if (buddy.show(presence)) {
            log.debug("{} of {} is {}", buddy.name(), user, buddy.isOnline() ? "here" : "gone");
        }
        out.accept(presence);
    }

    private void tellNews(Buddy buddy) {
        if (!clientsShowThemselves.getAsBoolean()) {
            out.accept(buddy.presence(user, caps));
        }
    }

    private void updated(Buddy buddy, Wire.Buddy change) {
        boolean renamed = buddy.changeAlias(change.getAlias()) | buddy.changeGroups(change.getGroupList());
        boolean newIcon = buddy.changeIconHash(change.getIconHash());
        boolean newBlock = buddy.changeBlocked(change.getBlocked());
        boolean newState = buddy.changeAvailability(availabilityOf(change));
        boolean wasMutual = buddy.isMutual();
        if (!wasMutual) {
            sync.added(buddy);
        } else if (renamed) {
            sync.renamed(buddy);
        }
        if (renamed || newIcon || newBlock || wasMutual != buddy.isMutual()) {
            store.put(buddy.toRecord());
        }
        if (newBlock) {
            onBlockChange.accept(buddy);
        }
        if (newState || (newIcon && buddy.isOnline())) {
            tellNews(buddy);
        }
    }

    private static Availability availabilityOf(Wire.Buddy change) {
        return new Availability(change.getStatus(), change.getStatusMessage());
    }

    /** The network, or the user, removed this contact. */
    public void removed(String name) {
        Buddy buddy = buddies.remove(key(name));
        if (buddy != null) {
            store.remove(buddy.name());
            tellGone(buddy);
            sync.removed(buddy);
        }
    }

    /** RFC 6121 section 3.2.1: who is no longer shown was unavailable first. */
    private void tellGone(Buddy buddy) {
        buddy.farewell(user).forEach(out);
    }

    /** Takes the contact out without touching the user's XMPP roster, which has removed it already. */
    void forget(Buddy buddy) {
        buddies.remove(key(buddy.name()));
        store.remove(buddy.name());
        tellGone(buddy);
    }

    /**
     * The contact with this address, made if it is not there: the user's XMPP roster holds it.
     *
     * @throws InvalidJidException if the address names no possible contact
     */
    Buddy adopt(Jid address) {
        Buddy buddy = find(address);
        if (buddy == null) {
            String name = addresses.nameOf(address);
            int flags = addresses.flagsOf(address);
            buddy = new Buddy(name, addresses.contact(name, flags), flags);
            buddies.put(key(name), buddy);
            buddy.changeMutual(true);
            store.put(buddy.toRecord());
        } else if (buddy.changeMutual(true)) {
            store.put(buddy.toRecord());
        }
        return buddy;
    }

    /** The user's XMPP roster has come to hold the contact. */
    public void shared(Buddy buddy) {
        if (buddies.get(key(buddy.name())) == buddy && buddy.changeMutual(true)) {
            store.put(buddy.toRecord());
            if (buddy.isOnline()) {
                tell(buddy, user);
            }
        }
    }

    /** Changes name and groups as the user wants them; true if anything changed. */
    boolean rename(Buddy buddy, String alias, List<String> groups) {
        boolean changed = buddy.changeAlias(alias) | buddy.changeGroups(groups);
        if (changed) {
            store.put(buddy.toRecord());
            sync.renamed(buddy);
        }
        return changed;
    }

    /** Tells this address how the contact is, whether that changed or not. */
    public void tell(Buddy buddy, Jid to) {
        if (clientsShowThemselves.getAsBoolean()) {
            buddy.shown(to).forEach(out);
        } else {
            out.accept(buddy.presence(to, caps));
        }
    }

    /** Tells this address of all contacts that are online. */
    public void tellOnline(Jid to) {
        for (Buddy buddy : buddies.values()) {
            if (buddy.isOnline()) {
                tell(buddy, to);
            }
        }
    }

    /** Tells this address that all contacts that were online are unavailable, without forgetting how they are. */
    public void tellUnavailable(Jid to) {
        buddies.values().forEach(buddy -> buddy.farewell(to).forEach(out));
    }

    /** The link to the network is gone: all contacts are offline, and the user is told. */
    public void allOffline() {
        for (Buddy buddy : buddies.values()) {
            buddy.farewell(user).forEach(out);
            buddy.leave();
        }
    }

    /** See {@link RosterSync#reciprocate}. */
    void reciprocate(Buddy buddy) {
        sync.reciprocate(buddy);
    }

    /** The user is logged in to the network. */
    public void networkReached() {
        sync.begin();
    }

    /** Ends what is still scheduled. */
    public void close() {
        sync.close();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
