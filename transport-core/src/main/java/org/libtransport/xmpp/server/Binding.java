package org.libtransport.xmpp.server;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaReader;
import org.libtransport.xmpp.stream.CloseReason;
import org.libtransport.xmpp.stream.Namespaces;
import org.libtransport.xmpp.xml.Element;

/**
 * A client that has logged in and chooses its resource (RFC 6120 section 7). The one it asks for is given to it; who had
 * it before is ended with {@code conflict} (section 7.7.2.2, third way) and is gone for everybody before this one is there.
 */
final class Binding implements ClientStream.Phase {

    private enum State {
        WAITING,
        BINDING,
        DONE
    }

    private final ClientStream client;
    private final Jid account;
    private final StanzaReader reader = new StanzaReader();
    private State state = State.WAITING;

    Binding(ClientStream client, Jid account) {
        this.client = client;
        this.account = account;
    }

    @Override
    public List<Element> features() {
        return List.of(
                Element.builder("bind", Namespaces.BIND).child("required", "").build(),
                Element.builder("session", Namespaces.SESSION)
                        .child("optional", "")
                        .build());
    }

    @Override
    public void received(Element element) {
        StanzaReader.Result result = reader.read(element);
        if (!(result instanceof StanzaReader.Valid valid)
                || !(valid.stanza() instanceof Iq iq)
                || iq.type() != Iq.Type.SET) {
            throw ClientStream.notYet(element);
        }
        Element bind = iq.payload("bind", Namespaces.BIND);
        if (bind == null || state != State.WAITING) {
            throw ClientStream.notYet(element);
        }
        bind(iq, bind.childText("resource"));
    }

    private void bind(Iq request, @Nullable String wanted) {
        try {
            Jid full = account.withResource(
                    wanted == null || wanted.isEmpty() ? client.server().ids().get() : wanted);
            state = State.BINDING;
            claim(request, full);
        } catch (InvalidJidException e) {
            refuse(request, StanzaError.of(StanzaError.Condition.BAD_REQUEST, "This cannot be a resource."));
        }
    }

    private void claim(Iq request, Jid full) {
        if (state != State.BINDING) {
            return;
        }
        Sessions sessions = client.server().sessions();
        if (client.server().settings().oneClient()) {
            Optional<ActiveSession> other = sessions.of(account).stream()
                    .filter(session -> !session.address().equals(full))
                    .findAny();
            if (other.isPresent()) {
                other.get().replace(() -> client.execute(() -> claim(request, full)));
                return;
            }
        }
        if (sessions.find(full) == null
                && sessions.of(account).size()
                        >= client.server().settings().bounds().sessionsPerAccount()) {
            state = State.WAITING;
            refuse(request, StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT, "Too many clients of yours."));
            return;
        }
        ActiveSession session = new ActiveSession(client, full);
        ActiveSession owner = sessions.enter(full, session);
        if (owner != null) {
            owner.replace(() -> client.execute(() -> claim(request, full)));
            return;
        }
        state = State.DONE;
        client.takeTime();
        Element bound = Element.builder("bind", Namespaces.BIND)
                .child("jid", full.toString())
                .build();
        send(new Iq(null, null, Iq.Type.RESULT, request.id(), null, List.of(bound)));
        client.enter(session);
        session.open();
    }

    private void refuse(Iq request, StanzaError error) {
        send(new Iq(null, null, Iq.Type.ERROR, request.id(), null, List.of(error.toElement())));
    }

    private void send(Stanza answer) {
        client.stream().send(answer.toElement());
    }

    @Override
    public void ending(CloseReason reason) {
        state = State.DONE;
        client.server().sessions().loggedOut(account, client);
    }
}
