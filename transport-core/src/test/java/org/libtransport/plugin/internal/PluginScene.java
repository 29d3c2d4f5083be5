package org.libtransport.plugin.internal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.protocol.Wire;
import org.libtransport.testkit.ScriptedTransport;

/** A plugin that runs over a link to a scripted transport. */
abstract class PluginScene {

    static final Played.Texts NOTHING = message -> {};

    final ScriptedTransport transport = ScriptedTransport.local();
    private @Nullable RunningPlugin running;

    @AfterEach
    void close() {
        if (running != null) {
            running.stop();
        }
        transport.close();
    }

    static Played.Plugin plugin(Played.Opener opener) {
        return new Played.Plugin(opener);
    }

    /** Runs it over a link to the scripted transport. */
    RunningPlugin run(NetworkPlugin plugin) {
        return keep(PluginRunner.connect(plugin, transport.address()));
    }

    /** Stops it after the test. */
    RunningPlugin keep(RunningPlugin plugin) {
        running = plugin;
        return plugin;
    }

    void stop() {
        RunningPlugin link = running;
        if (link != null) {
            link.stop();
            link.ended().toCompletableFuture().join();
        }
    }

    static Wire.Logout logout(String user) {
        return Wire.Logout.newBuilder().setUser(user).setLegacyName("x").build();
    }
}
