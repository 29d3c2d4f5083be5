package org.libtransport.examples.echo;

import org.libtransport.plugin.Availability;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.SessionEvents;

/** What docs/backend-guide.md shows beyond this example; compiled so that it stays true. */
final class GuideSnippets {

    private GuideSnippets() {}

    static void report(SessionEvents events) {
        Contact.Builder echo = Contact.builder("echo").alias("Echo");
        events.contactChanged(echo.availability(Availability.ONLINE).build());
        events.contactChanged(Contact.builder("juliet")
                .alias("Juliet")
                .availability(Availability.AWAY)
                .statusMessage("on the balcony")
                .build());
        IncomingMessage.Builder said = IncomingMessage.builder("#verona", "Good morrow");
        events.message(said.nickname("juliet").build());
        events.disconnected(ConnectionFailure.NETWORK_ERROR, "The network closed the connection.");
    }
}
