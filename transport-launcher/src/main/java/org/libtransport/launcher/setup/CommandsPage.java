package org.libtransport.launcher.setup;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands with their options and exit codes, as a page of documentation. */
final class CommandsPage {

    private static final String HEAD = """
            # Commands

            This page is made from the commands themselves, by `transport commands`; a test compares the two. `transport
            COMMAND --help` says the same, and `transport completion` teaches it to the shell.

            The exit code is 0 when the work is done, 1 when it could not be done, and 2 when the command line or the config
            file is wrong, in which case nothing was begun. Commands with more of them say so.
            """;

    private CommandsPage() {}

    static String of(CommandLine program) {
        StringBuilder page = new StringBuilder(HEAD);
        append(program, page);
        return page.toString();
    }

    private static void append(CommandLine command, StringBuilder page) {
        for (CommandLine sub :
                command.getSubcommands().values().stream().distinct().toList()) {
            CommandSpec spec = sub.getCommandSpec();
            if (spec.usageMessage().hidden()) {
                continue;
            }
            page.append("\n## ").append(spec.qualifiedName()).append("\n\n");
            page.append(String.join(" ", spec.usageMessage().description())).append("\n");
            List<String> lines = new ArrayList<>();
            spec.positionalParameters().stream()
                    .filter(parameter -> !parameter.hidden())
                    .forEach(parameter -> lines.add(
                            "* `" + parameter.paramLabel() + "`: " + String.join(" ", parameter.description())));
            spec.options().stream()
                    .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                    .forEach(option -> lines.add(line(option)));
            if (!lines.isEmpty()) {
                page.append('\n').append(String.join("\n", lines)).append('\n');
            }
            List<String> footer = List.of(spec.usageMessage().footer());
            footer.stream()
                    .filter(line -> line.startsWith("Exit codes: "))
                    .forEach(line -> page.append('\n').append(line).append('\n'));
            append(sub, page);
        }
    }

    private static String line(OptionSpec option) {
        String names = String.join("`, `", option.names());
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        String text = String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValueString()));
        return "* `" + names + value + "`: " + text;
    }
}
