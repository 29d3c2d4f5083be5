package org.libtransport.user;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libtransport.backend.BackendSession;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.storage.Registration;
import org.libtransport.text.Sentence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What logs one user in: the password, or the token that the network gave instead of it. Not thread-safe: belongs to the
 * user's loop.
 */
final class Credentials {

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    /** Why somebody cannot log in of whom there is only a token, with a backend that takes none. */
    static final Failure NOT_ENOUGH = Failure.of(Failure.Kind.AUTHENTICATION, Sentence.PASSWORD_NEEDED_AGAIN);

    private final String user;
    private final UserServices services;
    private Account account;

    Credentials(String user, Account account, UserServices services) {
        this.user = user;
        this.account = account;
        this.services = services;
    }

    /** The log-in for this backend, or null if what there is of the user is not enough for it. */
    Wire.@Nullable Login login(BackendSession backend, Map<String, String> settings) {
        boolean hasToken = !account.token().isEmpty();
        boolean byToken = hasToken && backend.takesTokens();
        if (hasToken && !byToken && account.password().isEmpty()) {
            return null;
        }
        Wire.Login.Builder login = Wire.Login.newBuilder()
                .setUser(user)
                .setLegacyName(account.uin())
                .setPassword(byToken ? "" : account.password())
                .setSettings(Wire.Login.UserSettings.newBuilder().putAllValue(settings));
        if (byToken) {
            login.setLoginToken(account.token());
        }
        return login.build();
    }

    Wire.Logout logout() {
        return Wire.Logout.newBuilder()
                .setUser(user)
                .setLegacyName(account.uin())
                .build();
    }

    /**
     * The network wants this instead of the password. In gateway mode it takes the password's place in the database; in
     * server mode, where people bring the password with them, it serves for as long as they stay.
     */
    void give(String token, BackendSession backend) {
        if (!backend.takesTokens()) {
            log.debug("{} gave {} a token, but did not announce tokens", backend.backendName(), user);
        } else if (services.policy().serverMode()) {
            account = account.withToken(token);
        } else if (!token.equals(account.token())) {
            account = account.byToken(token);
            store(token);
        }
    }

    private void store(String token) {
        services.storage()
                .register(new Registration(user, account.uin(), "", account.language(), token))
                .whenComplete((stored, failure) -> {
                    if (failure != null) {
                        log.warn("The token of {} could not be stored; what was stored before stays", user, failure);
                    }
                });
    }
}
