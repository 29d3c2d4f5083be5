package org.libtransport.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.libtransport.frontend.Frontend;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;

/**
 * A front door without streams, for tests of what is behind it: notes what is sent and lets a test say what comes in. Safe
 * on any thread.
 */
public final class FakeFrontend implements Frontend {

    private final BlockingQueue<Stanza> sent = new LinkedBlockingQueue<>();
    private final List<EndedSessions> ended = new CopyOnWriteArrayList<>();
    private volatile @Nullable FrontendEvents events;
    private volatile boolean refusing;
    private volatile boolean answering;
    private final BlockingQueue<Message> copies = new LinkedBlockingQueue<>();
    private volatile boolean copying;

    /** What {@link #endSessions} was told. */
    public record EndedSessions(Jid account, String reason) {}

    @Override
    public CompletionStage<Void> start(FrontendEvents told) {
        events = told;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean send(Stanza stanza) {
        return !refusing && (refusedByServer(stanza) || sent.add(stanza));
    }

    /**
     * From now on a test answers itself what the transport asks users' servers and clients about rosters. Before, they are
     * those of a server without privileges and of clients that take no rosters, and such requests are not noted.
     */
    public void answerRosterRequests() {
        answering = true;
    }

    private boolean refusedByServer(Stanza stanza) {
        if (answering || !(stanza instanceof Iq iq) || !iq.isRequest() || iq.payload() == null) {
            return false;
        }
        String namespace = Objects.requireNonNull(iq.payload()).namespace();
        boolean aboutRoster = namespace.equals("http://jabber.org/protocol/disco#info")
                || (namespace.equals("jabber:iq:roster")
                        && iq.to() != null
                        && iq.to().isBare());
        if (aboutRoster) {
            receive(Objects.requireNonNull(
                    StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE).answerTo(iq)));
        }
        return aboutRoster;
    }

    @Override
    public boolean copySent(Jid account, Message said) {
        return copying && copies.add(said);
    }

    /** Whether there are clients that want copies of what the user says elsewhere. */
    public void wantCopies(boolean wanted) {
        copying = wanted;
    }

    /** What such clients were shown since the last call, in order. */
    public List<Message> takeCopies() {
        List<Message> taken = new ArrayList<>();
        copies.drainTo(taken);
        return taken;
    }

    @Override
    public void endSessions(Jid account, String reason) {
        ended.add(new EndedSessions(account, reason));
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.completedFuture(null);
    }

    /** From now on nothing can be sent, as without a link and with a full queue; or everything again. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Whom to tell what comes in; set by {@link #start}. */
    public FrontendEvents events() {
        return Objects.requireNonNull(events, "the frontend has not been started");
    }

    /** Lets a stanza come in. */
    public void receive(Stanza stanza) {
        events().stanzaReceived(stanza);
    }

    /** Lets a stanza come in, written as XML. */
    public void receive(String xml) {
        receive(Xml.stanza(xml));
    }

    /** Everything sent since the last call, in order. */
    public List<Stanza> takeSent() {
        List<Stanza> taken = new ArrayList<>();
        sent.drainTo(taken);
        return taken;
    }

    /** The next stanza sent, waited for in real time. */
    public Stanza awaitSent(Duration patience) {
        try {
            Stanza next = sent.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("nothing was sent within " + patience);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a stanza", e);
        }
    }

    /** The accounts whose streams were ended, in order. */
    public List<EndedSessions> endedSessions() {
        return List.copyOf(ended);
    }
}
