package org.libtransport.plugin;

import java.util.List;
import java.util.Objects;

/**
 * A contact of the user with its whole state: what is left out is reset, but an empty alias or no group means that those
 * stay as they are.
 *
 * @param name at the network; upper and lower case are the same contact
 * @param alias what to call it, maybe empty
 * @param groups of the roster, maybe none
 * @param statusMessage maybe empty
 * @param iconHash names the picture: when it changes, the picture is fetched again; empty if there is none
 * @param blocked whether the user wants to hear nothing of it
 */
public record Contact(
        String name,
        String alias,
        List<String> groups,
        Availability availability,
        String statusMessage,
        String iconHash,
        boolean blocked) {

    public Contact {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(availability, "availability");
        Objects.requireNonNull(statusMessage, "statusMessage");
        Objects.requireNonNull(iconHash, "iconHash");
        groups = List.copyOf(groups);
    }

    /** Begins with a contact that is offline and has nothing but its name. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Begins with this contact's state. */
    public Builder toBuilder() {
        return new Builder(name)
                .alias(alias)
                .groups(groups)
                .availability(availability)
                .statusMessage(statusMessage)
                .iconHash(iconHash)
                .blocked(blocked);
    }

    /** Collects the state of a contact. Used by one thread. */
    public static final class Builder {
        private final String name;
        private String alias = "";
        private List<String> groups = List.of();
        private Availability availability = Availability.OFFLINE;
        private String statusMessage = "";
        private String iconHash = "";
        private boolean blocked;

        private Builder(String name) {
            this.name = name;
        }

        public Builder alias(String text) {
            this.alias = text;
            return this;
        }

        public Builder groups(List<String> names) {
            this.groups = names;
            return this;
        }

        public Builder availability(Availability state) {
            this.availability = state;
            return this;
        }

        public Builder statusMessage(String text) {
            this.statusMessage = text;
            return this;
        }

        public Builder iconHash(String hash) {
            this.iconHash = hash;
            return this;
        }

        public Builder blocked(boolean value) {
            this.blocked = value;
            return this;
        }

        public Contact build() {
            return new Contact(name, alias, groups, availability, statusMessage, iconHash, blocked);
        }
    }
}
