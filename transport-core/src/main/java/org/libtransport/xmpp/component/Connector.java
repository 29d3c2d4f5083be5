package org.libtransport.xmpp.component;

import java.util.concurrent.CompletionStage;
import org.libtransport.xmpp.stream.XmppStream;

/** Makes the connections of a component. */
@FunctionalInterface
interface Connector {

    /**
     * Connects and puts the handler into the new channel. Completes, on any thread, when the channel is there, and fails
     * when it cannot be.
     */
    CompletionStage<Void> connect(XmppStream handler);
}
