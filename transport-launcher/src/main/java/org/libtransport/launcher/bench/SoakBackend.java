package org.libtransport.launcher.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginOptions;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.SessionEvents;

/**
 * The network of the soak, as a process that may be killed at any moment: contacts that answer, that speak by themselves,
 * and change. What it does with messages is in its {@link SoakDiary}.
 */
final class SoakBackend implements NetworkPlugin {

    private static final Duration BEAT = Duration.ofMillis(100);
    /** Of all who are logged in, one in so many hears something unasked at each beat. */
    private static final int ONE_IN = 40;

    private final SoakDiary diary;
    private final Map<Integer, SoakSession> sessions = new ConcurrentHashMap<>();

    /** Takes {@code --soak.directory=PATH}: where the diary is kept. */
    private SoakBackend(PluginOptions options) {
        try {
            diary = new SoakDiary(Path.of(options.text("soak.directory")
                    .orElseThrow(() -> new IllegalArgumentException("--soak.directory is missing"))));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write a diary: " + e.getMessage(), e);
        }
        Thread beats = new Thread(this::beat, "soak-beats");
        beats.setDaemon(true);
        beats.start();
    }

    public static void main(String[] args) {
        PluginRunner.main(SoakBackend::new, args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("soak", SoakSession.class)
                .receipts(true)
                .build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) throws IOException {
        SoakSession session = new SoakSession(BenchUsers.number(login.user()), events, diary, sessions);
        events.connected();
        session.begin();
        return session;
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(BEAT.toMillis());
                for (SoakSession session : sessions.values()) {
                    session.beat(ONE_IN);
                }
            }
        } catch (InterruptedException | IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
