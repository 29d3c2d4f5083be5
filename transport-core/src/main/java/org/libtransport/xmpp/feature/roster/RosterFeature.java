package org.libtransport.xmpp.feature.roster;

import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaRouter;

/** Roster requests of users (RFC 6121 section 2). */
public final class RosterFeature implements Feature {

    private static final String NAMESPACE = "jabber:iq:roster";

    private final RosterService rosters;

    public RosterFeature(RosterService rosters) {
        this.rosters = rosters;
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "query", NAMESPACE, rosters::get);
        router.iq(Iq.Type.SET, "query", NAMESPACE, rosters::set);
    }
}
