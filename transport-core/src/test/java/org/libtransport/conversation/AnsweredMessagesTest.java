package org.libtransport.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.TransportFixture;

/** What a user sees of the answers that a backend gives to messages. */
class AnsweredMessagesTest {

    private static final Failure LOST = Failure.of(Failure.Kind.NETWORK, "The backend died.");

    private final TransportFixture transport = TransportFixture.gateway();

    AnsweredMessagesTest() {
        transport.backends.setAcknowledging(true);
        transport.withRomeoOnline();
    }

    @Test
    void an_accepted_message_brings_the_user_nothing() {
        answer(say("hi"), Outcome.ACCEPTED, "");

        transport.expectNothing();
    }

    @Test
    void a_refused_message_comes_back_with_the_words_of_the_network() {
        answer(say("hi"), Outcome.REFUSED, "No <b> here.");

        transport.expect(returned("hi", "modify", "not-acceptable", ">No &lt;b> here."));
    }

    @Test
    void an_unanswered_message_comes_back_when_the_backend_dies_and_is_not_sent_again() {
        say("hi");
        transport.backends.lose(ROMEO, LOST);

        transport.expectTo(
                ORCHARD,
                returned(
                        "hi",
                        "wait",
                        "remote-server-timeout",
                        " xml:lang='en'>The connection to the network ended before it confirmed this message."
                                + " It may not have arrived."));
        logInAgain();
        transport.pass(Duration.ofMinutes(20));
        assertThat(transport.backends.sentBy(ROMEO, Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.class))
                .isEmpty();
    }

    @Test
    void a_message_put_off_reaches_the_next_backend() {
        answer(say("hi"), Outcome.RETRY_LATER, "Busy.");
        transport.backends.lose(ROMEO, LOST);
        logInAgain();

        Wire.ConversationMessage again = transport
                .backends
                .sentBy(ROMEO, Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.class)
                .get(0);
        assertThat(again.getMessage()).isEqualTo("hi");
        transport.forget();
        answer(again, Outcome.ACCEPTED, "");
        transport.expectNothing();
    }

    @Test
    void who_logs_out_gets_back_what_was_not_answered() {
        say("hi");
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");

        assertThat(transport.sent())
                .anyMatch(stanza -> stanza.isError() && "x1".equals(stanza.id()))
                .filteredOn(stanza -> stanza.isError())
                .hasSize(1);
    }

    @Test
    void attention_is_answered_as_well() {
        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='chat' id='x1'>"
                + "<attention xmlns='urn:xmpp:attention:0'/></message>");

        assertThat(transport
                        .expectFrame(Type.TYPE_ATTENTION, Wire.ConversationMessage.class)
                        .getAckId())
                .isPositive();
    }

    @Test
    void without_answers_the_user_is_told_that_something_may_be_lost() {
        transport.backends.setAcknowledging(false);
        transport.backends.lose(ROMEO, LOST);
        logInAgain();
        assertThat(say("hi").hasAckId()).isFalse();
        transport.backends.lose(ROMEO, LOST);

        assertThat(transport.sent())
                .filteredOn(stanza -> stanza.payload("body", "jabber:client") != null)
                .hasSize(1)
                .allMatch(stanza -> String.valueOf(stanza.payloadText("body"))
                        .contains("What you wrote last may not have arrived."));
    }

    @Test
    void what_got_into_no_socket_comes_back() {
        transport.backends.setAcknowledging(false);
        transport.backends.lose(ROMEO, LOST);
        logInAgain();
        transport.backends.setStuck(true);
        speak("hi");
        transport.expectNothing();

        transport.backends.dropStuck();

        transport.expect(returned(
                "hi",
                "wait",
                "remote-server-timeout",
                " xml:lang='en'>The connection to the network ended before this message was sent."
                        + " It has most likely not arrived."));
    }

    private void logInAgain() {
        transport.pass(Duration.ofSeconds(2));
        transport.backends.clearSent();
        transport.report(ROMEO, BackendEvents::connected);
        transport.sent();
    }

    private Wire.ConversationMessage say(String text) {
        transport.forget();
        speak(text);
        return transport.expectFrame(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.class);
    }

    private void speak(String text) {
        transport.receive("<message from='" + ORCHARD + "' to='juliet@net.example' type='chat' id='x1'><body>" + text
                + "</body></message>");
    }

    private void answer(Wire.ConversationMessage message, Outcome outcome, String reason) {
        transport.report(
                ROMEO,
                events -> events.messageStatus(Wire.MessageStatus.newBuilder()
                        .setUserName(ROMEO)
                        .setAckId(message.getAckId())
                        .setOutcome(outcome)
                        .setReason(reason)
                        .build()));
    }

    private static String returned(String body, String type, String condition, String text) {
        return "<message from='juliet@net.example' to='romeo@montague.example/orchard' type='error' id='x1'><body>"
                + body + "</body><error type='" + type + "'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'" + text + "</text></error></message>";
    }
}
