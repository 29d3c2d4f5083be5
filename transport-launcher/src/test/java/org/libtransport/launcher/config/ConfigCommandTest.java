package org.libtransport.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.config.Options;
import picocli.CommandLine;

class ConfigCommandTest {

    private static final String GATEWAY = """
            [service]
            jid = icq.example.org
            server = 127.0.0.1
            port = 5347
            password = hidden-one
            backend = /bin/true
            allowed_servers = a.example
            allowed_servers = b.example
            [database]
            type = sqlite3
            [purple]
            api_key = hidden-two
            theme = dark
            """;

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int config(String... args) {
        return new CommandLine(new ConfigCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors, true))
                .execute(args);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }

    @Test
    void list_has_a_line_for_every_option() {
        assertThat(config("list")).isZero();
        assertThat(out.toString().lines())
                .hasSameSizeAs(Options.ALL)
                .anyMatch(line -> line.matches("service.users_per_backend +100"));
    }

    @Test
    void list_of_a_section_has_that_only() {
        assertThat(config("list", "identity")).isZero();
        assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("identity."));
    }

    @Test
    void list_of_no_section_is_code_2() {
        assertThat(config("list", "nonsense")).isEqualTo(2);
    }

    @Test
    void list_as_json_has_an_object_for_every_option() throws IOException {
        assertThat(config("list", "--json")).isZero();
        int names = 0;
        try (JsonParser parser = new JsonFactory().createParser(out.toString())) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                names += token == JsonToken.FIELD_NAME && parser.currentName().equals("name") ? 1 : 0;
            }
        }
        assertThat(names).isEqualTo(Options.ALL.size());
    }

    @Test
    void explain_takes_the_name_with_or_without_its_section() {
        assertThat(config("explain", "users_per_backend")).isZero();
        assertThat(out.toString())
                .startsWith("service.users_per_backend\n")
                .contains("Default:  100")
                .contains("a whole number, 1 or more")
                .contains("both modes");
    }

    @Test
    void explain_suggests_what_may_have_been_meant() {
        assertThat(config("explain", "service.allowed_server")).isEqualTo(2);
        assertThat(errors.toString())
                .isEqualTo("There is no option service.allowed_server. Did you mean service.allowed_servers?\n");
    }

    @Test
    void show_tells_values_and_origins_and_no_secret() throws IOException {
        String file = file("t.cfg", GATEWAY);
        assertThat(config("show", "--all", file)).isZero();
        assertThat(out.toString())
                .contains("service.jid = icq.example.org   # " + file + ":2\n")
                .contains("service.allowed_servers = a.example, b.example   # " + file + ":7\n")
                .contains("service.password = ***   # " + file + ":5\n")
                .contains("service.pidfile = /var/run/spectrum2/icq.example.org.pid   # default\n")
                .contains("purple.api_key = ***   # for backends\n")
                .contains("purple.theme = dark   # for backends\n")
                .doesNotContain("hidden");
    }

    @Test
    void show_leaves_defaults_out_unless_asked() throws IOException {
        assertThat(config("show", "--json", file("t.cfg", GATEWAY))).isZero();
        assertThat(out.toString()).contains("\"service.jid\"").doesNotContain("service.pidfile", "hidden");
    }

    @Test
    void check_says_that_a_file_is_right() throws IOException {
        String file = file("t.cfg", GATEWAY);
        assertThat(config("check", file)).isZero();
        assertThat(out.toString()).isEqualTo(file + ": no mistakes\n");
    }

    @Test
    void check_tells_all_mistakes_with_code_2() throws IOException {
        assertThat(config("check", file("t.cfg", "[service]\nport = many\n"))).isEqualTo(2);
        assertThat(errors.toString()).contains("t.cfg:2: service.port").contains("service.jid: missing");
    }

    @Test
    void diff_of_the_same_values_written_differently_is_none() throws IOException {
        String before = file("old.cfg", GATEWAY);
        String after = file("new.cfg", "service.server_mode = 0\n" + GATEWAY);
        assertThat(config("diff", before, after)).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void diff_tells_what_differs_and_no_secret() throws IOException {
        String before = file("old.cfg", GATEWAY);
        String after = file(
                "new.cfg",
                GATEWAY.replace("hidden-one", "hidden-new")
                        .replace("5347", "5348")
                        .replace("theme = dark", ""));
        assertThat(config("diff", before, after)).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                - service.port = 5347
                + service.port = 5348
                - service.password = ***
                + service.password = ***
                - purple.theme = dark
                + purple.theme (not set)
                """);
    }

    @Test
    void the_page_of_documentation_is_the_table_of_options() throws IOException {
        assertThat(config("list", "--markdown")).isZero();
        assertThat(out.toString())
                .as("docs/configuration.md must be written again: ./transport config list --markdown")
                .isEqualTo(Files.readString(Path.of("../docs/configuration.md")));
    }
}
