package org.libtransport.plugin;

/**
 * A session whose network speaks XMPP itself, so that stanzas need no translation. The transport then passes on the user's
 * messages, presences and requests as they are, and makes no presences of contacts itself: all of that comes from {@link
 * SessionEvents#stanza}. Contacts and rooms are still reported as in any other network; {@link NetworkSession#sendMessage}
 * is not called.
 *
 * <pre>{@code
 * @Override
 * public void stanza(String xml) throws IOException {
 *     network.write(xml);
 * }
 * }</pre>
 */
public interface RawXmlSupport {

    /**
     * The user sends this: one whole message, presence or iq without a namespace of its own. Its {@code from} is the user's
     * full JID at the XMPP side; its {@code to} is an address at the network, or missing if the stanza is for the network
     * itself. An iq must be answered with the same {@code id}, also if by an error.
     */
    void stanza(String xml) throws Exception;
}
