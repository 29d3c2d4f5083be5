package org.libtransport;

import java.util.concurrent.CompletionStage;
import org.libtransport.backend.BackendAddress;
import org.libtransport.backend.BackendLauncher;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;

/** Runs a plugin in this JVM instead of a process: the same protocol, without a socket. */
final class PluginLauncher implements BackendLauncher {

    private final NetworkPlugin plugin;

    PluginLauncher(NetworkPlugin plugin) {
        this.plugin = plugin;
    }

    @Override
    public Launched launch(int logId, BackendAddress address) {
        RunningPlugin running = PluginRunner.connect(plugin, address.local());
        return new Launched() {
            @Override
            public CompletionStage<End> ended() {
                return running.ended().thenApply(end -> new End(end.orderly(), end.reason()));
            }

            /** What the plugin tells in STATS is this JVM's own. */
            @Override
            public long pid() {
                return ProcessHandle.current().pid();
            }

            @Override
            public void ending() {
                running.stop();
            }

            @Override
            public void kill(boolean forcibly) {
                running.stop();
            }
        };
    }
}
