package org.libtransport.user;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.libtransport.conversation.MessagePolicy;
import org.libtransport.xmpp.jid.Jid;

/**
 * The administrator's rules for users.
 *
 * @param transport address of the transport
 * @param serverMode whether users connect to us directly
 * @param jidEscaping whether names of contacts are escaped by XEP-0106, unless a backend switches it off
 * @param autoRegister whether a first presence registers its sender
 * @param publicRegistration whether anybody may register
 * @param allowedServers who may register when not anybody may
 * @param usernameMask what a typed name becomes, with {@code $username} in it; empty for no change
 * @param allowedUsernames what a name must match as a whole after the mask; null for anything
 * @param removesMutualBuddies whether ending a subscription also removes the contact at the network
 * @param language stored with new users
 * @param messages what users get to read
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
        boolean removesMutualBuddies,
        String language,
        MessagePolicy messages,
        Duration loginTimeout) {

    /** Longer than people need to type a code that a network has sent them. */
    public static final Duration DEFAULT_LOGIN_TIMEOUT = Duration.ofMinutes(5);

    public UserPolicy {
        allowedServers = allowedServers.stream()
                .map(server -> server.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The defaults: anybody may register, and must. */
    public static UserPolicy of(Jid transport, boolean serverMode) {
        return new UserPolicy(
                transport,
                serverMode,
                true,
                false,
                true,
                List.of(),
                "",
                null,
                false,
                "en",
                MessagePolicy.DEFAULT,
                DEFAULT_LOGIN_TIMEOUT);
    }

    /** The same with other rules for messages. */
    public UserPolicy withMessages(MessagePolicy rules) {
        return new UserPolicy(
                transport,
                serverMode,
                jidEscaping,
                autoRegister,
                publicRegistration,
                allowedServers,
                usernameMask,
                allowedUsernames,
                removesMutualBuddies,
                language,
                rules,
                loginTimeout);
    }

    /** Whether somebody of this server may register. Who is registered stays so when the rule changes. */
    public boolean admits(Jid user) {
        return publicRegistration || allowedServers.contains(user.domain());
    }

    /** The name at the network that a typed name means. */
    public String applyMask(String typed) {
        return usernameMask.isEmpty() ? typed : usernameMask.replace("$username", typed);
    }
}
