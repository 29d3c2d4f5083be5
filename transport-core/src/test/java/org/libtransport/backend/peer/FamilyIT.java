package org.libtransport.backend.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.testkit.ChildProcess;
import org.libtransport.testkit.Tools;

/** Real processes, as the kernel shows them. */
@Timeout(60)
class FamilyIT {

    private static final Path PROC = Path.of("/proc");
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Of a socket that nobody in the family has. */
    private static final long FOREIGN_INODE = 1;

    @TempDir
    private Path directory = Path.of("unset");

    private ChildProcess start(String script) {
        Tools.require("bash");
        return ChildProcess.start("child", Path.of("/"), directory.resolve("child.log"), List.of("bash", "-c", script));
    }

    private static Family familyOf(ChildProcess child) {
        return Family.look(PROC, new Spawned(List.of(child.handle()), false));
    }

    @Test
    void a_dead_child_of_our_own_user_does_not_vouch_for_what_others_of_that_user_have_open() {
        // The parent of what has ended becomes a program that never takes note of it.
        try (ChildProcess child = start("sleep 0.01 & exec sleep 60")) {
            long pid = child.handle().pid();
            await().atMost(SOON)
                    .until(() -> ProcessStat.all(PROC).values().stream()
                            .anyMatch(stat -> stat.isZombie() && stat.parent() == pid));

            long uid = ProcessUser.of(PROC.resolve("self"));
            assertThat(familyOf(child).spawnedWith(new SocketTable.Owner(uid, FOREIGN_INODE)))
                    .isEqualTo(Peer.NONE);
        }
    }

    @Test
    void a_process_that_has_ended_has_no_family() {
        try (ChildProcess child = start("exit 0")) {
            child.awaitSuccess(SOON);
            assertThat(familyOf(child).spawnedWith(new SocketTable.Owner(0, FOREIGN_INODE)))
                    .isEqualTo(Peer.NONE);
        }
    }
}
