package org.libtransport.plugin;

/**
 * A session whose network lets the user change the contact list. The network's answer is reported like any other change:
 * {@link SessionEvents#contactChanged} and {@link SessionEvents#contactRemoved}.
 *
 * <pre>{@code
 * @Override
 * public void addContact(Contact contact) throws IOException {
 *     network.addFriend(contact.name(), contact.alias());
 * }
 *
 * @Override
 * public void updateContact(Contact contact) throws IOException {
 *     network.rename(contact.name(), contact.alias());
 * }
 *
 * @Override
 * public void removeContact(String name) throws IOException {
 *     network.removeFriend(name);
 * }
 * }</pre>
 */
public interface ContactSupport {

    /** The user adds a contact. If there is no {@link AuthorizationSupport}, also the user's yes to one who asked. */
    void addContact(Contact contact) throws Exception;

    /** The user gave a contact this alias and these groups; maybe the ones it has. */
    void updateContact(Contact contact) throws Exception;

    /** The user removes a contact. */
    void removeContact(String name) throws Exception;
}
