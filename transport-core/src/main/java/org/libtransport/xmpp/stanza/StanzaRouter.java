package org.libtransport.xmpp.stanza;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the handler of a request by its type and the name and namespace of its payload. Every request gets exactly one
 * answer (RFC 6120 section 8.2.3). Handlers are registered before the first request; afterwards safe on any thread.
 */
public final class StanzaRouter {

    private static final Logger log = LoggerFactory.getLogger(StanzaRouter.class);

    private record Key(Iq.Type type, String name, String namespace) {}

    private final Map<Key, Function<Iq, CompletionStage<Iq>>> handlers = new HashMap<>();
    private final Set<String> namespaces = new HashSet<>();
    private Predicate<Iq> foreign = request -> false;
    private Function<Iq, CompletionStage<Iq>> elsewhere = request -> {
        throw new IllegalStateException("nobody takes requests over");
    };

    /** Registers a handler that answers at once. It may throw a {@link StanzaErrorException}. */
    public void iq(Iq.Type type, String name, String namespace, Function<Iq, Iq> handler) {
        asyncIq(type, name, namespace, request -> CompletableFuture.completedFuture(handler.apply(request)));
    }

    /** Registers a handler that answers later. Its stage may fail with a {@link StanzaErrorException}. */
    public void asyncIq(Iq.Type type, String name, String namespace, Function<Iq, CompletionStage<Iq>> handler) {
        if (handlers.putIfAbsent(new Key(type, name, namespace), handler) != null) {
            throw new IllegalStateException("two handlers for " + type + " " + name + " of " + namespace);
        }
        namespaces.add(namespace);
    }

    /**
     * Lets somebody else answer, before all registered handlers.
     *
     * @param taken which requests are for this handler
     */
    public void takeOver(Predicate<Iq> taken, Function<Iq, CompletionStage<Iq>> handler) {
        foreign = taken;
        elsewhere = handler;
    }

    /**
     * Answers a request, always from the address that was asked to the one that asked; the stage never fails. Empty for
     * an IQ that is no request or names no sender.
     */
    public CompletionStage<Optional<Iq>> route(Iq iq) {
        if (!iq.isRequest()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Element payload = iq.payload();
        if (payload == null || iq.id() == null) {
            return answered(iq, StanzaError.of(Condition.BAD_REQUEST, "A request has an id and a payload."));
        }
        Function<Iq, CompletionStage<Iq>> handler =
                foreign.test(iq) ? elsewhere : handlers.get(new Key(iq.type(), payload.name(), payload.namespace()));
        if (handler == null) {
            boolean known = namespaces.contains(payload.namespace());
            return answered(
                    iq, StanzaError.of(known ? Condition.FEATURE_NOT_IMPLEMENTED : Condition.SERVICE_UNAVAILABLE));
        }
        try {
            return handler.apply(iq)
                    .handle((answer, failure) ->
                            failure == null ? addressed(iq, answer) : asError(iq, errorOf(iq, failure)));
        } catch (RuntimeException e) {
            return answered(iq, errorOf(iq, e));
        }
    }

    private static Optional<Iq> addressed(Iq request, @Nullable Iq answer) {
        if (answer == null || answer.isRequest()) {
            return asError(request, errorOf(request, new IllegalStateException("the handler gave no answer")));
        }
        boolean right = Objects.equals(answer.from(), request.to())
                && Objects.equals(answer.to(), request.from())
                && Objects.equals(answer.id(), request.id());
        return Optional.of(
                right
                        ? answer
                        : new Iq(
                                request.to(),
                                request.from(),
                                answer.type(),
                                request.id(),
                                answer.lang(),
                                answer.payloads()));
    }

    private static CompletionStage<Optional<Iq>> answered(Iq iq, StanzaError error) {
        return CompletableFuture.completedFuture(asError(iq, error));
    }

    private static Optional<Iq> asError(Iq iq, StanzaError error) {
        return Optional.ofNullable((Iq) error.answerTo(iq));
    }

    private static StanzaError errorOf(Iq iq, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StanzaErrorException expected) {
            return expected.error();
        }
        Element payload = iq.payload();
        log.error("A request for {} failed", payload == null ? "nothing" : payload.namespace(), cause);
        return StanzaError.of(Condition.INTERNAL_SERVER_ERROR);
    }
}
