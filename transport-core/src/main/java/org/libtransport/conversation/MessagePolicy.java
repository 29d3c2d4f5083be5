package org.libtransport.conversation;

import org.jspecify.annotations.Nullable;

/**
 * The administrator's rules for what users get to read.
 *
 * @param xhtml whether formatted text of the network is passed on (XEP-0071)
 * @param headlines whether users who did not choose get news as headlines; others get them as chat
 * @param media what becomes of images within formatted text
 */
public record MessagePolicy(boolean xhtml, boolean headlines, MediaWrapping media) {

    /** What the predecessor does without configuration. */
    public static final MessagePolicy DEFAULT = new MessagePolicy(true, false, MediaWrapping.EXCLUSIVE);

    /** The same for a user with this setting; null if the user made none. */
    /** What holds for a user with this setting; null if there is none. */
    public MessagePolicy forUser(@Nullable String sendHeadlines) {
        return sendHeadlines == null ? this : new MessagePolicy(xhtml, sendHeadlines.equals("1"), media);
    }
}
