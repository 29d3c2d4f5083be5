package org.libtransport.rawxml;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.conversation.Deliveries;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.roster.Buddy;
import org.libtransport.roster.ContactAddresses;
import org.libtransport.roster.Roster;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.PendingAnswers;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stanzas that one user and a network that speaks XMPP send each other. Only addresses are changed, and the id of a
 * request that the same user has waiting under the same id. Every request gets an answer.
 *
 * <p>Not thread-safe: belongs to the user's loop.
 */
public final class RawExchange {

    private static final Logger log = LoggerFactory.getLogger(RawExchange.class);

    /** Longer than clients wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST = 1000;

    private static final StanzaError TOO_SLOW = StanzaError.of(Condition.RESOURCE_CONSTRAINT, Sentence.NETWORK_SLOW);

    private final Jid user;
    private final Roster roster;
    private final RawAddresses addresses;
    private final RawNetwork network;
    private final Deliveries deliveries;
    private final Consumer<Stanza> out;
    private final Supplier<Jid> mainResource;
    private final Metrics metrics;
    private final PendingAnswers<String, Iq> pending;
    private long renamed;
    private @Nullable Presence told;

    /**
     * @param out sends to the user
     * @param mainResource the resource of the user that is asked by contacts; the bare JID if there is none
     */
    public RawExchange(
            Jid user,
            Loop loop,
            Roster roster,
            ContactAddresses addresses,
            RawNetwork network,
            Deliveries deliveries,
            Consumer<Stanza> out,
            Supplier<Jid> mainResource,
            Metrics metrics) {
        this.user = user;
        this.roster = roster;
        this.addresses = new RawAddresses(roster, addresses);
        this.network = network;
        this.deliveries = deliveries;
        this.out = out;
        this.mainResource = mainResource;
        this.metrics = metrics;
        this.pending = new PendingAnswers<>(loop, MOST);
    }

    // From the user.

    /** A message of any type but error. */
    public void message(Message message) {
        deliveries.sendUnanswered(message, unwritten -> send(message, unwritten));
    }

    /** A presence to a contact or room that is about the user. */
    public void directedPresence(Presence presence) {
        if (!send(presence, null)) {
            log.debug("A presence of {} does not get to the network", user);
        }
    }

    /** The presence that speaks for the user at the network now. */
    public void ownPresence(Presence presence) {
        if (!presence.equals(told) && network.sendXml(RawStanzas.write(presence, null), null)) {
            told = presence;
        }
    }

    /** A request; its stage fails with a {@link StanzaErrorException} if there is no answer. */
    public CompletionStage<Iq> request(Iq request) {
        String id = String.valueOf(request.id());
        while (pending.isWaiting(id)) {
            id = request.id() + "-again-" + renamed++;
        }
        String sentId = id;
        CompletionStage<Iq> answer = pending.expect(sentId, PATIENCE);
        if (pending.isWaiting(sentId)
                && !send(
                        request.withId(sentId),
                        () -> pending.fail(sentId, StanzaError.of(Condition.REMOTE_SERVER_TIMEOUT)))) {
            pending.fail(sentId, TOO_SLOW);
        }
        return answer;
    }

    /** An answer to a request of the network. */
    public void answer(Iq answer) {
        if (!send(answer, null)) {
            log.debug("An answer of {} does not get to the network", user);
        }
    }

    private boolean send(Stanza stanza, @Nullable Runnable unwritten) {
        return network.sendXml(RawStanzas.write(stanza, addresses.toNetwork(stanza.to())), unwritten);
    }

    /** The session at the network is over: the next one knows nothing of the user, and answers nothing of before. */
    public void networkLost() {
        told = null;
        pending.failAll(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, Sentence.NETWORK_NOT_HERE));
    }

    // From the network.

    /** A stanza that is for the user. */
    public void received(Element xml) {
        Stanza stanza;
        try {
            stanza = RawStanzas.read(xml, addresses.fromNetwork(xml.attribute("from")), user);
        } catch (InvalidJidException e) {
            log.debug("A stanza for {} has a sender that cannot have an address: {}", user, e.getMessage());
            stanza = null;
        }
        if (stanza instanceof Message message) {
            metrics.increment(Counter.MESSAGES_TO_XMPP);
            out.accept(message);
        } else if (stanza instanceof Presence presence) {
            presence(presence);
        } else if (stanza instanceof Iq iq) {
            iq(iq);
        } else {
            metrics.increment(Counter.MESSAGES_UNDELIVERABLE);
            refuse(xml);
        }
    }

    private void presence(Presence presence) {
        boolean about = presence.type() == Presence.Type.AVAILABLE || presence.type() == Presence.Type.UNAVAILABLE;
        Jid from = presence.from();
        Buddy buddy = about && from != null && from.local() != null ? roster.find(from) : null;
        if (buddy == null) {
            out.accept(presence);
        } else {
            roster.showed(buddy, presence);
        }
    }

    private void iq(Iq iq) {
        if (iq.isRequest()) {
            out.accept(new Iq(iq.from(), mainResource.get(), iq.type(), iq.id(), iq.lang(), iq.payloads()));
        } else if (!pending.answer(String.valueOf(iq.id()), iq)) {
            log.debug("Nobody waits for an answer that came for {}", user);
        }
    }

    /** What is no stanza we can deliver goes back, if its sender waits for an answer. */
    private void refuse(Element xml) {
        boolean request =
                xml.name().equals("iq") && ("get".equals(xml.attribute("type")) || "set".equals(xml.attribute("type")));
        if (request) {
            Element answer = Element.builder("iq", Element.CONTENT_NAMESPACE)
                    .attribute("from", user.toString())
                    .attribute("to", xml.attribute("from"))
                    .attribute("id", xml.attribute("id"))
                    .attribute("type", "error")
                    .add(StanzaError.of(Condition.BAD_REQUEST).toElement())
                    .build();
            network.sendXml(RawStanzas.write(answer), null);
        }
    }
}
