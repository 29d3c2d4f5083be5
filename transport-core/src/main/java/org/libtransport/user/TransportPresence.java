package org.libtransport.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.presence.Availability;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.xml.Element;

/**
 * The transport's own presence as one user sees it (XEP-0100): online like the user while the network is there, else
 * unavailable with what is the matter. In server mode the transport is no contact and shows none.
 */
final class TransportPresence {

    /** Why the transport is unavailable while a log-in runs. */
    static final String CONNECTING = "Connecting";

    private final UserServices services;
    private final Jid transport;

    TransportPresence(UserServices services) {
        this.services = services;
        this.transport = services.policy().transport();
    }

    /** The network is there, and the user is like this. */
    void online(Jid to, Availability own) {
        Element show = own.show();
        send(to, Presence.Type.AVAILABLE, show == null ? List.of() : List.of(show));
    }

    /** The network is not there, because of this; without a reason the user is logged out. */
    void offline(Jid to, @Nullable String reason) {
        send(
                to,
                Presence.Type.UNAVAILABLE,
                reason == null ? List.of() : List.of(Element.of("status", Element.CONTENT_NAMESPACE, reason)));
    }

    /** Asks the user's server for the presence of all resources. */
    void probe(Jid to) {
        send(to, Presence.Type.PROBE, List.of());
    }

    private void send(Jid to, Presence.Type type, List<Element> payloads) {
        if (!services.policy().serverMode()) {
            services.send(Presence.of(transport, to, type, payloads));
        }
    }
}
