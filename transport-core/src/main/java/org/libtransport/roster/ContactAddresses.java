package org.libtransport.roster;

import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.jid.LegacyNames;

/**
 * The addresses that people of the other network have under the transport: {@code name@transport/bot}, the name escaped
 * by XEP-0106 or with {@code %} for its last {@code @}. Safe on any thread.
 */
public final class ContactAddresses {

    /** The resource of all contacts. */
    public static final String RESOURCE = "bot";

    private final Jid transport;
    private final BooleanSupplier escaping;

    /** @param escaping whether names are escaped; asked each time, since a backend may switch it off */
    public ContactAddresses(Jid transport, BooleanSupplier escaping) {
        this.transport = transport;
        this.escaping = escaping;
    }

    /** The address of the transport itself. */
    public Jid transport() {
        return transport;
    }

    /**
     * The full address of a contact.
     *
     * @throws InvalidJidException if the name cannot be put into an address
     */
    public Jid contact(String name, int flags) {
        boolean escaped = (flags & BuddyRecord.FLAG_JID_ESCAPING) != 0;
        return Jid.of(LegacyNames.toLocalPart(name, escaped), transport.domain(), RESOURCE);
    }

    /** The full address of somebody who is no contact. */
    public Jid stranger(String name) {
        return contact(name, newContactFlags());
    }

    /**
     * The bare address of what a person typed: a name, an address that was made of one, or its local part if that can
     * only be an escaped name.
     *
     * @throws InvalidJidException if no address can be made of it
     */
    public Jid typed(String text) {
        String own = "@" + transport.domain();
        String local = text.endsWith(own) ? text.substring(0, text.length() - own.length()) : text;
        boolean finished = local.length() < text.length() || local.contains("\\40");
        return finished
                ? Jid.of(local, transport.domain(), null)
                : stranger(text).bare();
    }

    /** The flags of a contact that the network brings. */
    int newContactFlags() {
        return escaping.getAsBoolean() ? BuddyRecord.FLAG_JID_ESCAPING : 0;
    }

    /** The flags of a contact that the user brings by this address. */
    int flagsOf(Jid address) {
        return LegacyNames.isEscaped(localOf(address)) ? BuddyRecord.FLAG_JID_ESCAPING : 0;
    }

    /** The name at the network that this address stands for. */
    public String nameOf(Jid address) {
        return LegacyNames.toName(localOf(address));
    }

    /** The stored contact that this address stands for (its resource does not matter), or empty. */
    public Optional<BuddyRecord> find(Jid address, Collection<BuddyRecord> contacts) {
        Optional<BuddyRecord> exact =
                contacts.stream().filter(contact -> isAt(address, contact)).findFirst();
        String name = nameOf(address);
        return exact.isPresent()
                ? exact
                : contacts.stream()
                        .filter(contact -> contact.name().equalsIgnoreCase(name))
                        .findFirst();
    }

    private boolean isAt(Jid address, BuddyRecord contact) {
        try {
            return contact(contact.name(), contact.flags()).bare().equals(address.bare());
        } catch (InvalidJidException e) {
            return false;
        }
    }

    private static String localOf(Jid address) {
        String local = address.local();
        if (local == null) {
            throw new InvalidJidException("the transport's own address names no contact");
        }
        return local;
    }
}
