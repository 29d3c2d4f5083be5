package org.libtransport.rawxml;

import org.jspecify.annotations.Nullable;
import org.libtransport.roster.Buddy;
import org.libtransport.roster.ContactAddresses;
import org.libtransport.roster.Roster;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;

/** Addresses as the network writes them, and as one user sees them; resources are the same. Belongs to the user's loop. */
final class RawAddresses {

    private final Roster roster;
    private final ContactAddresses addresses;

    RawAddresses(Roster roster, ContactAddresses addresses) {
        this.roster = roster;
        this.addresses = addresses;
    }

    /** What the network calls this address; null for the transport, which stands for the network itself. */
    @Nullable
    String toNetwork(@Nullable Jid address) {
        if (address == null || address.local() == null) {
            return null;
        }
        String name = roster.nameOf(address);
        return address.resource() == null ? name : name + '/' + address.resource();
    }

    /**
     * What the user calls this address; the transport's for none.
     *
     * @throws InvalidJidException if it cannot be one
     */
    Jid fromNetwork(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            return addresses.transport();
        }
        int slash = address.indexOf('/');
        String name = slash < 0 ? address : address.substring(0, slash);
        Buddy buddy = roster.find(name);
        Jid bare = buddy == null ? addresses.stranger(name).bare() : buddy.jid().bare();
        return slash < 0 ? bare : Jid.of(bare.local(), bare.domain(), address.substring(slash + 1));
    }
}
