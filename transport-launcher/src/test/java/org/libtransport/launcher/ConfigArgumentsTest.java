package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConfigArgumentsTest {

    private static ConfigArguments parse(String... args) {
        ConfigArguments arguments = new ConfigArguments();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("config", mixin(arguments)))
                .parseArgs(ConfigArguments.join(args));
        return arguments;
    }

    private static CommandLine.Model.CommandSpec mixin(ConfigArguments arguments) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(arguments);
    }

    @Test
    void the_file_may_be_an_argument_or_an_option() {
        assertThat(parse("a.cfg").path()).isEqualTo(Path.of("a.cfg"));
        assertThat(parse("--config", "a.cfg").path()).isEqualTo(Path.of("a.cfg"));
        assertThat(parse().path()).isEqualTo(Path.of(""));
    }

    @Test
    void backends_get_the_file_by_its_absolute_name_and_what_replaces_its_values() {
        assertThat(parse("--service.port=1", "a.cfg", "-j", "x.example.org", "--purple.a=b c").forBackends())
                .containsExactly(
                        "-j",
                        "x.example.org",
                        "--service.port=1",
                        "--purple.a=b c",
                        Path.of("a.cfg").toAbsolutePath().toString());
    }

    @Test
    void the_value_of_a_known_option_may_be_a_word_of_its_own_and_is_not_taken_for_the_file() {
        ConfigArguments arguments = parse("--service.port", "5347", "a.cfg");
        assertThat(arguments.path()).isEqualTo(Path.of("a.cfg"));
        assertThat(arguments.forBackends()).contains("--service.port=5347");
    }
}
