package org.libtransport.xmpp.feature.info;

import java.util.List;
import java.util.Objects;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.feature.muc.RoomService;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;

/** XMPP ping (XEP-0199), and by it the question of a client whether it is still in a room (XEP-0410). */
public final class Ping implements Feature {

    private static final String NAMESPACE = "urn:xmpp:ping";

    private final RoomService rooms;

    public Ping(RoomService rooms) {
        this.rooms = rooms;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "ping", NAMESPACE, this::ping);
    }

    private Iq ping(Iq request) {
        Jid from = Objects.requireNonNull(request.from());
        Jid to = request.to();
        if (to != null && rooms.isOccupant(from, to) && !rooms.isInside(from, to)) {
            throw new StanzaErrorException(StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.NOT_IN_ROOM));
        }
        return request.result();
    }
}
