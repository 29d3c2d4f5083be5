package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    private Path dir;

    @Test
    void what_a_dead_process_left_is_overwritten() throws Exception {
        Path path = Files.writeString(dir.resolve("x.pid"), "4194304999\n");
        try (PidFile file = PidFile.take(path)) {
            file.write(7);
            assertThat(path).hasContent("7\n");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void the_number_of_another_program_that_runs_by_now_is_overwritten() throws Exception {
        Path path =
                Files.writeString(dir.resolve("x.pid"), ProcessHandle.current().pid() + "\n");
        try (PidFile file = PidFile.take(path)) {
            file.write(7);
            assertThat(path).hasContent("7\n");
        }
    }

    @Test
    void a_file_that_is_taken_cannot_be_taken_again() throws Exception {
        Path path = dir.resolve("x.pid");
        try (PidFile file = PidFile.take(path)) {
            file.write(7);
            assertThatThrownBy(() -> PidFile.take(path))
                    .isInstanceOf(PidFile.AlreadyRunningException.class)
                    .hasMessage(path + " belongs to a transport that runs as process 7");
            assertThat(path).hasContent("7\n");
        }
    }

    @Test
    void a_predecessor_that_runs_is_known_by_its_name() throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), dir.resolve("spectrum2"));
        Process process = new ProcessBuilder(program.toString(), "20").start();
        try {
            Path path = Files.writeString(dir.resolve("x.pid"), process.pid() + "\n");
            assertThatThrownBy(() -> PidFile.take(path))
                    .isInstanceOf(PidFile.AlreadyRunningException.class)
                    .hasMessageEndingWith("as process " + process.pid());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void text_that_is_no_number_is_overwritten() throws Exception {
        Path path = Files.writeString(dir.resolve("x.pid"), "not a number, and longer than one would be");
        try (PidFile file = PidFile.take(path)) {
            file.write(12);
            assertThat(path).hasContent("12\n");
        }
    }
}
