package org.libtransport.launcher.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Options;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport config list}. */
@Command(
        name = "list",
        description = "Lists all options with their defaults.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 listed, 2 command line wrong.",
            "",
            "Examples:",
            "  transport config list",
            "  transport config list registration --json"
        })
final class ListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SECTION", description = "Only this section.")
    private @Nullable String section;

    @Option(names = "--json", description = "Write an array of objects.")
    private boolean json;

    @Option(names = "--markdown", hidden = true, description = "Write docs/configuration.md.")
    private boolean markdown;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<OptionFacts> options = Options.ALL.stream()
                .map(OptionFacts::new)
                .filter(facts -> section == null || facts.section().equals(section))
                .toList();
        if (options.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no section " + section + '.');
        }
        if (markdown) {
            out.print(new OptionsPage(options).text());
        } else if (json) {
            Json.print(out, generator -> array(generator, options));
        } else {
            int width = options.stream()
                    .mapToInt(facts -> facts.name().length())
                    .max()
                    .orElse(0);
            options.forEach(facts -> out.printf("%-" + width + "s  %s%n", facts.name(), facts.defaultValue()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void array(JsonGenerator generator, List<OptionFacts> options) throws IOException {
        generator.writeStartArray();
        for (OptionFacts facts : options) {
            facts.write(generator);
        }
        generator.writeEndArray();
    }
}
