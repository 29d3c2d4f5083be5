package org.libtransport.xmpp.feature;

import java.util.List;
import org.libtransport.xmpp.stanza.StanzaRouter;

/** One thing the transport can do for XMPP clients: its handlers and what service discovery says of it. */
public interface Feature {

    /** Namespaces that discovery shows for the transport itself. */
    default List<String> transportFeatures() {
        return List.of();
    }

    /** Namespaces that discovery shows for contacts. */
    default List<String> contactFeatures() {
        return List.of();
    }

    /** Puts the handlers where requests find them. Called once. */
    void register(StanzaRouter router);
}
