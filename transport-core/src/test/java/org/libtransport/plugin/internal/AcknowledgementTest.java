package org.libtransport.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.libtransport.plugin.AsyncSession;
import org.libtransport.plugin.AttentionSupport;
import org.libtransport.plugin.ConnectionFailure;
import org.libtransport.plugin.MessageRefusedException;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RunningPlugin;
import org.libtransport.plugin.TryLaterException;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.MessageStatus;
import org.libtransport.protocol.Wire.MessageStatus.Outcome;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.ScriptedTransport;

/** Each message that has an ackId is answered once, whatever the author's code does. */
class AcknowledgementTest {

    private static final String USER = "romeo";

    private final ScriptedTransport transport = ScriptedTransport.local();
    private @Nullable RunningPlugin running;

    @AfterEach
    void close() {
        if (running != null) {
            running.stop();
        }
        transport.close();
    }

    @Test
    void returning_normally_accepts() {
        login((Played.Texts) message -> {});
        send(Type.TYPE_CONV_MESSAGE, 1);
        send(Type.TYPE_CONV_MESSAGE, 2);

        assertThat(status()).isEqualTo(status(1, Outcome.ACCEPTED).build());
        assertThat(status()).isEqualTo(status(2, Outcome.ACCEPTED).build());
    }

    @Test
    void a_refusal_is_told_with_its_text() {
        login((Played.Texts) message -> {
            throw new MessageRefusedException("Too long for this network.");
        });
        send(Type.TYPE_CONV_MESSAGE, 1);

        assertThat(status())
                .isEqualTo(status(1, Outcome.REFUSED)
                        .setReason("Too long for this network.")
                        .build());
    }

    @Test
    void a_postponement_is_told_in_whole_seconds_rounded_up_and_zero_not_at_all() {
        login((Played.Texts) message -> {
            throw new TryLaterException(Duration.ofMillis(Long.parseLong(message.body())), "Slow down.");
        });
        sendText(1, "1001");
        sendText(2, "0");

        assertThat(status())
                .isEqualTo(status(1, Outcome.RETRY_LATER)
                        .setReason("Slow down.")
                        .setRetryAfterSeconds(2)
                        .build());
        assertThat(status())
                .isEqualTo(
                        status(2, Outcome.RETRY_LATER).setReason("Slow down.").build());
    }

    @Test
    void any_other_failure_refuses_without_its_text() {
        login((Played.Texts) message -> {
            if (message.body().equals("error")) {
                throw new StackOverflowError("secret detail");
            }
            throw new IllegalStateException("secret detail");
        });
        sendText(1, "error");
        sendText(2, "exception");

        for (int id = 1; id <= 2; id++) {
            MessageStatus status = status();
            assertThat(status.getAckId()).isEqualTo(id);
            assertThat(status.getOutcome()).isEqualTo(Outcome.REFUSED);
            assertThat(status.getReason()).isNotEmpty().doesNotContain("secret");
        }
    }

    @Test
    void an_old_transport_gets_no_status_and_reads_a_refusal_in_the_conversation() {
        login((Played.Texts) message -> {
            if (message.body().equals("bad")) {
                throw new MessageRefusedException("Too long for this network.");
            }
        });
        transport.message(USER, "juliet", "good");
        transport.message(USER, "juliet", "bad");

        assertThat(transport
                        .expect(Type.TYPE_CONV_MESSAGE, Wire.ConversationMessage.parser())
                        .getMessage())
                .isEqualTo("Your message could not be delivered. Too long for this network.");
    }

    @Test
    void nudges_and_subjects_are_answered_too() {
        login(new Played.Everything());
        send(Type.TYPE_ATTENTION, 1);
        send(Type.TYPE_ROOM_SUBJECT_CHANGED, 2);

        assertThat(status()).isEqualTo(status(1, Outcome.ACCEPTED).build());
        assertThat(status()).isEqualTo(status(2, Outcome.ACCEPTED).build());
    }

    @Test
    void what_a_session_cannot_do_is_refused() {
        login((Played.Texts) message -> {});
        send(Type.TYPE_ATTENTION, 1);
        send(Type.TYPE_ROOM_SUBJECT_CHANGED, 2);

        assertThat(status().getOutcome()).isEqualTo(Outcome.REFUSED);
        assertThat(status().getOutcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void a_nudge_that_throws_is_refused_and_without_an_id_nothing_is_said() {
        login(new Nudges());
        transport.send(Type.TYPE_ATTENTION, text(0, "x"));
        send(Type.TYPE_ATTENTION, 1);

        assertThat(status())
                .isEqualTo(status(1, Outcome.REFUSED).setReason("Not at night.").build());
    }

    @Test
    void a_later_answer_is_sent_when_it_comes_and_holds_up_nobody() throws Exception {
        Later session = new Later();
        login(session);
        send(Type.TYPE_CONV_MESSAGE, 1);
        send(Type.TYPE_CONV_MESSAGE, 2);
        send(Type.TYPE_CONV_MESSAGE, 3);
        send(Type.TYPE_CONV_MESSAGE, 4);
        session.awaitAllSent();

        session.answer(1).complete(null);
        assertThat(status()).isEqualTo(status(2, Outcome.ACCEPTED).build());
        session.answer(0)
                .completeExceptionally(new CompletionException(new TryLaterException(Duration.ofSeconds(3), "Wait.")));
        assertThat(status())
                .isEqualTo(status(1, Outcome.RETRY_LATER)
                        .setReason("Wait.")
                        .setRetryAfterSeconds(3)
                        .build());
        session.answer(2).completeExceptionally(new MessageRefusedException("No."));
        assertThat(status())
                .isEqualTo(status(3, Outcome.REFUSED).setReason("No.").build());
        session.answer(3).cancel(false);
        assertThat(status().getOutcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void who_waits_for_an_asynchronous_session_gets_its_answer_as_a_return_or_an_exception() throws Exception {
        Later session = new Later();
        session.answer(0).complete(null);
        session.answer(1).completeExceptionally(new MessageRefusedException("No."));

        session.sendMessage(new OutgoingMessage("juliet", "one", null, null, false));
        assertThatThrownBy(() -> session.sendMessage(new OutgoingMessage("juliet", "two", null, null, false)))
                .isInstanceOf(MessageRefusedException.class);
    }

    @Test
    void a_message_behind_the_end_of_its_session_may_be_sent_again() {
        CountDownLatch go = new CountDownLatch(1);
        run((login, events) -> (Played.Texts) message -> {
            go.await();
            events.disconnected(ConnectionFailure.NETWORK_ERROR, "gone");
        });
        transport.login(USER, "r", "p");
        send(Type.TYPE_CONV_MESSAGE, 1);
        send(Type.TYPE_CONV_MESSAGE, 2);
        transport.hello();
        go.countDown();

        transport.expect(Type.TYPE_DISCONNECTED);
        assertThat(status()).isEqualTo(status(1, Outcome.ACCEPTED).build());
        MessageStatus second = status();
        assertThat(second.getAckId()).isEqualTo(2);
        assertThat(second.getOutcome()).isEqualTo(Outcome.RETRY_LATER);
    }

    @Test
    void a_message_before_a_log_out_is_still_sent_and_answered() {
        CountDownLatch go = new CountDownLatch(1);
        run((login, events) -> {
            events.connected();
            return (Played.Texts) message -> go.await();
        });
        transport.login(USER, "r", "p");
        transport.expect(Type.TYPE_CONNECTED);
        send(Type.TYPE_CONV_MESSAGE, 1);
        transport.send(
                Type.TYPE_LOGOUT,
                Wire.Logout.newBuilder().setUser(USER).setLegacyName("r").build());
        transport.hello();
        go.countDown();

        assertThat(status()).isEqualTo(status(1, Outcome.ACCEPTED).build());
    }

    @Test
    void a_pause_is_not_negative_nor_longer_than_a_day() {
        assertThatThrownBy(() -> new TryLaterException(Duration.ofSeconds(-1), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TryLaterException(Duration.ofDays(2), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void login(NetworkSession session) {
        run((login, events) -> session);
        transport.login(USER, "r", "p");
    }

    private void run(Played.Opener opener) {
        running = PluginRunner.connect(
                new Played.Plugin(
                        PluginDescription.builder("played", NetworkSession.class)
                                .build(),
                        opener),
                transport.address());
    }

    private void send(Type type, long ackId) {
        transport.send(type, text(ackId, "hi"));
    }

    private void sendText(long ackId, String body) {
        transport.send(Type.TYPE_CONV_MESSAGE, text(ackId, body));
    }

    private static Wire.ConversationMessage text(long ackId, String body) {
        Wire.ConversationMessage.Builder text = Wire.ConversationMessage.newBuilder()
                .setUserName(USER)
                .setBuddyName("juliet")
                .setMessage(body);
        return ackId == 0 ? text.build() : text.setAckId(ackId).build();
    }

    private MessageStatus status() {
        return transport.expect(Type.TYPE_MESSAGE_STATUS, MessageStatus.parser());
    }

    private static MessageStatus.Builder status(long ackId, Outcome outcome) {
        return MessageStatus.newBuilder().setUserName(USER).setAckId(ackId).setOutcome(outcome);
    }

    private static final class Nudges implements NetworkSession, AttentionSupport {
        @Override
        public void sendMessage(OutgoingMessage message) {
            // nobody sends
        }

        @Override
        public void logout() {
            // nothing to do
        }

        @Override
        public void attention(String contact, String text) throws MessageRefusedException {
            throw new MessageRefusedException("Not at night.");
        }
    }

    /** Answers up to four messages when a test says so. */
    private static final class Later implements AsyncSession {
        private final CompletableFuture<?>[] answers = {
            new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>()
        };
        private final CountDownLatch sent = new CountDownLatch(4);
        private int next;

        CompletableFuture<?> answer(int index) {
            return answers[index];
        }

        void awaitAllSent() throws InterruptedException {
            assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public CompletionStage<?> send(OutgoingMessage message) {
            sent.countDown();
            return answers[next++];
        }

        @Override
        public void logout() {
            // nothing to do
        }
    }
}
