package org.libtransport.xmpp.component;

import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.Metrics;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaReader;
import org.libtransport.xmpp.stream.CloseReason;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.stream.StreamError;
import org.libtransport.xmpp.stream.StreamHeader;
import org.libtransport.xmpp.stream.XmppStream;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One link to the XMPP server, from the connection to its end (XEP-0114 section 3). Lives on its channel's event loop. */
final class ComponentLink implements XmppStream.Listener {

    /** Who owns the link; called on its loop. */
    interface Owner {

        /** There is a connection. */
        void connected(ComponentLink link);

        /** The server has accepted us. */
        void up(ComponentLink link);

        void received(Stanza stanza);

        /** Answers what never reaches a user. */
        void answer(Stanza stanza);

        void writabilityChanged(boolean writable);

        /** The link takes no more, but is not closed yet. It may never have been up. */
        void ending(ComponentLink link);

        /** The link is gone. */
        void ended(ComponentLink link, CloseReason reason);
    }

    private enum State {
        CONNECTING,
        OPENING,
        PROVING,
        UP,
        ENDED
    }

    private static final Logger log = LoggerFactory.getLogger(ComponentLink.class);
    private static final String PING_NAMESPACE = "urn:xmpp:ping";
    private static final String PING_ID = "libtransport-alive";

    private final ComponentSettings settings;
    private final Metrics metrics;
    private final Owner owner;
    private final StanzaReader reader = new StanzaReader();

    private State state = State.CONNECTING;
    private State lastState = State.CONNECTING;
    private @Nullable XmppStream stream;
    private @Nullable Future<?> handshakeTimer;

    ComponentLink(ComponentSettings settings, Metrics metrics, Owner owner) {
        this.settings = settings;
        this.metrics = metrics;
        this.owner = owner;
    }

    /** The handler for this link's channel. */
    XmppStream newStream() {
        return new XmppStream(
                Namespaces.COMPONENT, settings.limits(), settings.timing().close(), this::ownHeader, this);
    }

    /** To be called once the link is up. */
    XmppStream stream() {
        return Objects.requireNonNull(stream, "not connected");
    }

    /** Whether the link, which has ended, was up before. */
    boolean wasUp() {
        return lastState == State.UP;
    }

    /** Whether the link ended after our proof, with no word for it. */
    boolean wasProving() {
        return lastState == State.PROVING;
    }

    void close(CloseReason reason) {
        stream().close(reason);
    }

    @Override
    public void connected(XmppStream connected) {
        stream = connected;
        state = State.OPENING;
        handshakeTimer = connected
                .channel()
                .eventLoop()
                .schedule(
                        () -> close(CloseReason.timeout("the server does not complete the handshake")),
                        settings.timing().handshake().toMillis(),
                        TimeUnit.MILLISECONDS);
        connected.sendHeader(ownHeader());
        owner.connected(this);
    }

    @Override
    public void opened(StreamHeader header) {
        if (state != State.OPENING) {
            return;
        }
        if (header.id() == null) {
            close(CloseReason.violation(
                    StreamError.of(StreamError.Condition.INVALID_XML, "The stream has no id."), null));
            return;
        }
        state = State.PROVING;
        stream().send(Handshake.request(header.id(), settings.secret()));
    }

    @Override
    public void received(Element element) {
        if (state == State.UP) {
            stanza(element);
        } else if (state == State.PROVING && Handshake.isAccepted(element)) {
            state = State.UP;
            cancelTimer();
            owner.up(this);
        } else {
            log.debug("The XMPP server sends <{}/> before it has accepted us", element.name());
        }
    }

    /**
     * A blank is never answered, so we send a ping to our own address: it takes the way through the server and comes
     * back, as it is or as an answer, and needs nobody else's domain.
     */
    @Override
    public void silent() {
        if (state == State.UP) {
            Element ping = Iq.request(
                            settings.jid(), settings.jid(), Iq.Type.GET, PING_ID, Element.of("ping", PING_NAMESPACE))
                    .toElement();
            stream().send(ping);
        }
    }

    @Override
    public void writabilityChanged(boolean writable) {
        if (state == State.UP) {
            owner.writabilityChanged(writable);
        }
    }

    @Override
    public void ending(CloseReason reason) {
        lastState = state;
        state = State.ENDED;
        cancelTimer();
        if (reason.kind() == CloseReason.Kind.VIOLATION) {
            metrics.increment(Counter.STREAM_ERRORS);
        }
        owner.ending(this);
    }

    @Override
    public void ended(CloseReason reason) {
        owner.ended(this, reason);
    }

    private void stanza(Element element) {
        StanzaReader.Result result = reader.read(element);
        if (result instanceof StanzaReader.Valid valid) {
            valid(valid.stanza());
        } else if (result instanceof StanzaReader.Invalid invalid) {
            metrics.increment(Counter.STANZAS_MALFORMED);
            answer(invalid.answer());
        } else if (result instanceof StanzaReader.BadSender bad) {
            metrics.increment(Counter.STANZAS_MALFORMED);
            log.debug("A stanza from an address that is none: {}", bad.reason());
        } else {
            // RFC 6120 section 4.9.3.24 would end the stream for it, and the users with it.
            log.debug("The XMPP server sends <{}/>, which is no stanza", element.name());
        }
    }

    private void valid(Stanza stanza) {
        Jid from = stanza.from();
        if (from == null) {
            metrics.increment(Counter.STANZAS_MALFORMED);
            log.debug("A {} without sender", stanza.name());
        } else if (!isOwnPing(stanza, from)) {
            owner.received(stanza);
        }
    }

    private boolean isOwnPing(Stanza stanza, Jid from) {
        return stanza instanceof Iq && PING_ID.equals(stanza.id()) && from.equals(settings.jid());
    }

    private void answer(@Nullable Stanza answer) {
        if (answer == null || answer.to() == null) {
            return;
        }
        // A component must say whom it speaks for, and the address that was written to is none.
        owner.answer(answer.from() != null ? answer : answer.withFrom(settings.jid()));
        metrics.increment(Counter.STANZAS_BOUNCED);
    }

    private StreamHeader ownHeader() {
        return new StreamHeader(Namespaces.COMPONENT, null, settings.jid().toString(), null, null, null);
    }

    private void cancelTimer() {
        if (handshakeTimer != null) {
            handshakeTimer.cancel(false);
        }
    }
}
