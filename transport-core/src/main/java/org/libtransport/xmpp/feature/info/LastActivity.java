package org.libtransport.xmpp.feature.info;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/**
 * Last activity (XEP-0012) of the transport: how long it has been running. Networks do not tell since when contacts are
 * idle, so that nothing is answered for those.
 */
public final class LastActivity implements Feature {

    private static final String NAMESPACE = "jabber:iq:last";

    private final InstantSource clock;
    private final Instant start;

    /** What this clock says now is the start. */
    public LastActivity(InstantSource clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "query", NAMESPACE, this::answer);
    }

    private Iq answer(Iq request) {
        Jid to = request.to();
        if (to != null && to.local() != null) {
            throw new StanzaErrorException(StanzaError.of(Condition.SERVICE_UNAVAILABLE));
        }
        // Clocks are set back at times.
        long seconds = Math.max(0, Duration.between(start, clock.instant()).toSeconds());
        return request.result(Element.builder("query", NAMESPACE)
                .attribute("seconds", Long.toString(seconds))
                .build());
    }
}
