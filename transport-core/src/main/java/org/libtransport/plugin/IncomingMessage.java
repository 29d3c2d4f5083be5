package org.libtransport.plugin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text for the user.
 *
 * @param from the contact's name, or the room's
 * @param body plain text
 * @param nickname who said it in the room {@code from}; null if it comes from the contact, or the room itself
 * @param xhtml the same with markup, the inside of an XHTML body
 * @param sent when it was sent, if that was not just now
 * @param headline true for news and broadcasts that want no answer
 * @param privateMessage true if the occupant {@code nickname} said it to this user alone
 * @param carbon true if the user said this to {@code from} with another program
 * @param attachments files that can be fetched
 */
public record IncomingMessage(
        String from,
        String body,
        @Nullable String nickname,
        @Nullable String xhtml,
        @Nullable Instant sent,
        boolean headline,
        boolean privateMessage,
        boolean carbon,
        List<Attachment> attachments) {

    public IncomingMessage {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(body, "body");
        attachments = List.copyOf(attachments);
    }

    /** A plain text from a contact. */
    public static IncomingMessage of(String from, String body) {
        return new IncomingMessage(from, body, null, null, null, false, false, false, List.of());
    }

    public static Builder builder(String from, String body) {
        return new Builder(from, body);
    }

    /** Leaves out the text. */
    @Override
    public String toString() {
        return "IncomingMessage[from=" + from + ", nickname=" + nickname + "]";
    }

    /** A file at a URL; type and description may be null. */
    public record Attachment(
            String url, @Nullable String mimeType, @Nullable String description) {}

    /** Collects what differs from a plain text. Used by one thread. */
    public static final class Builder {
        private final String from;
        private final String body;
        private final List<Attachment> attachments = new ArrayList<>(0);
        private @Nullable String nickname;
        private @Nullable String xhtml;
        private @Nullable Instant sent;
        private boolean headline;
        private boolean privateMessage;
        private boolean carbon;

        private Builder(String from, String body) {
            this.from = from;
            this.body = body;
        }

        /** Somebody said it in the room. */
        public Builder nickname(String occupant) {
            this.nickname = occupant;
            return this;
        }

        /** The inside of an XHTML body; null for none. */
        public Builder xhtml(@Nullable String markup) {
            this.xhtml = markup;
            return this;
        }

        public Builder sent(Instant when) {
            this.sent = when;
            return this;
        }

        public Builder headline() {
            this.headline = true;
            return this;
        }

        /** This occupant of the room said it to the user alone. */
        public Builder privateFrom(String occupant) {
            this.nickname = occupant;
            this.privateMessage = true;
            return this;
        }

        public Builder carbon() {
            this.carbon = true;
            return this;
        }

        public Builder attachment(Attachment file) {
            attachments.add(file);
            return this;
        }

        public IncomingMessage build() {
            return new IncomingMessage(
                    from, body, nickname, xhtml, sent, headline, privateMessage, carbon, attachments);
        }
    }
}
