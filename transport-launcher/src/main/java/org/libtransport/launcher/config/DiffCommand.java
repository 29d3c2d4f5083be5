package org.libtransport.launcher.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.libtransport.config.Config;
import org.libtransport.launcher.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code transport config diff}. */
@Command(
        name = "diff",
        description = "Shows in which values two config files differ, however they are written. Secrets are masked.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 no difference, 1 differences, 2 there are mistakes in a file.",
            "",
            "Example: transport config diff gateway.cfg.old gateway.cfg"
        })
final class DiffCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "A config file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "Another one.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path after;

    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        Optional<Config> one = ConfigLoad.of(before, null, errors);
        Optional<Config> other = ConfigLoad.of(after, null, errors);
        if (one.isEmpty() || other.isEmpty()) {
            return ExitCode.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Effective.Value> old = new Effective(one.get()).values();
        Map<String, Effective.Value> now = new Effective(other.get()).values();
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        boolean same = true;
        for (String name : names) {
            Effective.Value was = old.get(name);
            Effective.Value is = now.get(name);
            if (!texts(was).equals(texts(is))) {
                same = false;
                out.println("- " + name + line(was));
                out.println("+ " + name + line(is));
            }
        }
        out.flush();
        return same ? ExitCode.OK : ExitCode.FAILED;
    }

    private static List<String> texts(Effective.@Nullable Value value) {
        return value == null ? List.of() : value.texts();
    }

    private static String line(Effective.@Nullable Value value) {
        return value == null ? " (not set)" : " = " + value.line();
    }
}
