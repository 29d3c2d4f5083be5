package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is said about commands holds for all of them. */
class CommandsPageTest {

    private static String print(String command) {
        StringWriter out = new StringWriter();
        int code =
                new CommandLine(new Main()).setOut(new PrintWriter(out, true)).execute(command);
        assertThat(code).isZero();
        return out.toString();
    }

    @Test
    void the_page_of_commands_is_the_one_in_the_documentation() {
        assertThat(Path.of("../docs/commands.md"))
                .as("to be made anew by: transport commands > docs/commands.md")
                .hasContent(print("commands"));
    }

    @Test
    void the_shell_learns_all_commands() {
        assertThat(print("completion")).contains("snippet", "rotate-key", "manager", "--backend");
    }

    @Test
    void every_command_explains_its_exit_codes_and_its_use() {
        assertAll(new CommandLine(new Main()));
    }

    private static void assertAll(CommandLine command) {
        for (CommandLine sub : command.getSubcommands().values()) {
            boolean group = !sub.getSubcommands().isEmpty();
            boolean printsOnly = List.of("warm-up", "completion", "commands").contains(sub.getCommandName());
            if (!group && !printsOnly) {
                assertThat(String.join("\n", sub.getCommandSpec().usageMessage().footer()))
                        .as(sub.getCommandSpec().qualifiedName())
                        .contains("Exit codes: ", "Example");
            }
            assertAll(sub);
        }
    }
}
