package org.libtransport.user;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StoredUser;
import org.libtransport.storage.UserRecord;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.register.Registrations;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers users and removes them, with what follows for their sessions and rosters. Safe on any thread. */
public final class RegistrationService implements Registrations {

    private static final Logger log = LoggerFactory.getLogger(RegistrationService.class);

    private final UserServices services;
    private final UserManager users;

    public RegistrationService(UserServices services, UserManager users) {
        this.services = services;
        this.users = users;
    }

    @Override
    public boolean admits(Jid user) {
        return services.policy().admits(user);
    }

    @Override
    public boolean needsPassword() {
        return services.backends().features().needPassword();
    }

    @Override
    public CompletionStage<Optional<String>> usernameOf(Jid user) {
        return services.storage().find(user.toString()).thenApply(record -> record.map(UserRecord::uin));
    }

    @Override
    public CompletionStage<Void> register(Jid user, String typedName, String password, String language) {
        String uin = services.policy().applyMask(typedName);
        StanzaError refusal = refusal(user, uin);
        if (refusal != null) {
            return CompletableFuture.failedFuture(new StanzaErrorException(refusal));
        }
        return services.storage()
                .find(user.toString())
                .thenCompose(known -> checkFree(known, uin)
                        .thenCompose(free -> services.storage()
                                .register(new Registration(user.toString(), uin, password, language))
                                .thenAccept(record -> registered(user, known.isPresent()))));
    }

    private @Nullable StanzaError refusal(Jid user, String uin) {
        if (isOwnAddress(user, uin)) {
            return StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.OWN_NAME_NEEDED);
        }
        var allowed = services.policy().allowedUsernames();
        if (allowed != null && !allowed.matcher(uin).matches()) {
            return StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.NAME_NOT_ALLOWED);
        }
        return null;
    }

    private void notify(String what) {
        Jid transport = services.policy().transport();
        services.policy().notified().forEach(jid -> services.send(Message.chat(transport, jid, what)));
    }

    private static boolean isOwnAddress(Jid user, String uin) {
        try {
            return Jid.parse(uin).bare().equals(user.bare());
        } catch (InvalidJidException e) {
            return false;
        }
    }

    /** Without passwords a name belongs to whoever registered it first. */
    private CompletionStage<Void> checkFree(Optional<UserRecord> known, String uin) {
        boolean keepsName = known.isPresent() && known.get().uin().equals(uin);
        if (needsPassword() || keepsName) {
            return CompletableFuture.completedFuture(null);
        }
        return services.storage().isUinTaken(uin).thenAccept(taken -> {
            if (taken) {
                throw new StanzaErrorException(StanzaError.of(Condition.NOT_ACCEPTABLE, Sentence.NAME_TAKEN));
            }
        });
    }

    private void registered(Jid user, boolean again) {
        log.info("{} {}", user, again ? "changed the registration" : "registered");
        notify("registered: " + user);
        Jid transport = services.policy().transport();
        if (again) {
            // The running session has the old name and password: end it and ask for the presence that begins a new one.
            users.logOut(user, () -> services.send(Presence.of(transport, user, Presence.Type.PROBE)));
        } else {
            services.send(Presence.of(transport, user, Presence.Type.SUBSCRIBE));
        }
    }

    @Override
    public CompletionStage<Void> unregister(Jid user) {
        return services.storage().load(user.toString()).thenCompose(stored -> {
            if (stored.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<List<Jid>> contacts = new CompletableFuture<>();
            users.onLoop(
                    user,
                    present -> contacts.complete(
                            present == null
                                    ? storedContacts(stored.get())
                                    : present.roster().buddies().stream()
                                            .map(buddy -> buddy.jid().bare())
                                            .toList()));
            return contacts.thenCompose(jids -> loggedOut(user)
                    .thenCompose(done ->
                            services.storage().remove(stored.get().user().id()))
                    // A presence may have come in between the two.
                    .thenCompose(done -> loggedOut(user))
                    .thenRun(() -> unsubscribe(user, jids)));
        });
    }

    private List<Jid> storedContacts(StoredUser stored) {
        return stored.buddies().stream().flatMap(this::addressOf).toList();
    }

    private Stream<Jid> addressOf(BuddyRecord buddy) {
        try {
            return Stream.of(
                    services.addresses().contact(buddy.name(), buddy.flags()).bare());
        } catch (InvalidJidException e) {
            return Stream.empty();
        }
    }

    private CompletionStage<Void> loggedOut(Jid user) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        users.logOut(user, () -> done.complete(null));
        return done;
    }

    private void unsubscribe(Jid user, List<Jid> contacts) {
        log.info("{} unregistered", user);
        notify("unregistered: " + user);
        contacts.forEach(contact -> unsubscribe(user, contact));
        unsubscribe(user, services.policy().transport());
    }

    private void unsubscribe(Jid user, Jid contact) {
        services.send(Presence.of(contact, user, Presence.Type.UNSUBSCRIBE));
        services.send(Presence.of(contact, user, Presence.Type.UNSUBSCRIBED));
    }
}
