package org.libtransport.xmpp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.libtransport.testkit.ManualLoop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/** Requests of the transport itself (RFC 6120 section 8.2.3). */
class OwnRequestsTest {

    private static final Jid ROMEO = Jid.parse("romeo@montague.example");
    private static final Jid GATEWAY = Jid.parse("gateway.example");
    private static final Iq QUESTION = Iq.request(GATEWAY, ROMEO, Iq.Type.GET, "", Element.of("query", "urn:test"));

    private final ManualLoop first = new ManualLoop();
    private final ManualLoop second = new ManualLoop();
    private final List<Iq> sent = new ArrayList<>();
    private boolean linked = true;
    private final OwnRequests requests =
            new OwnRequests(List.of(first, second), stanza -> linked && sent.add((Iq) stanza));

    @Test
    void an_answer_reaches_the_loop_that_asked_and_no_other() {
        CompletableFuture<Iq> ofFirst = ask(first);
        CompletableFuture<Iq> ofSecond = ask(second);

        assertThat(requests.accept(sent.get(1).result())).isTrue();
        first.run();
        assertThat(ofSecond).isNotDone();
        second.run();

        assertThat(ofSecond).isCompletedWithValue(sent.get(1).result());
        assertThat(ofFirst).isNotDone();
    }

    @Test
    void ids_are_all_different_and_long_enough_to_be_unguessable() {
        for (int i = 0; i < 1000; i++) {
            ask(first);
        }

        assertThat(sent)
                .extracting(Iq::id)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).hasSizeGreaterThan(24));
    }

    @Test
    void an_answer_that_is_not_from_the_address_asked_is_taken_in_but_answers_nothing() {
        CompletableFuture<Iq> answer = ask(first);
        Iq forged = sent.get(0).result().withFrom(Jid.parse("mallory@evil.example"));

        assertThat(requests.accept(forged)).isTrue();
        first.run();

        assertThat(answer).isNotDone();
    }

    @Test
    void what_others_asked_and_answers_to_other_ids_are_left_alone() {
        ask(first);

        assertThat(requests.accept(QUESTION.withId("ask-0-").result())).isFalse();
        assertThat(requests.accept(
                        QUESTION.withId("ask-9-0123456789abcdef01234567").result()))
                .isFalse();
        assertThat(requests.accept(QUESTION.withId("x").result())).isFalse();
        assertThat(requests.accept(sent.get(0))).isFalse();
    }

    @Test
    void without_a_link_or_an_answer_there_is_an_error_instead_of_silence() {
        CompletableFuture<Iq> silent = ask(first);
        first.advance(Duration.ofSeconds(30));
        assertThat(condition(silent)).isEqualTo(Condition.REMOTE_SERVER_TIMEOUT);

        CompletableFuture<Iq> cut = ask(first);
        requests.linkLost();
        first.run();
        assertThat(condition(cut)).isEqualTo(Condition.RECIPIENT_UNAVAILABLE);

        linked = false;
        assertThat(condition(ask(second))).isEqualTo(Condition.RECIPIENT_UNAVAILABLE);
        assertThat(first.waitingTimers() + second.waitingTimers()).isZero();
    }

    private CompletableFuture<Iq> ask(ManualLoop loop) {
        return requests.on(loop).request(QUESTION).toCompletableFuture();
    }

    private static Condition condition(CompletableFuture<Iq> answer) {
        assertThat(answer).isCompleted();
        return StanzaError.parse(answer.join()).condition();
    }
}
