package org.libtransport.examples.embedded;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.SessionEvents;

/** A network with one contact, who tells the time to everybody who asks anything. */
public final class ClockPlugin implements NetworkPlugin {

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("clock", ClockSession.class)
                .needsRegistration(false)
                .needsPassword(false)
                .build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) {
        events.connected();
        events.contactChanged(Contact.builder("clock")
                .alias("The clock")
                .availability(Availability.ONLINE)
                .build());
        return new ClockSession(events);
    }

    private record ClockSession(SessionEvents events) implements NetworkSession {

        @Override
        public void sendMessage(OutgoingMessage message) {
            LocalTime now = LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
            events.message(IncomingMessage.of(message.to(), "It is " + now + "."));
        }

        @Override
        public void logout() {
            // there is nothing to close
        }
    }
}
