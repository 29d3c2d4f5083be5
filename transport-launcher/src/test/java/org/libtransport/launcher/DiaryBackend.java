package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.libtransport.examples.echo.EchoPlugin;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.SessionEvents;

/** The echo network, which also writes every message down: the proof that it was delivered. */
final class DiaryBackend implements NetworkPlugin {

    /** System property: the file to write to, one message on each line. */
    static final String FILE = "diary";

    private final NetworkPlugin echo = new EchoPlugin();
    private final Path diary = Path.of(System.getProperty(FILE));

    public static void main(String[] args) {
        PluginRunner.main(options -> new DiaryBackend(), args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("diary", Session.class).build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) throws Exception {
        return new Session(echo.open(login, events), diary);
    }

    private record Session(NetworkSession echo, Path diary) implements NetworkSession {

        @Override
        public void sendMessage(OutgoingMessage message) throws Exception {
            write(message.body());
            echo.sendMessage(message);
        }

        private void write(String line) throws IOException {
            Files.writeString(diary, line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public void logout() throws Exception {
            echo.logout();
        }
    }
}
