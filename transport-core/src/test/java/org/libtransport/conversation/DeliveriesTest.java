package org.libtransport.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.metrics.Counter;
import org.libtransport.metrics.InMemoryMetrics;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ManualLoop;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

/** How each message ends. */
class DeliveriesTest {

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final FakeNetwork network = new FakeNetwork();
    private final List<String> bounced = new ArrayList<>();
    private final List<StanzaError> errors = new ArrayList<>();
    private final Deliveries deliveries = new Deliveries(network, this::bounce, loop, metrics);

    DeliveriesTest() {
        deliveries.networkReached();
    }

    @Test
    void an_accepted_message_is_done() {
        send("a");
        answer(Outcome.ACCEPTED, "");
        deliveries.networkLost();

        assertThat(bounced).isEmpty();
        assertThat(metrics.value(Counter.MESSAGES_ACKNOWLEDGED)).isOne();
        assertThat(metrics.value(Counter.MESSAGES_FROM_XMPP)).isOne();
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void a_refused_message_goes_back_with_the_reason_of_the_network() {
        send("a");
        answer(Outcome.REFUSED, "Too long.");
        deliveries.networkLost();

        assertThat(bounced).containsExactly("a");
        assertThat(errors).containsExactly(StanzaError.of(Condition.NOT_ACCEPTABLE, "Too long."));
        assertThat(metrics.value(Counter.MESSAGES_REFUSED)).isOne();
    }

    @Test
    void a_message_put_off_is_handed_over_again_with_another_number() {
        send("a");
        long first = network.oldest();
        deliveries.answered(network.answer(first, Outcome.RETRY_LATER, "Busy.", 30));
        loop.advance(Duration.ofMillis(29_999));
        assertThat(network.handed).hasSize(1);

        loop.advance(Duration.ofMillis(1));

        assertThat(network.handed)
                .extracting(Wire.ConversationMessage::getMessage)
                .containsExactly("a", "a");
        assertThat(network.oldest()).isNotEqualTo(first);
        assertThat(metrics.value(Counter.MESSAGES_RETRIED)).isOne();
        answer(Outcome.ACCEPTED, "");
        assertThat(bounced).isEmpty();
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void pauses_grow_where_the_network_names_none() {
        send("a");
        List<Long> moments = new ArrayList<>();
        while (bounced.isEmpty()) {
            answer(Outcome.RETRY_LATER, "Busy.");
            while (bounced.isEmpty() && network.unanswered.isEmpty()) {
                loop.advance(Duration.ofSeconds(1));
            }
            moments.add(Duration.ofNanos(loop.nanoTime()).toSeconds());
        }

        assertThat(moments).startsWith(1L, 3L, 7L, 15L, 31L, 63L, 127L, 247L);
        assertThat(network.handed).hasSizeLessThanOrEqualTo(Deliveries.MOST_ATTEMPTS);
        assertThat(errors).containsExactly(StanzaError.of(Condition.RECIPIENT_UNAVAILABLE, "Busy."));
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void a_pause_that_nobody_would_wait_for_is_a_refusal_for_now() {
        send("a");
        deliveries.answered(network.answer(network.oldest(), Outcome.RETRY_LATER, "", -1));

        assertThat(bounced).containsExactly("a");
        assertThat(errors.get(0).condition()).isEqualTo(Condition.RECIPIENT_UNAVAILABLE);
    }

    @Test
    void what_a_lost_network_did_not_answer_goes_back_in_order_and_is_not_sent_again() {
        send("a");
        send("b");
        send("c");
        deliveries.answered(network.answer(network.oldest() + 1, Outcome.ACCEPTED, "", 0));
        assertThat(deliveries.networkLost()).isFalse();

        assertThat(bounced).containsExactly("a", "c");
        assertThat(errors).extracting(StanzaError::condition).containsOnly(Condition.REMOTE_SERVER_TIMEOUT);
        assertThat(metrics.value(Counter.MESSAGES_UNANSWERED)).isEqualTo(2);
        deliveries.networkReached();
        loop.advance(Duration.ofHours(1));
        assertThat(network.handed).hasSize(3);
    }

    @Test
    void a_late_answer_about_a_message_that_went_back_changes_nothing() {
        send("a");
        long number = network.oldest();
        deliveries.networkLost();
        deliveries.networkReached();
        deliveries.answered(network.answer(number, Outcome.RETRY_LATER, "", 1));
        loop.advance(Duration.ofHours(1));

        assertThat(bounced).containsExactly("a");
        assertThat(network.handed).hasSize(1);
        assertThat(metrics.value(Counter.ACKNOWLEDGEMENTS_UNKNOWN)).isOne();
    }

    @Test
    void what_was_put_off_waits_for_the_next_log_in() {
        send("a");
        answer(Outcome.RETRY_LATER, "Busy.");
        deliveries.networkLost();
        loop.advance(Duration.ofMinutes(5));
        assertThat(network.handed).hasSize(1);
        assertThat(bounced).isEmpty();

        deliveries.networkReached();

        assertThat(network.handed).hasSize(2);
        answer(Outcome.ACCEPTED, "");
        deliveries.close(StanzaError.of(Condition.GONE));
        assertThat(bounced).isEmpty();
    }

    @Test
    void what_was_put_off_does_not_wait_for_ever() {
        send("a");
        answer(Outcome.RETRY_LATER, "Busy.");
        deliveries.networkLost();
        loop.advance(Deliveries.PATIENCE);

        assertThat(bounced).containsExactly("a");
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void when_there_will_be_no_session_all_goes_back() {
        send("a");
        send("b");
        answer(Outcome.RETRY_LATER, "Busy.");
        deliveries.close(StanzaError.of(Condition.GONE, "Bye."));

        assertThat(bounced).containsExactly("b", "a");
        assertThat(errors.get(1)).isEqualTo(StanzaError.of(Condition.GONE, "Bye."));
        assertThat(loop.waitingTimers()).isZero();
    }

    @Test
    void more_than_can_be_remembered_goes_back_at_once() {
        for (int i = 0; i < Deliveries.MOST; i++) {
            send("m" + i);
        }
        send("one too many");
        assertThat(bounced).containsExactly("one too many");
        assertThat(errors.get(0).condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT);

        answer(Outcome.ACCEPTED, "");
        send("again");
        assertThat(bounced).hasSize(1);
    }

    @Test
    void large_messages_are_bounded_by_their_bytes() {
        String large = "x".repeat(Deliveries.MOST_BYTES / 2 - 1000);
        send(large);
        send(large);
        assertThat(bounced).isEmpty();
        send(large);
        assertThat(bounced).hasSize(1);

        answer(Outcome.REFUSED, "");
        send(large);
        assertThat(bounced).hasSize(2);
    }

    @Test
    void what_the_backend_does_not_take_goes_back() {
        network.full = true;
        send("a");

        assertThat(bounced).containsExactly("a");
        assertThat(errors.get(0).condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT);
    }

    @Test
    void what_the_backend_does_not_take_at_another_try_is_put_off_again() {
        send("a");
        answer(Outcome.RETRY_LATER, "");
        network.full = true;
        loop.advance(Duration.ofSeconds(10));
        assertThat(bounced).isEmpty();

        network.full = false;
        loop.advance(Duration.ofMinutes(1));
        assertThat(network.handed).hasSize(2);
    }

    @Test
    void without_acknowledgement_what_got_into_no_socket_goes_back_and_the_rest_is_in_doubt() {
        network.acknowledges = false;
        send("a");
        send("b");
        assertThat(network.handed).noneMatch(Wire.ConversationMessage::hasAckId);

        assertThat(deliveries.networkLost()).isTrue();
        network.unwritten.get(1).run();

        assertThat(bounced).containsExactly("b");
        assertThat(deliveries.networkLost()).isFalse();
    }

    @Test
    void without_acknowledgement_what_was_sent_long_ago_has_been_read() {
        network.acknowledges = false;
        send("a");
        loop.advance(Duration.ofMinutes(1));

        assertThat(deliveries.networkLost()).isFalse();
    }

    @Test
    void what_goes_back_has_the_words_of_the_message_and_not_the_rest() {
        Element body = Element.of("body", Element.CONTENT_NAMESPACE, "a");
        Message message = new Message(
                Jid.parse("romeo@montague.example/orchard"),
                Jid.parse("juliet@net.example"),
                Message.Type.CHAT,
                "x1",
                null,
                List.of(body, Element.of("request", "urn:xmpp:receipts")));

        assertThat(Delivery.forBounce(message).payloads()).containsExactly(body);
    }

    private void send(String text) {
        Message stanza = new Message(
                Jid.parse("romeo@montague.example/orchard"),
                Jid.parse("juliet@net.example"),
                Message.Type.CHAT,
                text,
                null,
                List.of(Element.of("body", Element.CONTENT_NAMESPACE, text)));
        deliveries.send(
                stanza,
                Type.TYPE_CONV_MESSAGE,
                Wire.ConversationMessage.newBuilder()
                        .setUserName("romeo@montague.example")
                        .setBuddyName("juliet")
                        .setMessage(text));
    }

    private void answer(Outcome outcome, String reason) {
        deliveries.answered(network.answer(network.oldest(), outcome, reason, 0));
    }

    private void bounce(Stanza stanza, StanzaError error) {
        bounced.add(String.valueOf(stanza.id()));
        errors.add(error);
    }
}
