package org.libtransport.launcher;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.OwnVCardSupport;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.SessionEvents;
import org.libtransport.plugin.VCard;
import org.libtransport.plugin.VCardSupport;

/** A network whose only contact tells its vCard, and says what it hears of the user's own. */
final class PortraitBackend implements NetworkPlugin {

    /** Whose vCard never comes. */
    static final String SECRETIVE = "tybalt";

    static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};

    public static void main(String[] args) {
        PluginRunner.main(options -> new PortraitBackend(), args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("portrait", Session.class).build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) {
        events.connected();
        events.contactChanged(
                Contact.builder("echo").availability(Availability.ONLINE).build());
        return new Session(events);
    }

    private record Session(SessionEvents events) implements NetworkSession, VCardSupport, OwnVCardSupport {

        @Override
        public void sendMessage(OutgoingMessage message) {}

        @Override
        public CompletionStage<VCard> vcard(String name) {
            if (name.equals(SECRETIVE)) {
                return new CompletableFuture<>();
            }
            return CompletableFuture.completedStage(new VCard("Full " + name, "Nick " + name, PICTURE));
        }

        @Override
        public void updateVCard(VCard vcard) {
            String photo = new String(vcard.photo(), StandardCharsets.UTF_8);
            events.message(IncomingMessage.of("echo", "You are " + vcard.nickname() + " with " + photo));
        }

        @Override
        public void logout() {}
    }
}
