package org.libtransport.backend;

import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Where connections of backends come from. */
interface BackendListener {

    /**
     * Begins to listen.
     *
     * @param accepted told of each new channel on its event loop, before anything is read from it
     */
    CompletionStage<BackendAddress> open(Consumer<Channel> accepted);

    /** Takes no new connections; those there are stay. */
    CompletionStage<Void> stopAccepting();

    /** Closes everything. */
    CompletionStage<Void> close();
}
