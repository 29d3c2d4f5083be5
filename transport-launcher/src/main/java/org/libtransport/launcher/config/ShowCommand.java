package org.libtransport.launcher.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.launcher.ExitCode;
import org.libtransport.launcher.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport config show}. */
@Command(
        name = "show",
        description = "Shows the values that hold with a config file, and where each comes from. Secrets are masked.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 shown, 2 there are mistakes in the file.",
            "",
            "Examples:",
            "  transport config show etc/gateway.cfg",
            "  transport config show --all --json etc/gateway.cfg"
        })
final class ShowCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-j", "--jid"},
            paramLabel = "JID",
            description = "The transport's JID, in place of service.jid.")
    private @Nullable String jid;

    @Option(names = "--all", description = "Show defaults as well.")
    private boolean all;

    @Option(names = "--json", description = "Write an object by the names of options.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "FILE", description = "The config file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Override
    public Integer call() throws IOException {
        Optional<Config> config = ConfigLoad.of(file, jid, spec.commandLine().getErr());
        if (config.isEmpty()) {
            return ExitCode.USAGE;
        }
        Map<String, Effective.Value> values = new Effective(config.get()).values();
        if (!all) {
            values.values().removeIf(value -> value.origin().equals("default"));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, generator -> object(generator, values));
        } else {
            values.forEach((name, value) -> out.println(name + " = " + value.line() + "   # " + value.origin()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void object(JsonGenerator generator, Map<String, Effective.Value> values) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, Effective.Value> entry : values.entrySet()) {
            generator.writeObjectFieldStart(entry.getKey());
            generator.writeArrayFieldStart("value");
            for (String text : entry.getValue().shown()) {
                generator.writeString(text);
            }
            generator.writeEndArray();
            generator.writeStringField("origin", entry.getValue().origin());
            generator.writeEndObject();
        }
        generator.writeEndObject();
    }
}
