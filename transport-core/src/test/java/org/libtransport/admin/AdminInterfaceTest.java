package org.libtransport.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The language of administrators, whose words scripts and the manager of Spectrum 2 rely on. */
class AdminInterfaceTest {

    private final AdminInterface admin = new AdminInterface(
            jid -> CompletableFuture.completedFuture(Set.of("romeo@example.org").contains(jid)));
    private final List<List<String>> runs = new ArrayList<>();
    private final AtomicReference<String> level = new AtomicReference<>("low");

    @BeforeEach
    void entries() {
        admin.add(AdminEntry.variable("pulse", Category.GENERAL, "Beats", () -> said("60")));
        admin.add(AdminEntry.variable("level", Category.MEMORY, "How \"much\"", () -> said(level.get()))
                .settable(value -> {
                    level.set(value.get(0));
                    return said("set");
                }));
        admin.add(AdminEntry.command(
                "mail",
                Category.USERS,
                "Send mail",
                "Sends mail",
                List.of(Argument.word("box", "Box", "a\\b"), Argument.password("key", "Key")),
                this::run));
        admin.add(AdminEntry.command(
                        "nudge", Category.USERS, "", "Nudges", List.of(Argument.text("why", "Why", "")), this::run)
                .aboutUser()
                .open());
        admin.add(AdminEntry.command("fail", Category.GENERAL, "", "Fails", List.of(), words -> {
            throw new IllegalStateException("on purpose");
        }));
    }

    private CompletableFuture<String> run(List<String> words) {
        runs.add(words);
        return said("ok");
    }

    private static CompletableFuture<String> said(String text) {
        return CompletableFuture.completedFuture(text);
    }

    private String ask(String line) {
        return admin.query(line).toCompletableFuture().join();
    }

    @Test
    void a_variable_answers_with_its_value_with_and_without_get() {
        assertThat(ask("pulse")).isEqualTo("60");
        assertThat(ask("get pulse")).isEqualTo("60");
        assertThat(ask("  get  pulse ")).isEqualTo("60");
    }

    @Test
    void only_some_variables_can_be_set() {
        assertThat(ask("set pulse 70")).isEqualTo("Error: This variable cannot be set.");
        assertThat(ask("set level")).isEqualTo("Error: Value is missing.");
        assertThat(ask("set level quite high")).isEqualTo("set");
        assertThat(ask("level")).isEqualTo("quite high");
        assertThat(ask("set level \"\"")).isEqualTo("set");
        assertThat(ask("level")).isEmpty();
    }

    @Test
    void what_is_unknown_is_named_so() {
        for (String line : List.of("", "  ", "get", "set", "nonsense", "get nonsense", "set nonsense 1", "PULSE")) {
            assertThat(ask(line)).as(line).isEqualTo("Error: Unknown variable or command");
        }
    }

    @Test
    void a_command_takes_exactly_its_arguments() {
        assertThat(ask("mail box")).isEqualTo("Error: Argument is missing.");
        assertThat(ask("mail box key more")).isEqualTo("Error: Too many arguments.");
        assertThat(ask("mail box key")).isEqualTo("ok");
        assertThat(runs).containsExactly(List.of("box", "key"));
    }

    @Test
    void a_command_is_no_variable_and_a_variable_no_command() {
        assertThat(ask("get mail")).isEqualTo("Error: This variable cannot be get.");
        assertThat(ask("set mail x")).isEqualTo("Error: This variable cannot be set.");
        assertThat(ask("pulse now")).isEqualTo("Error: This is not a command, but a variable.");
    }

    @Test
    void a_command_about_a_user_needs_one_who_is_known() {
        assertThat(ask("nudge")).isEqualTo("Error: No username given");
        assertThat(ask("nudge juliet@example.org"))
                .isEqualTo("Error: This command can be executed only in user context.");
        assertThat(ask("nudge romeo@example.org")).isEqualTo("ok");
        assertThat(ask("nudge romeo@example.org wake up")).isEqualTo("ok");
        assertThat(runs).containsExactly(List.of("romeo@example.org", ""), List.of("romeo@example.org", "wake up"));
    }

    @Test
    void a_command_that_breaks_answers_all_the_same() {
        assertThat(ask("fail")).isEqualTo("Error: The command failed; the log of the transport says why.");
    }

    @Test
    void help_lists_all_by_category_and_name() {
        assertThat(ask("help")).isEqualTo("""
                        General:
                           CMD   args - Lists the arguments of a command for programs
                           CMD   commands - Lists commands for programs
                           CMD   fail - Fails
                           CMD   help - Lists commands and variables
                           VAR   pulse - Beats
                           CMD   variables - Lists variables and their values for programs
                        Users:
                           CMD   mail - Sends mail
                           CMD   nudge - Nudges
                        Memory:
                           VAR   level - How "much\"""");
    }

    @Test
    void commands_are_listed_in_eleven_fields() {
        assertThat(ask("commands").lines())
                .contains(
                        "mail - \"Sends mail\" Category: Users AccesMode: Admin Context: Global Label: \"Send mail\"",
                        "nudge - \"Nudges\" Category: Users AccesMode: User Context: User Label: \"nudge\"");
        assertThat(ask("commands").lines())
                .allSatisfy(line -> assertThat(fields(line)).hasSize(11));
    }

    @Test
    void variables_are_listed_in_thirteen_fields() {
        level.set("a \"b\"\\\nc");

        assertThat(ask("variables").lines())
                .containsExactly(
                        "level - \"How \\\"much\\\"\" Value: \"a \\\"b\\\"\\\\, c\" Read-only: false Category: Memory"
                                + " AccesMode: Admin Context: Global",
                        "pulse - \"Beats\" Value: \"60\" Read-only: true Category: General AccesMode: Admin Context: Global");
        assertThat(ask("variables").lines())
                .allSatisfy(line -> assertThat(fields(line)).hasSize(13));
    }

    @Test
    void arguments_are_listed_in_seven_fields() {
        assertThat(ask("args mail").lines())
                .containsExactly(
                        "box - \"Box\" Example: \"a\\\\b\" Type: \"string\"",
                        "key - \"Key\" Example: \"\" Type: \"password\"");
        assertThat(ask("args mail").lines())
                .allSatisfy(line -> assertThat(fields(line)).hasSize(7));
        assertThat(ask("args pulse")).isEqualTo("Error: Unknown command passed as an argument.");
    }

    @Test
    void two_entries_cannot_have_one_name() {
        AdminEntry again = AdminEntry.variable("pulse", Category.GENERAL, "Again", () -> said(""));

        assertThatThrownBy(() -> admin.add(again)).isInstanceOf(IllegalStateException.class);
    }

    /** As the manager of Spectrum 2 takes lines apart. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                field.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
