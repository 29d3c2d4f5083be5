package org.libtransport.user;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules of administrators that differ from the defaults in one thing. */
final class TestPolicies {

    private TestPolicies() {}

    static UserPolicy autoRegister(UserPolicy rules) {
        return new UserPolicy(
                rules.transport(),
                rules.serverMode(),
                rules.jidEscaping(),
                true,
                rules.publicRegistration(),
                rules.allowedServers(),
                rules.usernameMask(),
                rules.allowedUsernames(),
                rules.removesMutualBuddies(),
                rules.language(),
                rules.messages(),
                rules.loginTimeout());
    }

    static UserPolicy admitting(UserPolicy rules, String... servers) {
        return new UserPolicy(
                rules.transport(),
                rules.serverMode(),
                rules.jidEscaping(),
                rules.autoRegister(),
                false,
                List.of(servers),
                rules.usernameMask(),
                rules.allowedUsernames(),
                rules.removesMutualBuddies(),
                rules.language(),
                rules.messages(),
                rules.loginTimeout());
    }

    static UserPolicy loginTimeout(UserPolicy rules, Duration timeout) {
        return new UserPolicy(
                rules.transport(),
                rules.serverMode(),
                rules.jidEscaping(),
                rules.autoRegister(),
                rules.publicRegistration(),
                rules.allowedServers(),
                rules.usernameMask(),
                rules.allowedUsernames(),
                rules.removesMutualBuddies(),
                rules.language(),
                rules.messages(),
                timeout);
    }

    static UserPolicy names(UserPolicy rules, String mask, @Nullable String allowed) {
        return new UserPolicy(
                rules.transport(),
                rules.serverMode(),
                rules.jidEscaping(),
                rules.autoRegister(),
                rules.publicRegistration(),
                rules.allowedServers(),
                mask,
                allowed == null ? null : Pattern.compile(allowed),
                rules.removesMutualBuddies(),
                rules.language(),
                rules.messages(),
                rules.loginTimeout());
    }
}
