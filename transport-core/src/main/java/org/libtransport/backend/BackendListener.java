package org.libtransport.backend;

import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Where connections of backends come from. */
interface BackendListener {

    /**
     * Begins to listen.
     *
     * @param accepted told of each channel that was let in, on its event loop, before anything is read from it
     */
    CompletionStage<BackendAddress> open(BiConsumer<Channel, Admission> accepted);

    /** Takes no new connections; those there are stay. */
    CompletionStage<Void> stopAccepting();

    /** One that had been let in was sent away again. Logged, but not often. From any thread. */
    void turnedAway(Channel channel, String reason);

    /** Closes everything. */
    CompletionStage<Void> close();
}
