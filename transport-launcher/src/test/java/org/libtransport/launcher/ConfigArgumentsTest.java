package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.config.Option;
import org.libtransport.config.Options;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

class ConfigArgumentsTest {

    @Command
    private static final class Line {
        @Mixin
        private ConfigArguments arguments = new ConfigArguments();

        @Unmatched
        private List<String> options = new ArrayList<>();

        private Path path() {
            return arguments.path();
        }

        private List<String> forBackends() {
            return arguments.forBackends(options);
        }
    }

    private static Line parse(String... args) {
        Line line = new Line();
        new CommandLine(line).parseArgs(ConfigArguments.join(args));
        return line;
    }

    @Test
    void the_file_may_be_an_argument_or_an_option() {
        assertThat(parse("a.cfg").path()).isEqualTo(Path.of("a.cfg"));
        assertThat(parse("--config", "a.cfg").path()).isEqualTo(Path.of("a.cfg"));
        assertThat(parse().path()).isEqualTo(Path.of(""));
    }

    @Test
    void backends_get_the_file_by_its_absolute_name_and_what_replaces_its_values() {
        assertThat(parse("--service.port=1", "a.cfg", "-j", "x.example.org", "--purple.a=b c")
                        .forBackends())
                .containsExactly(
                        "-j",
                        "x.example.org",
                        "--service.port=1",
                        "--purple.a=b c",
                        Path.of("a.cfg").toAbsolutePath().toString());
    }

    @Test
    void the_value_of_a_known_option_may_be_a_word_of_its_own_and_is_not_taken_for_the_file() {
        Line arguments = parse("--service.port", "5347", "a.cfg");
        assertThat(arguments.path()).isEqualTo(Path.of("a.cfg"));
        assertThat(arguments.forBackends()).contains("--service.port=5347");
    }

    @Test
    void no_secret_of_the_transport_gets_into_the_command_line_of_a_backend() {
        List<String> secrets = new ArrayList<>();
        for (Option<?> option : Options.ALL) {
            if (option.secret()) {
                secrets.add(option.name());
            }
        }
        assertThat(secrets)
                .contains(
                        "service.password",
                        "service.backend_token",
                        "service.backend_cert_password",
                        "service.cert_password",
                        "service.admin_password",
                        "database.password");
        for (String secret : secrets) {
            assertThat(parse("--" + secret + "=hidden\nhere", "a.cfg", "--service.protocol=x")
                            .forBackends())
                    .containsExactly(
                            "--service.protocol=x",
                            Path.of("a.cfg").toAbsolutePath().toString());
            assertThat(parse("--" + secret, "hidden", "a.cfg").forBackends()).hasSize(1);
        }
    }
}
