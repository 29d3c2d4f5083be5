package org.libtransport.plugin;

/**
 * A session whose network lets contacts be blocked.
 *
 * <pre>{@code
 * @Override
 * public void blockContact(String name, boolean blocked) throws IOException {
 *     network.block(name, blocked);
 *     Contact contact = contacts.getOrDefault(name, Contact.builder(name).build());
 *     events.contactChanged(contact.toBuilder().blocked(blocked).build());
 * }
 * }</pre>
 */
public interface BlockSupport {

    void blockContact(String name, boolean blocked) throws Exception;
}
