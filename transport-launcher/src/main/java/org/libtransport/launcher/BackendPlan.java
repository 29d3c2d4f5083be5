package org.libtransport.launcher;

import java.nio.file.Path;
import java.util.List;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.launcher.peer.BackendSource;
import org.libtransport.plugin.PluginOptions;

/** What {@code service.backend} means: a program, or a plugin in this JVM. */
public final class BackendPlan {

    static final String EXTERNAL = "external";
    static final String IN_THIS_JVM = "java:";

    private BackendPlan() {}

    /**
     * What would be started for this command, to be started on its own.
     *
     * @throws IllegalArgumentException with a sentence, if that can never work
     */
    public static BackendSource source(String command, Path directory, Config config, List<String> arguments) {
        if (!command.startsWith(IN_THIS_JVM)) {
            return BackendSource.program(List.of(command), directory);
        }
        PluginOptions options = PluginOptions.parse(arguments.toArray(String[]::new));
        PluginDirectory plugins = new PluginDirectory(config.get(Options.SERVICE_WORKING_DIR)
                .toAbsolutePath()
                .resolve(config.get(Options.SERVICE_PLUGINS_DIR)));
        return BackendSource.plugin(command, Plugins.supplier(className(command), plugins, options));
    }

    static String className(String command) {
        return command.substring(IN_THIS_JVM.length()).trim();
    }
}
