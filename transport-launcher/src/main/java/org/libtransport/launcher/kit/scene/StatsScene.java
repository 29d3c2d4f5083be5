package org.libtransport.launcher.kit.scene;

import java.util.Optional;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;

/** Section 5.6. */
final class StatsScene implements Scene {

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public String about() {
        return "sends STATS after PONG";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        stage.ping("PONG");
        Optional<Wire.Stats> stats = stage.perhaps(Kind.STATS);
        if (stats.isEmpty()) {
            return new Verdict.NotAnnounced();
        }
        Wire.Stats figures = stats.get();
        Texts.holds(
                figures.getRes() >= 0 && figures.getInitRes() >= 0 && figures.getShared() >= 0,
                "figures in KiB, 0 if unknown",
                figures.getRes() + ", " + figures.getInitRes() + ", " + figures.getShared());
        String id = figures.getId();
        Texts.holds(
                id.isEmpty() || stage.pid() < 0 || isOurs(id, stage.pid()),
                "the process id " + stage.pid() + ", or none: a transport may end that process",
                "the id " + Texts.shown(id));
        return new Verdict.Pass();
    }

    /** The program may be a script that started the real one. */
    private static boolean isOurs(String id, long pid) {
        return id.equals(Long.toString(pid))
                || ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .anyMatch(child -> id.equals(Long.toString(child.pid())));
    }
}
