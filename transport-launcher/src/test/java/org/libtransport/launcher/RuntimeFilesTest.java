package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Overrides;

class RuntimeFilesTest {

    @TempDir
    private Path dir;

    private static Config config(String... lines) throws ConfigException {
        String text =
                "service.jid=a.example.org\nservice.server_mode=1\nservice.port=5222\n" + String.join("\n", lines);
        return ConfigParser.parse(ConfigFile.parse("t.cfg", text), Overrides.parse(null, List.of()));
    }

    @Test
    void the_port_file_has_the_port_and_a_newline_and_its_directory_is_made() throws Exception {
        Path file = dir.resolve("a/b/x.port");
        RuntimeFiles files = new RuntimeFiles(config("service.portfile=" + file, "service.working_dir=" + dir));
        files.make(true);
        files.writePort(34567);
        assertThat(file).hasContent("34567\n");
        files.remove();
        assertThat(file).doesNotExist();
    }

    @Test
    void the_process_id_is_written_in_the_foreground_only_if_asked_for() throws Exception {
        Path file = dir.resolve("x.pid");
        RuntimeFiles asked = new RuntimeFiles(config("service.pidfile=" + file, "service.working_dir=" + dir));
        asked.make(true);
        asked.writePid(42);
        assertThat(file).hasContent("42\n");
        RuntimeFiles silent = new RuntimeFiles(config("service.working_dir=" + dir));
        silent.make(true);
        silent.writePid(43);
        assertThat(file).hasContent("42\n");
        asked.remove();
        assertThat(file).doesNotExist();
    }

    @Test
    void a_place_that_was_configured_and_cannot_be_used_is_refused_with_its_line() throws Exception {
        Path inTheWay = Files.writeString(dir.resolve("file"), "");
        assertThatThrownBy(() -> new RuntimeFiles(config("service.portfile=" + inTheWay.resolve("x.port"))).make(true))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("t.cfg:4: service.portfile: cannot write ");
        assertThatThrownBy(() -> new RuntimeFiles(config("service.working_dir=" + inTheWay)).make(true))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("t.cfg:4: service.working_dir: cannot make the directory ");
    }

    @Test
    void a_directory_that_is_there_is_kept_as_it_is() throws Exception {
        Path kept = Files.writeString(dir.resolve("kept"), "x");
        new RuntimeFiles(config("service.working_dir=" + dir)).make(true);
        assertThat(kept).hasContent("x");
    }

    @Test
    void removing_what_is_gone_already_is_no_failure() throws Exception {
        Path file = dir.resolve("x.port");
        RuntimeFiles files = new RuntimeFiles(config("service.portfile=" + file, "service.working_dir=" + dir));
        files.make(true);
        Files.delete(file);
        files.remove();
        assertThat(file).doesNotExist();
    }
}
