package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What ends before anything is started; the rest is in {@link RunIT}. */
class RunCommandTest {

    @TempDir
    private Path dir;

    private final StringWriter errors = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new Main()).setErr(new PrintWriter(errors, true)).execute(ConfigArguments.join(args));
    }

    @Test
    void a_missing_config_file_is_one_line_and_code_2() {
        assertThat(run("run", "-n", dir.resolve("no.cfg").toString())).isEqualTo(2);
        assertThat(errors.toString().lines())
                .containsExactly(
                        dir.resolve("no.cfg") + ": cannot be read (no such file), expected a readable config file");
    }

    @Test
    void old_scripts_ask_for_the_version_by_v() {
        StringWriter out = new StringWriter();
        CommandLine program = new CommandLine(new Main()).setOut(new PrintWriter(out, true));

        assertThat(program.execute("run", "-v")).isZero();
        assertThat(out.toString()).startsWith("libtransport ");
    }

    @Test
    void every_mistake_is_a_line() throws Exception {
        Path file = Files.writeString(dir.resolve("bad.cfg"), "[service]\nport=abc\nserver_mode=1\n");
        assertThat(run("run", file.toString(), "--database.type=x")).isEqualTo(2);
        assertThat(errors.toString().lines())
                .containsExactly(
                        file + ":2: service.port = \"abc\": expected a whole number from 0 to 65535",
                        file + ": service.jid: missing, expected a domain name such as icq.example.org",
                        "command line: database.type = \"x\": expected none, sqlite3, mysql, pqxx");
    }

    @Test
    void files_for_logging_that_cannot_be_used_are_mistakes_of_the_config() throws Exception {
        Path xml = Files.writeString(dir.resolve("logback.xml"), "<configuration/>\n");
        Path file = Files.writeString(dir.resolve("t.cfg"), """
                [service]
                jid = t.example.org
                server = 127.0.0.1
                port = 1
                password = x
                [logging]
                config = %s
                backend_config = %s
                """.formatted(dir.resolve("absent"), xml));

        assertThat(run("run", "-n", file.toString())).isEqualTo(2);
        assertThat(errors.toString().lines())
                .containsExactly(
                        file + ":7: logging.config = \"" + dir.resolve("absent")
                                + "\": cannot be used for logging (no such file)",
                        file + ":8: logging.backend_config = \"" + xml
                                + "\": cannot be used for logging (this is XML, and backends read property files of log4cxx)");
    }

    @Test
    void no_config_file_at_all_is_code_2() {
        assertThat(run("run")).isEqualTo(2);
        assertThat(errors.toString()).contains("config file");
    }

    @Test
    void an_unknown_command_is_code_2() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }
}
