package org.libtransport.examples.echo;

import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.LoginException;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginOptions;
import org.libtransport.plugin.SessionEvents;

/** A network that takes every user, whose password is not "wrong", and whose contacts echo. */
public final class EchoPlugin implements NetworkPlugin {

    private final int contacts;

    public EchoPlugin() {
        this(PluginOptions.none());
    }

    /** Takes {@code --echo.contacts=N}: how many contacts a user has, 2 unless given. */
    public EchoPlugin(PluginOptions options) {
        contacts = options.number("echo.contacts", 2, 1, 100_000);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("echo", EchoSession.class)
                .receipts(true)
                .build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) throws LoginException {
        if (login.password().equals("wrong")) {
            throw new LoginException(ConnectionFailure.AUTHENTICATION_FAILED, "Wrong password");
        }
        EchoSession session = new EchoSession(login, events);
        events.connected();
        session.begin(contacts);
        return session;
    }
}
