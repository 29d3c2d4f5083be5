package org.libtransport.xmpp.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

class StanzaRouterTest {

    private static final Jid ROMEO = Jid.parse("romeo@montague.example/garden");
    private static final Jid GATEWAY = Jid.parse("gateway.example");

    private final StanzaRouter router = new StanzaRouter();

    @Test
    void a_request_reaches_the_handler_of_its_type_name_and_namespace() {
        router.iq(Iq.Type.GET, "query", "urn:a", request -> request.result(Element.of("right", "urn:a")));
        router.iq(Iq.Type.SET, "query", "urn:a", Iq::result);
        router.iq(Iq.Type.GET, "query", "urn:b", Iq::result);

        Iq answer = answer(request(Iq.Type.GET, "query", "urn:a"));

        assertThat(answer.payload()).isEqualTo(Element.of("right", "urn:a"));
        assertThat(answer.to()).isEqualTo(ROMEO);
    }

    /** RFC 6120 section 8.4. */
    @Test
    void an_unknown_namespace_is_unavailable_and_an_unknown_name_in_a_known_one_not_implemented() {
        router.iq(Iq.Type.GET, "query", "urn:a", Iq::result);

        assertThat(condition(request(Iq.Type.GET, "query", "urn:x"))).isEqualTo(Condition.SERVICE_UNAVAILABLE);
        assertThat(condition(request(Iq.Type.GET, "other", "urn:a"))).isEqualTo(Condition.FEATURE_NOT_IMPLEMENTED);
        assertThat(condition(request(Iq.Type.SET, "query", "urn:a"))).isEqualTo(Condition.FEATURE_NOT_IMPLEMENTED);
    }

    @Test
    void a_handler_that_throws_or_gives_no_answer_is_an_internal_error() {
        router.iq(Iq.Type.GET, "throws", "urn:a", request -> {
            throw new IllegalStateException("on purpose");
        });
        router.asyncIq(
                Iq.Type.GET,
                "fails",
                "urn:a",
                request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
        router.asyncIq(Iq.Type.GET, "nothing", "urn:a", request -> CompletableFuture.completedFuture(null));

        for (String name : List.of("throws", "fails", "nothing")) {
            assertThat(condition(request(Iq.Type.GET, name, "urn:a"))).isEqualTo(Condition.INTERNAL_SERVER_ERROR);
        }
    }

    @Test
    void a_handler_may_refuse_with_an_error_of_its_choice() {
        router.asyncIq(
                Iq.Type.GET,
                "query",
                "urn:a",
                request -> CompletableFuture.failedFuture(
                        new StanzaErrorException(StanzaError.of(Condition.FORBIDDEN, "No."))));

        Iq answer = answer(request(Iq.Type.GET, "query", "urn:a"));

        assertThat(StanzaError.parse(answer)).isEqualTo(StanzaError.of(Condition.FORBIDDEN, "No."));
    }

    @Test
    void an_answer_comes_from_the_address_that_was_asked_whatever_the_handler_says() {
        router.iq(
                Iq.Type.GET, "query", "urn:a", request -> new Iq(null, GATEWAY, Iq.Type.RESULT, "x", null, List.of()));

        assertThat(answer(request(Iq.Type.GET, "query", "urn:a")))
                .isEqualTo(new Iq(GATEWAY, ROMEO, Iq.Type.RESULT, "1", null, List.of()));
    }

    @Test
    void results_and_errors_are_not_answered() {
        Iq request = request(Iq.Type.GET, "query", "urn:a");

        assertThat(router.route(request.result()).toCompletableFuture().join()).isEmpty();
        assertThat(router.route((Iq) StanzaError.of(Condition.GONE).answerTo(request))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    @Test
    void a_second_handler_for_the_same_request_is_a_mistake_of_ours() {
        router.iq(Iq.Type.GET, "query", "urn:a", Iq::result);

        assertThatThrownBy(() -> router.iq(Iq.Type.GET, "query", "urn:a", Iq::result))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Iq request(Iq.Type type, String name, String namespace) {
        return Iq.request(ROMEO, GATEWAY, type, "1", Element.of(name, namespace));
    }

    private Condition condition(Iq request) {
        return Optional.ofNullable(StanzaError.parse(answer(request)))
                .orElseThrow()
                .condition();
    }

    private Iq answer(Iq request) {
        return router.route(request).toCompletableFuture().join().orElseThrow();
    }
}
