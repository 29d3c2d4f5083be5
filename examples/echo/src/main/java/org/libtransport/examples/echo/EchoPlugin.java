package org.libtransport.examples.echo;

import java.util.stream.IntStream;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.ChatState;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.LoginException;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginOptions;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.plugin.TypingSupport;

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
        events.connected();
        events.contactChanged(online("echo").alias("Echo").build());
        IntStream.range(1, contacts)
                .forEach(i -> events.contactChanged(online("contact" + i).build()));
        return new EchoSession(events);
    }

    private static Contact.Builder online(String name) {
        return Contact.builder(name).availability(Availability.ONLINE);
    }

    private record EchoSession(SessionEvents events) implements NetworkSession, TypingSupport {

        @Override
        public void sendMessage(OutgoingMessage message) {
            events.delivered(message);
            events.message(IncomingMessage.of(message.to(), message.body()));
        }

        @Override
        public void typing(String contact, ChatState state) {
            events.typing(contact, state);
        }

        @Override
        public void logout() {
            // there is nothing to close
        }
    }
}
