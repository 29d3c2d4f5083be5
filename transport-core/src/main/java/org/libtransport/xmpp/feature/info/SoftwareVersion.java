package org.libtransport.xmpp.feature.info;

import java.util.List;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/** Software version (XEP-0092), without the operating system, which is nobody's business. */
public final class SoftwareVersion implements Feature {

    private static final String NAMESPACE = "jabber:iq:version";

    private final String version;

    public SoftwareVersion(String version) {
        this.version = version;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        Element answer = Element.builder("query", NAMESPACE)
                .child("name", "libtransport")
                .child("version", version)
                .build();
        router.iq(Iq.Type.GET, "query", NAMESPACE, request -> request.result(answer));
    }
}
