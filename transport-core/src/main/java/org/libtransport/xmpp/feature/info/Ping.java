package org.libtransport.xmpp.feature.info;

import java.util.List;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaRouter;

/** XMPP ping (XEP-0199). */
public final class Ping implements Feature {

    private static final String NAMESPACE = "urn:xmpp:ping";

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "ping", NAMESPACE, Iq::result);
    }
}
