package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class OwnSessionTest {

    @TempDir
    private Path dir;

    @Test
    void a_program_gets_a_session_of_its_own() throws Exception {
        Files.createFile(
                dir.resolve("own"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String program : List.of("sh", "/bin/sh", "./own")) {
            assertThat(OwnSession.of(List.of(), List.of(program, "-c", "a b"), dir))
                    .hasSize(4)
                    .endsWith(program, "-c", "a b")
                    .first()
                    .asString()
                    .endsWith("/setsid");
        }
    }

    @Test
    void what_is_no_program_is_left_to_the_system_to_refuse() throws Exception {
        Files.createFile(dir.resolve("text"));
        for (String program : List.of("no-such-program", "/no/such", "./text", dir.toString(), "--help")) {
            assertThat(OwnSession.of(List.of("limit"), List.of(program), dir)).containsExactly(program);
        }
    }
}
