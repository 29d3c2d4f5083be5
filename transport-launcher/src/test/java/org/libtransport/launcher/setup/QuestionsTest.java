package org.libtransport.launcher.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Options;
import org.libtransport.config.Overrides;
import picocli.CommandLine;

/** Who answers a few questions has a config file. */
class QuestionsTest {

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final Deque<String> secretlyTyped = new ArrayDeque<>();

    private Config answer(List<String> lines, List<String> secrets) throws Exception {
        Deque<String> typed = new ArrayDeque<>(lines);
        secretlyTyped.addAll(secrets);
        Questions.Typing typing = new Questions.Typing() {
            @Override
            public @Nullable String line() {
                return typed.poll();
            }

            @Override
            public @Nullable String secret() {
                return secretlyTyped.poll();
            }
        };
        Path file = dir.resolve("t.cfg");
        InitCommand command = new InitCommand();
        CommandLine line =
                new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        line.parseArgs("--no-check", file.toString());
        assertThat(command.write(new Questions(line.getOut(), typing)))
                .as(out.toString())
                .isZero();
        assertThat(typed).isEmpty();
        assertThat(secretlyTyped).isEmpty();
        return ConfigParser.parse(ConfigFile.parse("t.cfg", Files.readString(file)), Overrides.NONE);
    }

    @Test
    void a_gateway_with_a_database_server() throws Exception {
        Config config = answer(
                List.of(
                        "",
                        "icq.example.org",
                        "xmpp.example.org",
                        "5275",
                        "/usr/bin/icq",
                        "mysql",
                        "db.example.org",
                        "",
                        ""),
                List.of("component-secret", "database-secret"));

        assertThat(config.get(Options.SERVICE_SERVER_MODE)).isFalse();
        assertThat(config.get(Options.SERVICE_JID)).hasToString("icq.example.org");
        assertThat(config.get(Options.SERVICE_SERVER)).isEqualTo("xmpp.example.org");
        assertThat(config.get(Options.SERVICE_PORT)).isEqualTo(5275);
        assertThat(config.get(Options.SERVICE_PASSWORD)).isEqualTo("component-secret");
        assertThat(config.get(Options.SERVICE_BACKEND)).isEqualTo("/usr/bin/icq");
        assertThat(config.get(Options.DATABASE_TYPE)).isEqualTo("mysql");
        assertThat(config.get(Options.DATABASE_SERVER)).isEqualTo("db.example.org");
        assertThat(config.get(Options.DATABASE_DATABASE)).isEqualTo("spectrum2");
        assertThat(config.get(Options.DATABASE_PASSWORD)).isEqualTo("database-secret");
    }

    @Test
    void a_server_with_a_certificate() throws Exception {
        Config config = answer(
                List.of("server", "icq.example.org", "", "/etc/ssl/icq.p12", "", "none"),
                List.of("secret of the file"));

        assertThat(config.get(Options.SERVICE_SERVER_MODE)).isTrue();
        assertThat(config.get(Options.SERVICE_PORT)).isEqualTo(5222);
        assertThat(config.get(Options.SERVICE_CERT)).isEqualTo("/etc/ssl/icq.p12");
        assertThat(config.get(Options.SERVICE_CERT_PASSWORD)).isEqualTo("secret of the file");
        assertThat(config.get(Options.DATABASE_TYPE)).isEqualTo("none");
    }

    @Test
    void an_answer_that_cannot_be_is_asked_again() throws Exception {
        Config config = answer(
                List.of(
                        "both",
                        "gateway",
                        "not a jid@",
                        "icq.example.org",
                        "",
                        "many",
                        "5347",
                        "",
                        "oracle",
                        "sqlite3"),
                List.of("# no secret", "a#secret"));

        assertThat(config.get(Options.SERVICE_PASSWORD)).isEqualTo("a#secret");
        assertThat(out.toString())
                .contains("Expected gateway or server.")
                .contains("Expected no # at the beginning")
                .contains("Expected " + Options.SERVICE_PORT.type().accepts());
    }

    @Test
    void no_secret_is_shown() throws Exception {
        Config config = answer(List.of(), List.of());

        assertThat(config.get(Options.SERVICE_PASSWORD)).matches("[0-9a-f]{32}");
        assertThat(out.toString())
                .contains("Secret of the component")
                .doesNotContain(config.get(Options.SERVICE_PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#secret", "a #b", "a\nb = c", " secret", "secret "})
    void a_value_that_a_config_file_cannot_hold_is_refused(String value) {
        Path file = dir.resolve("t.cfg");

        int code = new CommandLine(new InitCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("--yes", "--no-check", "--password", value, file.toString());

        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).contains("service.password: expected ").doesNotContain(value);
        assertThat(dir).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#b", "a = b", "[section]", "\"quoted\"", "häßlich"})
    void a_value_that_it_can_hold_fits(String value) {
        assertThat(Questions.fits(value)).isTrue();
    }
}
