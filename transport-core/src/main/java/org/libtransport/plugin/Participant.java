package org.libtransport.plugin;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An occupant of a room who came, changed, was renamed or left.
 *
 * @param nickname the name until now
 * @param availability {@link Availability#OFFLINE} if the occupant left
 * @param moderator whether the occupant may remove others
 * @param self whether this is the user
 * @param newNickname the name from now on; null if it stays
 * @param iconHash names the picture; empty if there is none
 * @param alias shown instead of the nickname; null for the nickname itself
 */
public record Participant(
        String room,
        String nickname,
        Availability availability,
        String statusMessage,
        boolean moderator,
        boolean self,
        @Nullable String newNickname,
        String iconHash,
        @Nullable String alias) {

    public Participant {
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(nickname, "nickname");
        Objects.requireNonNull(availability, "availability");
        Objects.requireNonNull(statusMessage, "statusMessage");
        Objects.requireNonNull(iconHash, "iconHash");
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
        private boolean moderator;
        private boolean self;
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
            this.moderator = true;
            return this;
        }

        public Builder self() {
            this.self = true;
            return this;
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
            return new Participant(
                    room, nickname, availability, statusMessage, moderator, self, newNickname, iconHash, alias);
        }
    }
}
