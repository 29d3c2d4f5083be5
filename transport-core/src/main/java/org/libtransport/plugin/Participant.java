package org.libtransport.plugin;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An occupant of a room who came, changed, was renamed or left.
 *
 * @param nickname the name until now
 * @param availability {@link Availability#OFFLINE} if the occupant left
 * @param marks what else is to be said
 * @param newNickname the name from now on; null if it stays
 * @param iconHash names the picture; empty if there is none
 * @param alias shown instead of the nickname; null for the nickname itself
 */
public record Participant(
        String room,
        String nickname,
        Availability availability,
        String statusMessage,
        Set<Mark> marks,
        @Nullable String newNickname,
        String iconHash,
        @Nullable String alias) {

    public Participant {
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(nickname, "nickname");
        Objects.requireNonNull(availability, "availability");
        Objects.requireNonNull(statusMessage, "statusMessage");
        Objects.requireNonNull(iconHash, "iconHash");
        marks = Set.copyOf(marks);
    }

    /** What is special about an occupant, or about the leaving. */
    public enum Mark {
        /** May remove others. */
        MODERATOR,
        /** Is the user. */
        SELF,
        /** Left because somebody with that right said so. */
        KICKED,
        /** Left and must not come back. */
        BANNED
    }

    /** Begins with an occupant who is there and online. */
    public static Builder builder(String room, String nickname) {
        return new Builder(room, nickname);
    }

    /** An occupant who is gone. */
    public static Participant left(String room, String nickname) {
        return builder(room, nickname).availability(Availability.OFFLINE).build();
    }

    /** Collects the state of an occupant. Used by one thread. */
    public static final class Builder {
        private final String room;
        private final String nickname;
        private Availability availability = Availability.ONLINE;
        private String statusMessage = "";
        private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
        private @Nullable String newNickname;
        private String iconHash = "";
        private @Nullable String alias;

        private Builder(String room, String nickname) {
            this.room = room;
            this.nickname = nickname;
        }

        public Builder availability(Availability state) {
            this.availability = state;
            return this;
        }

        public Builder statusMessage(String text) {
            this.statusMessage = text;
            return this;
        }

        public Builder moderator() {
            marks.add(Mark.MODERATOR);
            return this;
        }

        public Builder self() {
            marks.add(Mark.SELF);
            return this;
        }

        /** The occupant was made to leave. */
        public Builder kicked() {
            marks.add(Mark.KICKED);
            return availability(Availability.OFFLINE);
        }

        /** The occupant was made to leave for good. */
        public Builder banned() {
            marks.add(Mark.BANNED);
            return availability(Availability.OFFLINE);
        }

        public Builder renamedTo(String name) {
            this.newNickname = name;
            return this;
        }

        public Builder iconHash(String hash) {
            this.iconHash = hash;
            return this;
        }

        public Builder alias(String name) {
            this.alias = name;
            return this;
        }

        public Participant build() {
            return new Participant(room, nickname, availability, statusMessage, marks, newNickname, iconHash, alias);
        }
    }
}
