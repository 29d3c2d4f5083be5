package org.libtransport.xmpp.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.Counter;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaReader;
import org.libtransport.xmpp.stream.CloseReason;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.stream.Outbox;
import org.libtransport.xmpp.stream.StreamError;
import org.libtransport.xmpp.stream.StreamErrorException;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client with a resource, which sends and receives stanzas. {@link #send}, {@link #availability} and {@link #replace}
 * may be called from any thread.
 */
final class ActiveSession implements ClientStream.Phase {

    /** What the client has last said about itself by broadcast presence. */
    enum Availability {
        /** Nothing yet. */
        UNKNOWN,
        AVAILABLE,
        /** Available with negative priority: takes only what is addressed to itself (RFC 6121 section 8.5.2). */
        NEGATIVE,
        UNAVAILABLE
    }

    private static final Logger log = LoggerFactory.getLogger(ActiveSession.class);
    private static final String PING_NAMESPACE = "urn:xmpp:ping";
    private static final String PING_ID = "libtransport-alive";

    private final ClientStream client;
    private final ServerContext server;
    private final Jid full;
    private final Outbox outbox;
    private final StanzaReader reader = new StanzaReader();
    private final CompletableFuture<@Nullable Void> left = new CompletableFuture<>();
    private final Carbons carbons;
    private volatile Availability availability = Availability.UNKNOWN;
    private volatile boolean wantsCopies;

    ActiveSession(ClientStream client, Jid full) {
        this.client = client;
        this.server = client.server();
        this.full = full;
        this.carbons = new Carbons(server.sessions());
        this.outbox = new Outbox(
                Namespaces.CLIENT, client::execute, server.settings().bounds().outbox());
    }

    Jid address() {
        return full;
    }

    Availability availability() {
        return availability;
    }

    /** Whether the client has asked for copies of what others of its account say and hear (XEP-0280). */
    boolean wantsCopies() {
        return wantsCopies;
    }

    /** Lets what waits go out; the client knows its resource. */
    void open() {
        log.info("{} is connected", full);
        outbox.open(client.stream().channel());
    }

    /** Sends a stanza; false if the client is gone or does not read, which ends its stream. */
    boolean send(Stanza stanza) {
        if (outbox.offer(stanza)) {
            return true;
        }
        client.end(CloseReason.overloaded());
        return false;
    }

    /** Ends this session for another one with the same resource; the task runs when this one has left. */
    void replace(Runnable afterwards) {
        left.thenRun(afterwards);
        client.end(CloseReason.replaced());
    }

    /** A client that opened its stream anew here would only be confused by more. */
    @Override
    public List<Element> features() {
        return List.of();
    }

    @Override
    public void received(Element element) {
        StanzaReader.Result result = reader.read(element);
        if (result instanceof StanzaReader.Valid valid) {
            requireOwn(valid.stanza().from());
            stanza(valid.stanza());
        } else if (result instanceof StanzaReader.Invalid invalid) {
            server.metrics().increment(Counter.STANZAS_MALFORMED);
            if (invalid.answer() != null) {
                server.metrics().increment(Counter.STANZAS_BOUNCED);
                send(invalid.answer());
            }
        } else if (result instanceof StanzaReader.BadSender) {
            requireOwn(null, false);
        } else {
            throw new StreamErrorException(
                    StreamError.Condition.UNSUPPORTED_STANZA_TYPE, "<" + element.name() + "/> is no stanza.");
        }
    }

    /** RFC 6120 section 8.1.2.1: a client speaks for nobody else. */
    private void requireOwn(@Nullable Jid from) {
        requireOwn(from, from == null || from.equals(full) || from.equals(full.bare()));
    }

    private static void requireOwn(@Nullable Jid from, boolean own) {
        if (!own) {
            throw new StreamErrorException(
                    StreamError.Condition.INVALID_FROM, from == null ? "This is no address." : "This is not you.");
        }
    }

    private void stanza(Stanza stanza) {
        if (stanza instanceof Iq iq && isOfTheStream(iq)) {
            return;
        }
        if (stanza instanceof Presence presence && isBroadcast(presence)) {
            availability = availability(presence);
        }
        Stanza own = stanza.withFrom(full);
        if (own instanceof Message message) {
            carbons.said(full.bare(), this, message);
        }
        report(own);
    }

    /** Answers what is about the stream itself, and takes in the answer to our ping. */
    private boolean isOfTheStream(Iq iq) {
        if (!iq.isRequest()) {
            return PING_ID.equals(iq.id());
        }
        Boolean wish = Carbons.wish(iq, full.bare());
        if (wish != null) {
            wantsCopies = wish;
        }
        if (wish != null || (iq.type() == Iq.Type.SET && iq.payload("session", Namespaces.SESSION) != null)) {
            send(new Iq(null, full, Iq.Type.RESULT, iq.id(), null, List.of()));
            return true;
        }
        if (iq.type() == Iq.Type.SET && iq.payload("bind", Namespaces.BIND) != null) {
            StanzaError error = StanzaError.of(StanzaError.Condition.NOT_ALLOWED, "You have a resource already.");
            send(new Iq(null, full, Iq.Type.ERROR, iq.id(), null, List.of(error.toElement())));
            return true;
        }
        return false;
    }

    private boolean isBroadcast(Presence presence) {
        return (presence.type() == Presence.Type.AVAILABLE || presence.type() == Presence.Type.UNAVAILABLE)
                && (presence.to() == null
                        || presence.to().equals(server.settings().jid()));
    }

    private static Availability availability(Presence presence) {
        if (presence.type() == Presence.Type.UNAVAILABLE) {
            return Availability.UNAVAILABLE;
        }
        String priority = presence.payloadText("priority");
        return priority != null && priority.strip().startsWith("-") ? Availability.NEGATIVE : Availability.AVAILABLE;
    }

    private void report(Stanza stanza) {
        try {
            server.events().stanzaReceived(stanza);
        } catch (RuntimeException e) {
            log.error("A {} of {} could not be handled", stanza.name(), full, e);
        }
    }

    /** Every client answers a ping, with an error if it does not know it. */
    @Override
    public void silent() {
        send(Iq.request(server.settings().jid(), full, Iq.Type.GET, PING_ID, Element.of("ping", PING_NAMESPACE)));
    }

    @Override
    public void writable() {
        outbox.drain();
    }

    @Override
    public void ending(CloseReason reason) {
        server.sessions().leave(full, this);
        server.sessions().loggedOut(full.bare(), client);
        if (reason.kind() != CloseReason.Kind.CONNECTION_LOST) {
            outbox.drain();
        }
        outbox.close();
        if (availability != Availability.UNAVAILABLE) {
            report(Presence.of(full, server.settings().jid(), Presence.Type.UNAVAILABLE));
        }
        log.info("{} is disconnected: {}", full, reason.text());
        left.complete(null);
    }

    @Override
    public void ended(CloseReason reason) {
        List<Stanza> remains = outbox.remains();
        if (reason.kind() == CloseReason.Kind.STOPPED) {
            if (!remains.isEmpty()) {
                log.warn("{} messages could not be sent to {} before the end", remains.size(), full);
            }
            return;
        }
        for (Stanza message : remains) {
            if (!server.delivery().deliverElsewhere((Message) message)) {
                bounce(message);
            }
        }
    }

    /** As a server does it for a client that went away (RFC 6121 section 8.5.3.2.1): the sender hears of it. */
    private void bounce(Stanza message) {
        Stanza answer = StanzaError.of(StanzaError.Condition.RECIPIENT_UNAVAILABLE, "The client went away.")
                .answerTo(message);
        if (answer != null) {
            server.metrics().increment(Counter.STANZAS_BOUNCED);
            report(answer);
        }
    }
}
