package org.libtransport.plugin;

import org.jspecify.annotations.Nullable;

/**
 * A text from the user.
 *
 * @param to the contact's name, the room's name, or {@code room/nickname} for one occupant of a room
 * @param body plain text; empty only if there is {@code xhtml}
 * @param xhtml the same with markup, the inside of an XHTML body; null if there is none
 * @param id set if the sender wants to know that it arrived: pass the message to {@link SessionEvents#delivered} then
 * @param acknowledged whether the transport learns what became of the message: only then can it give it again after a {@link
 *     TryLaterException} and return it to the sender after a {@link MessageRefusedException}
 */
public record OutgoingMessage(
        String to,
        String body,
        @Nullable String xhtml,
        @Nullable String id,
        boolean acknowledged) {

    /** A plain text that wants no receipt, from a transport that knows acknowledgements. */
    public static OutgoingMessage of(String to, String body) {
        return new OutgoingMessage(to, body, null, null, true);
    }

    /** Leaves out the text. */
    @Override
    public String toString() {
        return "OutgoingMessage[to=" + to + ", id=" + id + "]";
    }
}
