package org.libtransport.launcher;

import org.libtransport.plugin.Availability;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.LoginException;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.SessionEvents;

/** A network that wants the password once and a token from then on. Its contact tells which of them logged the user in. */
final class TokenBackend implements NetworkPlugin {

    static final String TOKEN = "a-token-not-for-the-disk-2891";

    private static final String CONTACT = "echo";

    private volatile boolean revoked;

    public static void main(String[] args) {
        PluginRunner.main(options -> new TokenBackend(), args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("token", Session.class)
                .givesTokens(true)
                .build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) throws LoginException {
        boolean byToken = login.password().isEmpty() && login.token().equals(TOKEN);
        boolean byPassword = login.token().isEmpty() && login.password().equals(GatewayScene.NETWORK_PASSWORD);
        if (revoked || !byToken && !byPassword) {
            throw new LoginException(ConnectionFailure.AUTHENTICATION_FAILED, "Your session was closed.");
        }
        events.connected(TOKEN);
        events.contactChanged(
                Contact.builder(CONTACT).availability(Availability.ONLINE).build());
        return new Session(byToken, events, () -> revoked = true);
    }

    private record Session(boolean byToken, SessionEvents events, Runnable revoke) implements NetworkSession {

        @Override
        public void sendMessage(OutgoingMessage message) {
            if (message.body().equals("revoke")) {
                revoke.run();
            }
            events.message(IncomingMessage.builder(CONTACT, byToken ? "by token" : "by password")
                    .build());
        }

        @Override
        public void logout() {}
    }
}
