package org.libtransport.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RawXmlSupport;
import org.libtransport.plugin.SessionEvents;

/**
 * A network that speaks XMPP: its contacts have a client each, which sends every message back as it came, but for {@link
 * #QUIET}, and answers every request.
 */
final class RawBackend implements NetworkPlugin {

    static final String CONTACT = "juliet@capulet.example";
    static final String CLIENT = "balcony";
    static final String QUIET = "say nothing";

    public static void main(String[] args) {
        PluginRunner.main(options -> new RawBackend(), args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("raw", Session.class).build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) {
        events.connected();
        for (String name : new String[] {"echo", CONTACT}) {
            events.contactChanged(Contact.builder(name).build());
            events.stanza("<presence from='" + name + '/' + CLIENT + "' to='" + login.user()
                    + "'><show>away</show></presence>");
        }
        return new Session(login.user(), events);
    }

    private record Session(String user, SessionEvents events) implements NetworkSession, RawXmlSupport {

        private static final Pattern STANZA = Pattern.compile("<(message|iq) ([^>]*?)(/>|>(.*)</\\1>)", Pattern.DOTALL);

        @Override
        public void sendMessage(OutgoingMessage message) {
            throw new AssertionError("messages come as they are");
        }

        @Override
        public void stanza(String xml) {
            Matcher stanza = STANZA.matcher(xml);
            String type = attribute("type", xml);
            boolean wanted = "message".equals(first(stanza)) || "get".equals(type) || "set".equals(type);
            if (wanted && !xml.contains(QUIET)) {
                boolean message = "message".equals(stanza.group(1));
                events.stanza("<" + stanza.group(1) + " from='" + attribute("to", xml) + "' to='" + user + "' id='"
                        + attribute("id", xml) + "' type='" + (message ? type : "result") + "'>"
                        + (message ? stanza.group(4) : "") + "</" + stanza.group(1) + ">");
            }
        }

        private static String first(Matcher stanza) {
            return stanza.matches() ? stanza.group(1) : "";
        }

        private static String attribute(String name, String xml) {
            Matcher found =
                    Pattern.compile("^<[^>]* " + name + "=['\"]([^'\"]*)['\"]").matcher(xml);
            return found.find() ? found.group(1) : "";
        }

        @Override
        public void logout() {}
    }
}
