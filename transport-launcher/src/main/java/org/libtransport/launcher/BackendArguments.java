package org.libtransport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.launcher.peer.BackendSource;
import org.libtransport.plugin.PluginOptions;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The arguments that say which backend, and how it is started. */
final class BackendArguments {

    private static final String IN_THIS_JVM = "java:";

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = {
                "The backend's command line, after --. One word alone is split as the option service.backend is.",
                "java:CLASS is a plugin that runs in this program."
            })
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The transport's config file that the backend is told of (default: one made for this).")
    private @Nullable Path config;

    @Option(
            names = "--plugins",
            paramLabel = "DIRECTORY",
            defaultValue = "plugins",
            description = "Where the class of java:CLASS is looked for first (default: ${DEFAULT-VALUE}).")
    private Path plugins = Path.of("plugins");

    /**
     * The backend.
     *
     * @throws ParameterException if there is no such class, or the command cannot be split
     */
    BackendSource source(CommandLine command) {
        try {
            String first = words.get(0);
            if (!first.startsWith(IN_THIS_JVM)) {
                return BackendSource.program(words, Path.of("").toAbsolutePath());
            }
            PluginOptions options =
                    PluginOptions.parse(words.subList(1, words.size()).toArray(String[]::new));
            String className = first.substring(IN_THIS_JVM.length()).trim();
            return BackendSource.plugin(first, Plugins.supplier(className, new PluginDirectory(plugins), options));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Where the played transport has its config file.
     *
     * @throws ParameterException if the one that was named cannot be read
     */
    Workplace workplace(CommandLine command) throws IOException {
        Path named = config;
        if (named != null && !Files.isReadable(named)) {
            throw new ParameterException(command, named + " cannot be read");
        }
        return Workplace.with(named == null ? null : named.toAbsolutePath());
    }
}
