package org.libtransport.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.frontend.LoginResult;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Administrators on XMPP: they chat with the transport's address. In server mode they log in with a password of their own
 * and are nobody on the network, and the transport is their only contact. Safe on any thread.
 */
public final class AdminDesk {

    private static final Logger log = LoggerFactory.getLogger(AdminDesk.class);

    private static final String ROSTER = "jabber:iq:roster";

    private final Jid transport;
    private final boolean serverMode;
    private final Supplier<AdminAccess> access;
    private final AdminInterface commands;
    private final Consumer<Stanza> out;

    /** @param access who administers, asked each time, since it may change */
    public AdminDesk(
            Jid transport,
            boolean serverMode,
            Supplier<AdminAccess> access,
            AdminInterface commands,
            Consumer<Stanza> out) {
        this.transport = transport;
        this.serverMode = serverMode;
        this.access = access;
        this.commands = commands;
        this.out = out;
    }

    public boolean isAdmin(Jid jid) {
        return access.get().isAdmin(jid);
    }

    /** Server mode: the log-in of an administrator; null if the account is not one. */
    public @Nullable LoginAttempt login(Jid account, String password) {
        if (!serverMode || !isAdmin(account)) {
            return null;
        }
        boolean accepted = access.get().accepts(password);
        log.info("{} {} as administrator", account, accepted ? "logs in" : "is refused");
        return new Decided(
                accepted ? new LoginResult.Accepted() : new LoginResult.Refused(false, "The password is wrong."));
    }

    private record Decided(LoginResult how) implements LoginAttempt {

        @Override
        public CompletionStage<LoginResult> result() {
            return CompletableFuture.completedFuture(how);
        }

        @Override
        public void abandon() {
            // It has been decided.
        }
    }

    /** Takes what an administrator says to the transport; false if somebody else has to take the stanza. */
    public boolean takes(Stanza stanza) {
        Jid from = stanza.from();
        if (from == null || !isAdmin(from)) {
            return false;
        }
        Jid to = stanza.to();
        boolean toTransport = to != null && to.local() == null;
        if (stanza instanceof Message message && toTransport && !message.isError()) {
            said(message, from);
            return true;
        }
        if (serverMode && stanza instanceof Iq iq) {
            return askedForRoster(iq);
        }
        if (serverMode && stanza instanceof Presence presence) {
            present(presence, from, to);
            return true;
        }
        return serverMode && stanza.isError();
    }

    private void said(Message message, Jid from) {
        String body = message.body();
        if (body != null && !body.isBlank()) {
            log.info("{} gives an admin command", from);
            commands.query(body).thenAccept(answer -> out.accept(answer(message, from, answer)));
        }
    }

    private Message answer(Message message, Jid from, String answer) {
        List<Element> payloads = new ArrayList<>();
        payloads.add(Element.of("body", Element.CONTENT_NAMESPACE, answer.isEmpty() ? "(no answer)" : legible(answer)));
        message.payloads().stream()
                .filter(payload -> payload.is("thread", Element.CONTENT_NAMESPACE))
                .forEach(payloads::add);
        return new Message(transport, from, message.type(), message.id(), null, payloads);
    }

    /** A client shows the first line beside the name. */
    private static String legible(String answer) {
        return answer.contains("\n") ? "\n" + answer : answer;
    }

    private boolean askedForRoster(Iq iq) {
        boolean asked = iq.type() == Iq.Type.GET && iq.payload("query", ROSTER) != null;
        if (asked) {
            out.accept(iq.result(roster()));
        }
        return asked;
    }

    private Element roster() {
        Element item = Element.builder("item", ROSTER)
                .attribute("jid", transport.toString())
                .attribute("name", "Admin")
                .attribute("subscription", "both")
                .build();
        return Element.builder("query", ROSTER).add(item).build();
    }

    /** The transport is the only contact of an administrator, and always there. */
    private void present(Presence presence, Jid from, @Nullable Jid to) {
        boolean broadcast = to == null || to.local() == null;
        if (presence.type() == Presence.Type.AVAILABLE && broadcast) {
            out.accept(Iq.request(from.bare(), from, Iq.Type.SET, "libtransport-admin", roster()));
            out.accept(Presence.of(transport, from, Presence.Type.AVAILABLE));
        }
    }
}
