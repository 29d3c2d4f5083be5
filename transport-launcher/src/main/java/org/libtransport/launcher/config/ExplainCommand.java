package org.libtransport.launcher.config;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.libtransport.config.Options;
import org.libtransport.config.Spelling;
import org.libtransport.launcher.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport config explain}. */
@Command(
        name = "explain",
        description = "Explains an option.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 explained, 2 there is no such option.",
            "",
            "Example: transport config explain service.users_per_backend"
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "OPTION",
            description = "Its name with the section, or the name alone where only one option has it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Override
    public Integer call() {
        List<OptionFacts> found = Options.ALL.stream()
                .filter(option -> option.name().equals(name) || option.name().endsWith('.' + name))
                .map(OptionFacts::new)
                .toList();
        if (found.isEmpty()) {
            String nearest = Spelling.nearest(name)
                    .map(option -> " Did you mean " + option + '?')
                    .orElse("");
            spec.commandLine().getErr().println("There is no option " + name + '.' + nearest);
            return ExitCode.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        found.forEach(facts -> print(facts, out));
        out.flush();
        return ExitCode.OK;
    }

    private static void print(OptionFacts facts, PrintWriter out) {
        out.println(facts.name());
        out.println("  " + facts.option().help());
        out.println("  Type:     " + facts.type() + ": " + facts.option().type().accepts());
        out.println("  Default:  " + facts.defaultValue());
        out.println("  Used in:  " + facts.contexts());
        if (facts.option().isList()) {
            out.println("  Write a line for each value.");
        }
        if (facts.option().secret()) {
            out.println("  It is a secret, and never shown or logged.");
        }
    }
}
