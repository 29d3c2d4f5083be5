package org.libtransport.user;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.libtransport.conversation.MessagePolicy;
import org.libtransport.xmpp.jid.Jid;

/**
 * The administrator's rules for users. Made by {@link #builder}.
 *
 * @param transport address of the transport
 * @param serverMode whether users connect to us directly
 * @param jidEscaping whether names of contacts are escaped by XEP-0106, unless a backend switches it off
 * @param autoRegister whether a first presence registers its sender
 * @param publicRegistration whether anybody may register
 * @param allowedServers who may register, and log in, when not anybody may
 * @param usernameMask what a typed name becomes, with {@code $username} in it; empty for no change
 * @param allowedUsernames what a name must match as a whole after the mask; null for anything
 * @param notified who is told of each registration and its end
 * @param vipOnly whether only users may log in whom the database calls VIPs
 * @param vipMessage what the others are told; empty for nothing but the error
 * @param removesMutualBuddies whether ending a subscription also removes the contact at the network
 * @param language stored with new users
 * @param messages what users get to read
 * @param restoresAll whether a start asks all registered users for their presence, not only those last online
 * @param restoreRate how many users a second are asked whether they are there, and told all state, when the link to the
 *     XMPP server begins
 * @param staysConnected gateway mode: whether users who did not choose stay on the network when their last client goes
 * @param messageOfTheDay shown to each user who has logged in; empty for none
 * @param loginTimeout how long the network may take to accept a user or to refuse; zero for any time
 */
public record UserPolicy(
        Jid transport,
        boolean serverMode,
        boolean jidEscaping,
        boolean autoRegister,
        boolean publicRegistration,
        List<String> allowedServers,
        String usernameMask,
        @Nullable Pattern allowedUsernames,
        List<Jid> notified,
        boolean vipOnly,
        String vipMessage,
        boolean removesMutualBuddies,
        String language,
        MessagePolicy messages,
        boolean restoresAll,
        int restoreRate,
        boolean staysConnected,
        String messageOfTheDay,
        Duration loginTimeout) {

    /** Longer than people need to type a code that a network has sent them. */
    public static final Duration DEFAULT_LOGIN_TIMEOUT = Duration.ofMinutes(5);

    /** Ten thousand users in 200 seconds. */
    public static final int DEFAULT_RESTORE_RATE = 50;

    public UserPolicy {
        if (restoreRate < 1) {
            throw new IllegalArgumentException("nobody would ever be restored: " + restoreRate);
        }
        allowedServers = allowedServers.stream()
                .map(server -> server.toLowerCase(Locale.ROOT))
                .toList();
        notified = List.copyOf(notified);
    }

    /** Begins with the defaults: anybody may register, and must. */
    public static Builder builder(Jid transport, boolean serverMode) {
        return new Builder(transport, serverMode);
    }

    /** Begins with these rules. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** These rules, but what cannot change while users are served is as in the others. */
    public UserPolicy keepingFixed(UserPolicy others) {
        return new UserPolicy(
                others.transport,
                others.serverMode,
                others.jidEscaping,
                autoRegister,
                publicRegistration,
                allowedServers,
                usernameMask,
                allowedUsernames,
                notified,
                vipOnly,
                vipMessage,
                removesMutualBuddies,
                others.language,
                messages,
                restoresAll,
                restoreRate,
                staysConnected,
                messageOfTheDay,
                loginTimeout);
    }

    /** Whether somebody of this server may register. */
    public boolean admits(Jid user) {
        return publicRegistration || allowedServers.contains(user.domain());
    }

    /**
     * Whether somebody who is registered may log in. Where nobody may register, and no servers are named, those may whom the
     * administrator has registered.
     */
    public boolean letsIn(Jid user) {
        return allowedServers.isEmpty() || admits(user);
    }

    /** The name at the network that a typed name means. */
    public String applyMask(String typed) {
        return usernameMask.isEmpty() ? typed : usernameMask.replace("$username", typed);
    }

    /** Rules in the making; each method is described with the component of that name. For one thread. */
    public static final class Builder {

        private final Jid transport;
        private final boolean serverMode;
        private boolean jidEscaping = true;
        private boolean autoRegister;
        private boolean publicRegistration = true;
        private List<String> allowedServers = List.of();
        private String usernameMask = "";
        private @Nullable Pattern allowedUsernames;
        private List<Jid> notified = List.of();
        private boolean vipOnly;
        private String vipMessage = "";
        private boolean removesMutualBuddies;
        private String language = "en";
        private MessagePolicy messages = MessagePolicy.DEFAULT;
        private boolean restoresAll;
        private int restoreRate = DEFAULT_RESTORE_RATE;
        private boolean staysConnected;
        private String messageOfTheDay = "";
        private Duration loginTimeout = DEFAULT_LOGIN_TIMEOUT;

        private Builder(Jid transport, boolean serverMode) {
            this.transport = transport;
            this.serverMode = serverMode;
        }

        private Builder(UserPolicy rules) {
            this(rules.transport, rules.serverMode);
            jidEscaping = rules.jidEscaping;
            autoRegister = rules.autoRegister;
            publicRegistration = rules.publicRegistration;
            allowedServers = rules.allowedServers;
            usernameMask = rules.usernameMask;
            allowedUsernames = rules.allowedUsernames;
            notified = rules.notified;
            vipOnly = rules.vipOnly;
            vipMessage = rules.vipMessage;
            removesMutualBuddies = rules.removesMutualBuddies;
            language = rules.language;
            messages = rules.messages;
            restoresAll = rules.restoresAll;
            restoreRate = rules.restoreRate;
            staysConnected = rules.staysConnected;
            messageOfTheDay = rules.messageOfTheDay;
            loginTimeout = rules.loginTimeout;
        }

        public Builder jidEscaping(boolean value) {
            jidEscaping = value;
            return this;
        }

        public Builder autoRegister(boolean value) {
            autoRegister = value;
            return this;
        }

        public Builder publicRegistration(boolean value) {
            publicRegistration = value;
            return this;
        }

        public Builder allowedServers(List<String> value) {
            allowedServers = value;
            return this;
        }

        public Builder usernameMask(String value) {
            usernameMask = value;
            return this;
        }

        public Builder allowedUsernames(@Nullable Pattern value) {
            allowedUsernames = value;
            return this;
        }

        public Builder notified(List<Jid> value) {
            notified = value;
            return this;
        }

        public Builder vipOnly(boolean value) {
            vipOnly = value;
            return this;
        }

        public Builder vipMessage(String value) {
            vipMessage = value;
            return this;
        }

        public Builder removesMutualBuddies(boolean value) {
            removesMutualBuddies = value;
            return this;
        }

        public Builder language(String value) {
            language = value;
            return this;
        }

        public Builder messages(MessagePolicy value) {
            messages = value;
            return this;
        }

        public Builder restoreRate(int value) {
            restoreRate = value;
            return this;
        }

        public Builder restoresAll(boolean value) {
            restoresAll = value;
            return this;
        }

        public Builder staysConnected(boolean value) {
            staysConnected = value;
            return this;
        }

        public Builder messageOfTheDay(String value) {
            messageOfTheDay = value;
            return this;
        }

        public Builder loginTimeout(Duration value) {
            loginTimeout = value;
            return this;
        }

        public UserPolicy build() {
            return new UserPolicy(
                    transport,
                    serverMode,
                    jidEscaping,
                    autoRegister,
                    publicRegistration,
                    allowedServers,
                    usernameMask,
                    allowedUsernames,
                    notified,
                    vipOnly,
                    vipMessage,
                    removesMutualBuddies,
                    language,
                    messages,
                    restoresAll,
                    restoreRate,
                    staysConnected,
                    messageOfTheDay,
                    loginTimeout);
        }
    }
}
