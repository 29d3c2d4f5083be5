package org.libtransport.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The entries that tell about entries. Programs take their lines apart at blanks, with double quotes around what has
 * blanks, and a backslash before a quote or a backslash.
 */
final class Introspection {

    private final Collection<AdminEntry> all;

    /** @param all by name; followed as it changes */
    Introspection(Collection<AdminEntry> all) {
        this.all = all;
    }

    List<AdminEntry> entries() {
        return List.of(
                AdminEntry.command(
                        "help",
                        Category.GENERAL,
                        "Help",
                        "Lists commands and variables",
                        List.of(),
                        none -> said(help())),
                AdminEntry.command(
                        "commands",
                        Category.GENERAL,
                        "Available commands",
                        "Lists commands for programs",
                        List.of(),
                        none -> said(lines(entry -> !entry.isVariable(), Introspection::command))),
                AdminEntry.command(
                        "variables",
                        Category.GENERAL,
                        "Available variables",
                        "Lists variables and their values for programs",
                        List.of(),
                        none -> variables()),
                AdminEntry.command(
                        "args",
                        Category.GENERAL,
                        "Command's arguments",
                        "Lists the arguments of a command for programs",
                        List.of(Argument.word("command", "Command", "register")),
                        names -> said(arguments(names.get(0)))));
    }

    private String help() {
        StringBuilder text = new StringBuilder();
        for (Category category : Category.values()) {
            List<AdminEntry> members =
                    all.stream().filter(entry -> entry.category() == category).toList();
            if (!members.isEmpty()) {
                text.append(category.title()).append(":\n");
            }
            for (AdminEntry entry : members) {
                text.append(entry.isVariable() ? "   VAR   " : "   CMD   ");
                text.append(entry.name())
                        .append(" - ")
                        .append(entry.description())
                        .append('\n');
            }
        }
        return text.toString().stripTrailing();
    }

    private String lines(java.util.function.Predicate<AdminEntry> which, Function<AdminEntry, String> line) {
        return String.join("\n", all.stream().filter(which).map(line).toList());
    }

    private static String command(AdminEntry entry) {
        return entry.name() + " - " + quoted(entry.description()) + facts(entry) + " Label: " + quoted(entry.label());
    }

    private static String facts(AdminEntry entry) {
        return " Category: " + entry.category().title()
                + " AccesMode: " + (entry.isOpen() ? "User" : "Admin")
                + " Context: " + (entry.isAboutUser() ? "User" : "Global");
    }

    private CompletionStage<String> variables() {
        List<CompletableFuture<String>> lines = new ArrayList<>();
        for (AdminEntry entry : all) {
            if (entry.isVariable()) {
                lines.add(entry.run(List.of())
                        .exceptionally(failure -> "")
                        .thenApply(value -> variable(entry, value))
                        .toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
                .thenApply(done -> String.join(
                        "\n", lines.stream().map(CompletableFuture::join).toList()));
    }

    private static String variable(AdminEntry entry, String value) {
        return entry.name() + " - " + quoted(entry.description())
                + " Value: " + quoted(value)
                + " Read-only: " + !entry.isSettable()
                + facts(entry);
    }

    private String arguments(String name) {
        AdminEntry command = all.stream()
                .filter(entry -> entry.name().equals(name) && !entry.isVariable())
                .findAny()
                .orElse(null);
        if (command == null) {
            return "Error: Unknown command passed as an argument.";
        }
        return String.join(
                "\n",
                command.arguments().stream()
                        .map(argument -> argument.name() + " - " + quoted(argument.label())
                                + " Example: " + quoted(argument.example())
                                + " Type: " + quoted(argument.type().wireName()))
                        .toList());
    }

    /** On one line, whatever it holds. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", ", ") + '"';
    }

    private static CompletionStage<String> said(String text) {
        return CompletableFuture.completedFuture(text);
    }
}
