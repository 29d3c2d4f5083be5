package org.libtransport.backend;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;

/** Starts backends inside this JVM: the same plugins, frames and pool as with processes, without a process or a socket. */
public final class InProcessLauncher implements BackendLauncher {

    private final Supplier<? extends NetworkPlugin> plugins;

    /**
     * Creates a launcher.
     *
     * @param plugins makes the plugin of each backend; called on the pool's loop, must not block
     */
    public InProcessLauncher(Supplier<? extends NetworkPlugin> plugins) {
        this.plugins = plugins;
    }

    @Override
    public Launched launch(int logId, BackendAddress address) {
        return new LaunchedPlugin(PluginRunner.connect(plugins.get(), address.local()));
    }

    private record LaunchedPlugin(RunningPlugin plugin) implements Launched {

        @Override
        public CompletionStage<End> ended() {
            return plugin.ended().thenApply(end -> new End(end.orderly(), end.reason()));
        }

        @Override
        public long pid() {
            return -1;
        }

        @Override
        public void ending() {
            // a plugin leaves nothing behind that could be ended from outside
        }

        @Override
        public void kill(boolean forcibly) {
            plugin.stop();
        }
    }
}
