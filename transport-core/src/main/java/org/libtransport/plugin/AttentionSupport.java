package org.libtransport.plugin;

/**
 * A session whose network can nudge (XEP-0224).
 *
 * <pre>{@code
 * @Override
 * public void attention(String contact, String text) throws IOException, MessageRefusedException {
 *     if (!network.isOnline(contact)) {
 *         throw new MessageRefusedException(contact + " is not online.");
 *     }
 *     network.nudge(contact);
 * }
 * }</pre>
 */
public interface AttentionSupport {

    /** The user wants this contact's attention; the text may be empty. */
    void attention(String contact, String text) throws Exception;
}
