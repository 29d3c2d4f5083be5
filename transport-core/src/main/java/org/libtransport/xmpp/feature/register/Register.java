package org.libtransport.xmpp.feature.register;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.libtransport.text.Sentence;
import org.libtransport.xmpp.feature.Feature;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.stanza.StanzaErrorException;
import org.libtransport.xmpp.stanza.StanzaRouter;
import org.libtransport.xmpp.xml.Element;

/** In-band registration (XEP-0077) with the transport's own address. */
public final class Register implements Feature {

    private final Registrations registrations;
    private final Supplier<RegistrationTexts> texts;

    public Register(Registrations registrations, Supplier<RegistrationTexts> texts) {
        this.registrations = registrations;
        this.texts = texts;
    }

    @Override
    public List<String> transportFeatures() {
        return List.of(RegistrationForm.NAMESPACE);
    }

    @Override
    public void register(StanzaRouter router) {
        router.asyncIq(Iq.Type.GET, "query", RegistrationForm.NAMESPACE, this::offer);
        router.asyncIq(Iq.Type.SET, "query", RegistrationForm.NAMESPACE, this::fill);
    }

    private CompletionStage<Iq> offer(Iq request) {
        Jid user = admitted(userOf(request));
        return registrations
                .usernameOf(user)
                .thenApply(username -> request.result(
                        new RegistrationForm(texts.get()).offer(username, registrations.needsPassword())));
    }

    private CompletionStage<Iq> fill(Iq request) {
        Jid user = userOf(request);
        Element query = Objects.requireNonNull(request.payload());
        RegistrationForm.Answers answers = RegistrationForm.read(query);
        if (answers.remove()) {
            return registrations.unregister(user).thenApply(done -> request.result());
        }
        admitted(user);
        String username = answers.username();
        if (username == null || username.isBlank()) {
            return refused(Condition.NOT_ACCEPTABLE, Sentence.NAME_NEEDED);
        }
        String password = answers.password();
        if (registrations.needsPassword() && (password == null || password.isEmpty())) {
            return refused(Condition.NOT_ACCEPTABLE, Sentence.PASSWORD_NEEDED);
        }
        String language = answers.language();
        return registrations
                .register(
                        user,
                        username,
                        password == null ? "" : password,
                        language == null ? texts.get().language() : language)
                .thenApply(done -> request.result());
    }

    /** Only the transport itself takes registrations. */
    private Jid userOf(Iq request) {
        if (request.to() != null && request.to().local() != null) {
            throw new StanzaErrorException(StanzaError.of(Condition.SERVICE_UNAVAILABLE));
        }
        return Objects.requireNonNull(request.from()).bare();
    }

    private Jid admitted(Jid user) {
        if (!registrations.admits(user)) {
            throw new StanzaErrorException(StanzaError.of(Condition.NOT_ALLOWED, Sentence.NOT_OF_HERE));
        }
        return user;
    }

    private static CompletionStage<Iq> refused(Condition condition, Sentence sentence) {
        return CompletableFuture.failedFuture(new StanzaErrorException(StanzaError.of(condition, sentence)));
    }
}
