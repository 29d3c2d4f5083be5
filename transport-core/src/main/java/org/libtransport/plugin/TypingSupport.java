package org.libtransport.plugin;

/**
 * A session whose network shows that somebody is writing.
 *
 * <pre>{@code
 * @Override
 * public void typing(String contact, ChatState state) throws IOException {
 *     network.showTyping(contact, state == ChatState.COMPOSING);
 * }
 * }</pre>
 */
public interface TypingSupport {

    /** The user is writing to this contact, or stopped. */
    void typing(String contact, ChatState state) throws Exception;
}
