package org.libtransport.plugin;

import java.util.List;
import java.util.Objects;

/**
 * What the transport has to know of a plugin. The features that are announced follow from what the session class
 * implements: rooms from {@link RoomSupport}, the contact list after log-in from {@link ContactListSupport}.
 *
 * @param name of the network, for logs
 * @param sessionType the class of the sessions that the plugin opens
 * @param needsPassword whether users must give a password when they register
 * @param needsRegistration whether users must register before they log in
 * @param extraFields names of further things to ask at registration
 * @param receipts whether {@link SessionEvents#delivered} is reported
 * @param givesTokens whether {@link SessionEvents#connected(String)} may be reported
 * @param escapesNames true in general; false if names look better with {@code %} in the place of {@code @} than escaped
 *     (XEP-0106)
 */
public record PluginDescription(
        String name,
        Class<? extends NetworkSession> sessionType,
        boolean needsPassword,
        boolean needsRegistration,
        List<String> extraFields,
        boolean receipts,
        boolean givesTokens,
        boolean escapesNames) {

    public PluginDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sessionType, "sessionType");
        extraFields = List.copyOf(extraFields);
        for (String field : extraFields) {
            if (field.isBlank() || field.indexOf('\n') >= 0 || field.indexOf('#') >= 0) {
                throw new IllegalArgumentException("not a name for a registration field: " + field);
            }
        }
    }

    public static Builder builder(String name, Class<? extends NetworkSession> sessionType) {
        return new Builder(name, sessionType);
    }

    /** Collects what differs from the usual: a network with registration and passwords, without receipts. */
    public static final class Builder {
        private final String name;
        private final Class<? extends NetworkSession> sessionType;
        private boolean needsPassword = true;
        private boolean needsRegistration = true;
        private List<String> extraFields = List.of();
        private boolean receipts;
        private boolean givesTokens;
        private boolean escapesNames = true;

        private Builder(String name, Class<? extends NetworkSession> sessionType) {
            this.name = name;
            this.sessionType = sessionType;
        }

        public Builder needsPassword(boolean value) {
            this.needsPassword = value;
            return this;
        }

        public Builder needsRegistration(boolean value) {
            this.needsRegistration = value;
            return this;
        }

        public Builder extraFields(List<String> names) {
            this.extraFields = names;
            return this;
        }

        public Builder receipts(boolean value) {
            this.receipts = value;
            return this;
        }

        public Builder givesTokens(boolean value) {
            this.givesTokens = value;
            return this;
        }

        public Builder escapesNames(boolean value) {
            this.escapesNames = value;
            return this;
        }

        public PluginDescription build() {
            return new PluginDescription(
                    name,
                    sessionType,
                    needsPassword,
                    needsRegistration,
                    extraFields,
                    receipts,
                    givesTokens,
                    escapesNames);
        }
    }
}
