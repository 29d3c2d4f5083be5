package org.libtransport.launcher;

import java.util.List;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.SessionEvents;

/** A network whose contacts have names that no database and no address was made for, and one that can be talked to. */
final class BadNamesBackend implements NetworkPlugin {

    static final String INJECTION = "x'); DROP TABLE buddies; --";
    static final String LONG = "n".repeat(4096);

    private static final List<String> NAMES = List.of(
            INJECTION,
            "nul\0in between",
            "bell\u0007",
            LONG,
            "Mercutio",
            "mercutio",
            "\ud83c\udf39 rose",
            " ",
            "",
            "'\"`\\%_;");

    public static void main(String[] args) {
        PluginRunner.main(options -> new BadNamesBackend(), args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("bad names", Session.class).build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) {
        events.connected();
        for (String name : NAMES) {
            events.contactChanged(Contact.builder(name)
                    .alias("alias of " + name)
                    .groups(List.of(name))
                    .availability(Availability.ONLINE)
                    .build());
        }
        events.contactChanged(
                Contact.builder("echo").availability(Availability.ONLINE).build());
        return new Session(events);
    }

    private record Session(SessionEvents events) implements NetworkSession {

        @Override
        public void sendMessage(OutgoingMessage message) {
            NAMES.forEach(name ->
                    events.message(IncomingMessage.builder(name, "I am " + name).build()));
            events.message(IncomingMessage.builder(message.to(), message.body()).build());
        }

        @Override
        public void logout() {}
    }
}
