package org.libtransport.xmpp.feature.info;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/** Entity time (XEP-0202). */
public final class EntityTime implements Feature {

    private static final String NAMESPACE = "urn:xmpp:time";

    private final InstantSource clock;
    private final ZoneId zone;

    public EntityTime(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "time", NAMESPACE, this::answer);
    }

    private Iq answer(Iq request) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), zone);
        String offset = now.getOffset().getTotalSeconds() == 0
                ? "+00:00"
                : now.getOffset().getId();
        return request.result(Element.builder("time", NAMESPACE)
                .child("tzo", offset)
                .child(
                        "utc",
                        DateTimeFormatter.ISO_INSTANT.format(now.toInstant().truncatedTo(ChronoUnit.SECONDS)))
                .build());
    }
}
