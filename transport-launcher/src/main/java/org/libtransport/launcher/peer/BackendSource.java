package org.libtransport.launcher.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.libtransport.backend.BackendLauncher;
import org.libtransport.backend.InProcessLauncher;
import org.libtransport.backend.ProcessLauncher;
import org.libtransport.plugin.NetworkPlugin;

/**
 * What backend is to be started.
 *
 * @param name for people
 * @param inProcess whether it is a plugin in this JVM, which knows no socket
 */
public record BackendSource(String name, boolean inProcess, Launchers launchers) {

    /** Makes what starts it. */
    @FunctionalInterface
    public interface Launchers {

        /**
         * Makes a launcher.
         *
         * @param arguments that a transport hands on, with its config file
         * @param environment of its processes, in addition to this one's
         * @param output takes what the backend prints, line by line, on any thread
         */
        BackendLauncher with(List<String> arguments, Map<String, String> environment, Consumer<String> output);
    }

    /**
     * A program.
     *
     * @param words its command line. One word alone is split as the option {@code service.backend} is
     * @throws IllegalArgumentException if it cannot be split
     */
    public static BackendSource program(List<String> words, Path directory) {
        String command = words.size() == 1
                ? words.get(0)
                : words.stream().map(BackendSource::quoted).collect(Collectors.joining(" "));
        // Told now, not at the first start.
        new ProcessLauncher(command, directory, List.of()).close();
        return new BackendSource(
                String.join(" ", words),
                false,
                (arguments, environment, output) ->
                        new ProcessLauncher(command, directory, arguments, environment, logId -> output));
    }

    /** A plugin in this JVM. */
    public static BackendSource plugin(String name, Supplier<? extends NetworkPlugin> plugins) {
        return new BackendSource(name, true, (arguments, environment, output) -> new InProcessLauncher(plugins));
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
