package org.libtransport.plugin;

import java.util.concurrent.CompletionStage;

/** A plugin that has been started. Methods may be called from any thread. */
public interface RunningPlugin {

    /**
     * Completed when the link has ended, every session is logged out and the plugin is closed, at most 10 seconds after the
     * link's end. Also completed, as not orderly, if the transport could not be reached at all. Never fails.
     */
    CompletionStage<LinkEnd> ended();

    /** Logs all sessions out and ends the link. Does not wait. */
    void stop();
}
