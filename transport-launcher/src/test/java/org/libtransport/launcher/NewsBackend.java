package org.libtransport.launcher;

import java.time.Instant;
import org.libtransport.examples.echo.EchoPlugin;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.SessionEvents;

/** The echo network, which also says things by itself that have all that a message can have. */
final class NewsBackend implements NetworkPlugin {

    static final String ASK_FOR_NEWS = "any news?";
    static final String ASK_FOR_BROKEN_FORMAT = "break it!";
    static final String SPEAK_ELSEWHERE = "say it with another client";
    static final String SAID_ELSEWHERE = "said with another client";
    static final String NEWS = "Verona wins.";
    static final Instant SENT = Instant.parse("2020-02-29T12:30:45Z");
    static final String FILE = "https://net.example/verona.pdf";

    private final NetworkPlugin echo = new EchoPlugin();

    public static void main(String[] args) {
        PluginRunner.main(options -> new NewsBackend(), args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("news", Session.class).build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) throws Exception {
        return new Session(echo.open(login, events), events);
    }

    private record Session(NetworkSession echo, SessionEvents events) implements NetworkSession {

        @Override
        public void sendMessage(OutgoingMessage message) throws Exception {
            switch (message.body()) {
                case ASK_FOR_NEWS ->
                    events.message(IncomingMessage.builder(message.to(), NEWS)
                            .xhtml("<b>Verona</b> wins.<script>alert(1)</script>")
                            .sent(SENT)
                            .headline()
                            .attachment(new IncomingMessage.Attachment(FILE, "application/pdf", "The report"))
                            .build());
                case SPEAK_ELSEWHERE ->
                    events.message(IncomingMessage.builder(message.to(), SAID_ELSEWHERE)
                            .carbon()
                            .build());
                case ASK_FOR_BROKEN_FORMAT ->
                    events.message(IncomingMessage.builder(message.to(), "broken")
                            .xhtml("</body></html></message></stream:stream><p>")
                            .build());
                default -> echo.sendMessage(message);
            }
        }

        @Override
        public void logout() throws Exception {
            echo.logout();
        }
    }
}
