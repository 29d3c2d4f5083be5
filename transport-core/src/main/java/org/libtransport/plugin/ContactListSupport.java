package org.libtransport.plugin;

import java.util.List;

/**
 * A session that wants to know which contacts the transport remembers, because the network does not keep them.
 *
 * <pre>{@code
 * @Override
 * public void contactsKnown(List<Contact> contacts) throws IOException {
 *     for (Contact contact : contacts) {
 *         network.watch(contact.name());
 *     }
 * }
 * }</pre>
 */
public interface ContactListSupport {

    /** Called right after the session was opened, unless there are none. Name, alias, groups and icon hash are filled in. */
    void contactsKnown(List<Contact> contacts) throws Exception;
}
