package org.libtransport.examples.embedded;

import org.libtransport.Transport;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.jid.Jid;

/** A transport as a component of an XMPP server, with a network of its own in the same JVM. */
public final class EmbeddedTransport {

    private EmbeddedTransport() {}

    /** Takes the component's address, the server's host and port, and the secret they share. */
    public static void main(String... args) {
        Jid jid = Jid.parse(args[0]);
        Transport transport = Transport.builder(jid)
                .component(ComponentSettings.of(jid, args[1], Integer.parseInt(args[2]), args[3]))
                .plugin(ClockPlugin::new)
                .build();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> transport.stop().toCompletableFuture().join()));
        transport.start().serving().toCompletableFuture().join();
        transport.stopped().toCompletableFuture().join();
    }
}
