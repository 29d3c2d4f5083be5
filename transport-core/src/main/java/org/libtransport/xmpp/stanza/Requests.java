package org.libtransport.xmpp.stanza;

import java.util.concurrent.CompletionStage;

/** Asks other addresses something (RFC 6120 section 8.2.3). Belongs to one loop and is used there only. */
@FunctionalInterface
public interface Requests {

    /**
     * Sends a request under an id of its own, whatever id it has. The stage completes on the same loop with the result
     * or the error, and never exceptionally: without an answer within 30 s it is the error
     * {@code remote-server-timeout}, with too many requests waiting {@code resource-constraint}, and without a link to the
     * XMPP server {@code recipient-unavailable}.
     */
    CompletionStage<Iq> request(Iq request);
}
