package org.libtransport.xmpp.feature.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/**
 * Blocking (XEP-0191), asked of the transport or of the account. A request to a contact that names nobody is about that
 * contact: in gateway mode the user's own server answers what clients ask of the account, and never tells us.
 */
public final class BlockingFeature implements Feature {

    private static final String NAMESPACE = "urn:xmpp:blocking";

    private final BlockingService blocking;

    public BlockingFeature(BlockingService blocking) {
        this.blocking = blocking;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.iq(Iq.Type.GET, "blocklist", NAMESPACE, this::list);
        router.iq(Iq.Type.SET, "block", NAMESPACE, this::block);
        router.iq(Iq.Type.SET, "unblock", NAMESPACE, this::unblock);
    }

    private Iq list(Iq request) {
        Element.Builder list = Element.builder("blocklist", NAMESPACE);
        for (Jid contact : blocking.blocked(Objects.requireNonNull(request.from()))) {
            list.add(Element.builder("item", NAMESPACE)
                    .attribute("jid", contact.toString())
                    .build());
        }
        return request.result(list.build());
    }

    private Iq block(Iq request) {
        List<Jid> contacts = contactsOf(request);
        if (contacts.isEmpty()) {
            // XEP-0191 section 3.3.
            throw new StanzaErrorException(StanzaError.of(Condition.BAD_REQUEST, "A block names somebody."));
        }
        blocking.block(userOf(request), contacts);
        return request.result();
    }

    private Iq unblock(Iq request) {
        blocking.unblock(userOf(request), contactsOf(request));
        return request.result();
    }

    private static Jid userOf(Iq request) {
        return Objects.requireNonNull(request.from()).bare();
    }

    private static List<Jid> contactsOf(Iq request) {
        List<Jid> contacts = new ArrayList<>();
        for (Element item : Objects.requireNonNull(request.payload()).children()) {
            String jid = item.is("item", NAMESPACE) ? item.attribute("jid") : null;
            if (jid != null) {
                contacts.add(parse(jid));
            }
        }
        Jid to = request.to();
        if (contacts.isEmpty() && to != null && to.local() != null && !to.bare().equals(userOf(request))) {
            contacts.add(to.bare());
        }
        return contacts;
    }

    private static Jid parse(String jid) {
        try {
            return Jid.parse(jid);
        } catch (InvalidJidException e) {
            throw new StanzaErrorException(StanzaError.of(Condition.JID_MALFORMED, Sentence.NO_SUCH_ADDRESS));
        }
    }
}
