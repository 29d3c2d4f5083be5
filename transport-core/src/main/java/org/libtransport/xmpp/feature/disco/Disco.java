package org.libtransport.xmpp.feature.disco;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/** Service discovery (XEP-0030) for the transport and for contacts. */
public final class Disco implements Feature {

    private static final String ITEMS_NAMESPACE = "http://jabber.org/protocol/disco#items";

    private final Supplier<DiscoInfo> transport;
    private final Supplier<DiscoInfo> contacts;

    /**
     * @param transport what the transport says of itself now
     * @param contacts what all contacts say of themselves now
     */
    public Disco(Supplier<DiscoInfo> transport, Supplier<DiscoInfo> contacts) {
        this.transport = transport;
        this.contacts = contacts;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(DiscoInfo.NAMESPACE, ITEMS_NAMESPACE);
    }

    @Override
    public List<String> contactFeatures() {
        return transportFeatures();
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "query", DiscoInfo.NAMESPACE, this::info);
        router.iq(Iq.Type.GET, "query", ITEMS_NAMESPACE, this::items);
    }

    private Iq info(Iq request) {
        Jid to = request.to();
        DiscoInfo info = (to == null || to.local() == null ? transport : contacts).get();
        String node = nodeOf(request);
        if (node != null && !node.isEmpty() && !info.isCapsNode(node)) {
            throw new StanzaErrorException(StanzaError.of(Condition.ITEM_NOT_FOUND, "There is no such node."));
        }
        return request.result(info.toElement(node));
    }

    private Iq items(Iq request) {
        return request.result(Element.builder("query", ITEMS_NAMESPACE)
                .attribute("node", nodeOf(request))
                .build());
    }

    private static @Nullable String nodeOf(Iq request) {
        Element query = request.payload();
        return query == null ? null : query.attribute("node");
    }
}
