package org.libtransport.plugin;

/**
 * The network will never take this message. The sender reads the text; not logged as a fault. Thrown by {@link
 * NetworkSession#sendMessage}, {@link AttentionSupport#attention} and {@link RoomSupport#changeSubject}.
 */
public final class MessageRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates a refusal.
     *
     * @param text a sentence for the user
     */
    public MessageRefusedException(String text) {
        super(text);
    }
}
