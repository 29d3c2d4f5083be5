package org.libtransport;

import java.util.Objects;
import java.util.function.Consumer;
import org.libtransport.admin.AdminDesk;
import org.libtransport.admin.LinkState;
import org.libtransport.frontend.Frontend;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.user.RawRequests;
import org.libtransport.user.UserDesk;
import org.libtransport.user.UserManager;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.privilege.Privileges;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.OwnRequests;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the front door reports to whom it concerns: requests to features, the rest to users. */
public final class StanzaIntake implements FrontendEvents {

    private static final Logger log = LoggerFactory.getLogger(StanzaIntake.class);

    private static final StanzaError ELSEWHERE = StanzaError.of(
            StanzaError.Condition.REMOTE_SERVER_NOT_FOUND, "Only contacts of this transport can be reached here.");

    private final String domain;
    private final UserManager users;
    private final StanzaRouter router;
    private final OwnRequests requests;
    private final RawRequests rawRequests;
    private final Frontend frontend;
    private final Consumer<Boolean> writability;
    private final AdminDesk admins;
    private final LinkState link;
    private final Privileges privileges;
    private final UserDesk desk;

    public StanzaIntake(
            Jid transport,
            UserManager users,
            StanzaRouter router,
            OwnRequests requests,
            RawRequests rawRequests,
            Frontend frontend,
            Consumer<Boolean> writability,
            AdminDesk admins,
            LinkState link,
            Privileges privileges,
            UserDesk desk) {
        this.domain = transport.domain();
        this.users = users;
        this.router = router;
        this.requests = requests;
        this.rawRequests = rawRequests;
        this.frontend = frontend;
        this.writability = writability;
        this.admins = admins;
        this.link = link;
        this.privileges = privileges;
        this.desk = desk;
    }

    @Override
    public void stanzaReceived(Stanza stanza) {
        Jid to = stanza.to();
        if (to != null && !to.domain().equals(domain)) {
            // Only a client of our own can address somebody elsewhere, and we are no server that federates.
            Stanza answer = ELSEWHERE.answerTo(stanza);
            if (answer != null) {
                frontend.send(answer);
            }
        } else if (stanza instanceof Message message && privileges.heard(message)) {
            return;
        } else if (admins.takes(stanza) || desk.takes(stanza)) {
            return;
        } else if (stanza instanceof Iq iq) {
            iqReceived(iq);
        } else {
            users.stanzaReceived(stanza);
        }
    }

    private void iqReceived(Iq iq) {
        if (!requests.accept(iq)) {
            users.loopOf(Objects.requireNonNull(iq.from())).execute(() -> {
                if (iq.isRequest()) {
                    router.route(iq).thenAccept(answer -> answer.ifPresent(frontend::send));
                } else {
                    rawRequests.answered(iq);
                }
            });
        }
    }

    @Override
    public void linkUp(boolean first) {
        link.changed(true);
        if (first) {
            users.restore();
        } else {
            users.resynchronize();
        }
    }

    /** Users stay logged in to their networks; what they miss is made good by {@link #linkUp}. */
    @Override
    public void linkDown() {
        link.changed(false);
        privileges.linkLost();
        requests.linkLost();
        users.linkLost();
    }

    @Override
    public LoginAttempt login(Jid account, String password) {
        LoginAttempt administrator = admins.login(account, password);
        return administrator != null ? administrator : users.login(account, password);
    }

    @Override
    public void writabilityChanged(boolean writable) {
        writability.accept(writable);
    }
}
