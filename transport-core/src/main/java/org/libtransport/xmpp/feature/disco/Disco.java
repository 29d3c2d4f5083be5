package org.libtransport.xmpp.feature.disco;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.feature.adhoc.AdHocCommands;
import org.libtransport.xmpp.feature.adhoc.Commands;
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

    private static final List<String> COMMAND_FEATURES =
            List.of(AdHocCommands.NAMESPACE, DiscoInfo.NAMESPACE, "jabber:x:data");

    private final Supplier<DiscoInfo> transport;
    private final Supplier<DiscoInfo> contacts;
    private final RoomService rooms;
    private final AdHocCommands commands;

    /**
     * @param transport what the transport says of itself now
     * @param contacts what all contacts say of themselves now
     * @param rooms the rooms that users can find
     * @param commands what people can do with the transport
     */
    public Disco(
            Supplier<DiscoInfo> transport, Supplier<DiscoInfo> contacts, RoomService rooms, AdHocCommands commands) {
        this.transport = transport;
        this.contacts = contacts;
        this.rooms = rooms;
        this.commands = commands;
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
        DiscoInfo command = commandInfo(request, node);
        if (command != null) {
            return request.result(command.toElement(node));
        }
        if (node != null && !node.isEmpty() && !info.isCapsNode(node)) {
            throw new StanzaErrorException(StanzaError.of(Condition.ITEM_NOT_FOUND, "There is no such node."));
        }
        return request.result(info.toElement(node));
    }

    /** XEP-0050 section 3: of the list of commands, or of one of them; null if the node is none. */
    private @Nullable DiscoInfo commandInfo(Iq request, @Nullable String node) {
        if (node == null || !isToTransport(request)) {
            return null;
        }
        if (node.equals(AdHocCommands.NAMESPACE)) {
            return new DiscoInfo(new Identity("automation", "command-list", "Commands"), COMMAND_FEATURES);
        }
        return commands.offeredTo(Objects.requireNonNull(request.from())).stream()
                .filter(item -> item.node().equals(node))
                .findAny()
                .map(item -> new DiscoInfo(new Identity("automation", "command-node", item.name()), COMMAND_FEATURES))
                .orElse(null);
    }

    private static boolean isToTransport(Iq request) {
        return request.to() == null || request.to().local() == null;
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
        String node = nodeOf(request);
        Element.Builder query = Element.builder("query", ITEMS_NAMESPACE).attribute("node", node);
        Jid asker = Objects.requireNonNull(request.from());
        if (AdHocCommands.NAMESPACE.equals(node) && isToTransport(request)) {
            commands.offeredTo(asker).forEach(item -> query.add(commandItem(request, item)));
        } else if (isToTransport(request) && (node == null || node.isEmpty())) {
            rooms.rooms(asker)
                    .forEach(room -> query.add(Element.builder("item", ITEMS_NAMESPACE)
                            .attribute("jid", room.address().toString())
                            .attribute("name", room.title())
                            .build()));
        }
        return request.result(query.build());
    }

    private static Element commandItem(Iq request, Commands.Item item) {
        Jid to = request.to();
        return Element.builder("item", ITEMS_NAMESPACE)
                .attribute("jid", to == null ? null : to.toString())
                .attribute("node", item.node())
                .attribute("name", item.name())
                .build();
    }

    private static @Nullable String nodeOf(Iq request) {
        Element query = request.payload();
        return query == null ? null : query.attribute("node");
    }
}
