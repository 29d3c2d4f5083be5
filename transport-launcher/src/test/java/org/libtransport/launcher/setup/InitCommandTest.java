package org.libtransport.launcher.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Context;
import org.libtransport.config.Options;
import org.libtransport.config.Overrides;
import picocli.CommandLine;

/** A new config file is whole, right, and nobody else's to read. */
class InitCommandTest {

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();

    private int init(String... arguments) {
        return new CommandLine(new InitCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
    }

    private Config config(Path file) throws Exception {
        return ConfigParser.parse(ConfigFile.read(file), Overrides.NONE);
    }

    @Test
    void writes_a_file_that_is_right() throws Exception {
        Path file = dir.resolve("new/icq.cfg");

        assertThat(init("--yes", "--no-check", "--jid", "icq.example.org", "--port", "5348", file.toString()))
                .as(out.toString())
                .isZero();

        Config config = config(file);
        assertThat(config.get(Options.SERVICE_JID)).hasToString("icq.example.org");
        assertThat(config.get(Options.SERVICE_PORT)).isEqualTo(5348);
        assertThat(config.get(Options.SERVICE_PASSWORD)).matches("[0-9a-f]{32}");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(out.toString())
                .contains("transport snippet prosody " + file)
                .doesNotContain(config.get(Options.SERVICE_PASSWORD));
    }

    @Test
    void overwrites_nothing_unless_told_to() throws Exception {
        Path file = Files.writeString(dir.resolve("t.cfg"), "precious");

        assertThat(init("--yes", "--no-check", file.toString())).isEqualTo(1);
        assertThat(file).hasContent("precious");
        assertThat(init("--yes", "--no-check", "--force", file.toString())).isZero();
        assertThat(Files.readString(file)).contains("[service]");
    }

    @Test
    void writes_nothing_for_an_answer_that_cannot_be() {
        Path file = dir.resolve("t.cfg");

        assertThat(init("--yes", "--no-check", "--port", "many", file.toString()))
                .isEqualTo(2);
        assertThat(out.toString()).contains("service.port: ");
        assertThat(init("--yes", "--no-check", "--mode", "both", file.toString()))
                .isEqualTo(2);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void looks_whether_everything_is_there() {
        Path file = dir.resolve("t.cfg");

        assertThat(init(
                        "--yes",
                        "--mode",
                        "server",
                        "--jid",
                        "net.localhost",
                        "--server",
                        "127.0.0.1",
                        "--port",
                        "0",
                        file.toString()))
                .isEqualTo(2);
        assertThat(init(
                        "--yes",
                        "--server",
                        "127.0.0.1",
                        "--port",
                        "1",
                        "--directory",
                        dir.toString(),
                        file.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("FAIL XMPP server: 127.0.0.1:1 cannot be reached");
    }

    @ParameterizedTest
    @EnumSource(
            value = Context.class,
            names = {"GATEWAY", "SERVER"})
    void the_samples_of_the_distribution_are_made_from_the_table_of_options(Context mode) throws Exception {
        String name = mode == Context.GATEWAY ? "gateway.cfg" : "server.cfg";
        String made = SampleFile.example(mode).text();
        Path copy = Files.createDirectories(Path.of("target/samples")).resolve(name);
        Files.writeString(copy, made);

        assertThat(Path.of("src/assembly/etc").resolve(name))
                .as("to be replaced by " + copy)
                .hasContent(made);
    }

    @Test
    void every_option_of_the_mode_stands_in_the_sample_with_its_default() throws Exception {
        String text = SampleFile.example(Context.GATEWAY).text();
        String all = text.replaceAll("(?m)^# ([a-z0-9_.]+) = ", "$1 = ").replaceAll("(?m)^[a-z0-9_.]+ =$", "");

        Config plain = ConfigParser.parse(ConfigFile.parse("sample", text), Overrides.NONE);
        Config uncommented = ConfigParser.parse(ConfigFile.parse("sample", all), Overrides.NONE);
        Options.ALL.stream()
                .filter(option -> option.contexts().contains(Context.GATEWAY))
                .forEach(option ->
                        assertThat(uncommented.text(option)).as(option.name()).isEqualTo(plain.text(option)));
    }
}
