package org.libtransport.xmpp.server;

import io.netty.handler.ssl.SslContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.metrics.Metrics;

/**
 * What all streams of one server share. Safe on any thread.
 *
 * @param tls null if clients are served without encryption
 * @param ids makes identifiers that nobody can guess
 */
record ServerContext(
        ServerSettings settings,
        @Nullable SslContext tls,
        Sessions sessions,
        Delivery delivery,
        Newcomers newcomers,
        FrontendEvents events,
        Supplier<String> ids,
        Metrics metrics) {}
