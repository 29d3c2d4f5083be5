package org.libtransport.xmpp.feature.disco;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.feature.muc.RoomService;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/** Service discovery (XEP-0030) for the transport, for contacts and for rooms. */
public final class Disco implements Feature {

    private static final String ITEMS_NAMESPACE = "http://jabber.org/protocol/disco#items";

    /** What is true of every room (XEP-0045 section 6.4, XEP-0410 section 3.2). */
    private static final List<String> ROOM_FEATURES =
            List.of(DiscoInfo.NAMESPACE, RoomService.NAMESPACE, RoomService.NAMESPACE + "#self-ping-optimization");

    private final Supplier<DiscoInfo> transport;
    private final Supplier<DiscoInfo> contacts;
    private final RoomService rooms;

    /**
     * @param transport what the transport says of itself now
     * @param contacts what all contacts say of themselves now
     * @param rooms the rooms that users can find
     */
    public Disco(Supplier<DiscoInfo> transport, Supplier<DiscoInfo> contacts, RoomService rooms) {
        this.transport = transport;
        this.contacts = contacts;
        this.rooms = rooms;
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
        DiscoInfo info = infoOf(Objects.requireNonNull(request.from()), request.to());
        String node = nodeOf(request);
        if (node != null && !node.isEmpty() && !info.isCapsNode(node)) {
            throw new StanzaErrorException(StanzaError.of(Condition.ITEM_NOT_FOUND, "There is no such node."));
        }
        return request.result(info.toElement(node));
    }

    private DiscoInfo infoOf(Jid asker, @Nullable Jid to) {
        if (to == null || to.local() == null) {
            return transport.get();
        }
        RoomService.Item room = to.isBare() ? rooms.room(asker, to) : null;
        return room == null
                ? contacts.get()
                : new DiscoInfo(new Identity("conference", "text", room.title()), ROOM_FEATURES);
    }

    private Iq items(Iq request) {
        Jid to = request.to();
        String node = nodeOf(request);
        Element.Builder query = Element.builder("query", ITEMS_NAMESPACE).attribute("node", node);
        if ((to == null || to.local() == null) && (node == null || node.isEmpty())) {
            rooms.rooms(Objects.requireNonNull(request.from()))
                    .forEach(room -> query.add(Element.builder("item", ITEMS_NAMESPACE)
                            .attribute("jid", room.address().toString())
                            .attribute("name", room.title())
                            .build()));
        }
        return request.result(query.build());
    }

    private static @Nullable String nodeOf(Iq request) {
        Element query = request.payload();
        return query == null ? null : query.attribute("node");
    }
}
