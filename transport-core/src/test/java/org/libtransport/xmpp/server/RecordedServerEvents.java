package org.libtransport.xmpp.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.libtransport.frontend.FrontendEvents;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.frontend.LoginResult;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Stanza;

/**
 * What a server reports, and log-ins by password: {@code secret} is right, {@code later} never gets an answer, {@code down}
 * may be right another time, everything else is wrong.
 */
final class RecordedServerEvents implements FrontendEvents {

    private final List<Stanza> stanzas = new ArrayList<>();
    private final List<String> logins = new ArrayList<>();
    private final List<Jid> abandoned = new ArrayList<>();
    private final CompletableFuture<LoginResult> later = new CompletableFuture<>();

    @Override
    public synchronized void stanzaReceived(Stanza stanza) {
        stanzas.add(stanza);
    }

    @Override
    public void linkUp(boolean first) {
        throw new AssertionError("servers have no link");
    }

    @Override
    public void linkDown() {
        throw new AssertionError("servers have no link");
    }

    @Override
    public synchronized LoginAttempt login(Jid account, String password) {
        logins.add(account + " " + password);
        CompletionStage<LoginResult> result = resultOf(password);
        return new LoginAttempt() {
            @Override
            public CompletionStage<LoginResult> result() {
                return result;
            }

            @Override
            public void abandon() {
                synchronized (RecordedServerEvents.this) {
                    abandoned.add(account);
                }
            }
        };
    }

    private CompletionStage<LoginResult> resultOf(String password) {
        return switch (password) {
            case "secret" -> CompletableFuture.completedFuture(new LoginResult.Accepted());
            case "later" -> later;
            case "down" -> CompletableFuture.completedFuture(new LoginResult.Refused(true, "The network is down."));
            default -> CompletableFuture.completedFuture(new LoginResult.Refused(false, "The password is wrong."));
        };
    }

    @Override
    public void writabilityChanged(boolean writable) {
        throw new AssertionError("one client must not stop all");
    }

    void answerLater(LoginResult result) {
        later.complete(result);
    }

    synchronized List<Stanza> stanzas() {
        return List.copyOf(stanzas);
    }

    synchronized List<String> logins() {
        return List.copyOf(logins);
    }

    synchronized List<Jid> abandoned() {
        return List.copyOf(abandoned);
    }
}
