package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_CONV_MESSAGE;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.backend.BackendEvents;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.testkit.FakeBackends;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;

/** The network or a backend fails under a user: what passes is tried again, what does not is told. */
class NetworkTroubleTest {

    private static final int NETWORK_ERROR = 0;
    private static final int AUTHENTICATION_FAILED = 2;

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void a_network_error_is_told_by_presence_and_one_message() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_ONLINE));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        disconnect(NETWORK_ERROR, "No route.");

        List<Stanza> sent = transport.sent();
        assertThat(sent).hasSize(3);
        assertThat(sent.get(0).toElement().toString())
                .contains("juliet@net.example/bot")
                .contains("unavailable");
        assertThat(sent.get(1).payloadText("status"))
                .startsWith("Trying again in")
                .endsWith("No route.");
        assertThat(sent.get(2))
                .isInstanceOfSatisfying(
                        Message.class, message -> assertThat(message.body()).contains("No route."));
        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void the_log_in_is_repeated_with_growing_pauses_and_no_further_message() {
        long before = attempts();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            disconnect(NETWORK_ERROR, "No route.");
            transport.pass(Duration.ofMillis(seconds * 500L - 20));
            assertThat(attempts()).as("before half of %d s", seconds).isEqualTo(before);
            transport.pass(Duration.ofMillis(seconds * 500L + 40));
            assertThat(attempts()).as("after %d s", seconds).isEqualTo(++before);
        }
        assertThat(transport.sent().stream().filter(Message.class::isInstance)).hasSize(1);
    }

    @Test
    void after_the_log_in_succeeds_everything_is_as_before() {
        disconnect(NETWORK_ERROR, "No route.");
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        transport.report(ROMEO, BackendEvents::connected);

        transport.expect("<presence from='net.example' to='romeo@montague.example'/>");
        say("hello again");
        transport.expectFrames(TYPE_CONV_MESSAGE);
    }

    @Test
    void what_is_said_meanwhile_waits() {
        disconnect(NETWORK_ERROR, "No route.");
        say("are you there?");
        transport.forget();
        transport.pass(Duration.ofSeconds(2));
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);

        transport.report(ROMEO, BackendEvents::connected);
        transport.expectFrames(TYPE_CONV_MESSAGE);
    }

    @Test
    void a_chat_state_is_not_kept_for_later() {
        disconnect(NETWORK_ERROR, "No route.");
        transport.receive("<message from='romeo@montague.example/orchard' to='juliet@net.example' type='chat'>"
                + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        transport.report(ROMEO, BackendEvents::connected);
        transport.expectFrames();
    }

    @Test
    void a_network_that_takes_users_and_drops_them_at_once_is_asked_ever_less_often() {
        for (int i = 0; i < 10; i++) {
            disconnect(NETWORK_ERROR, "Not you.");
            transport.pass(Duration.ofMinutes(5));
            transport.report(ROMEO, BackendEvents::connected);
        }
        disconnect(NETWORK_ERROR, "Not you.");
        long before = attempts();

        transport.pass(Duration.ofSeconds(149));

        assertThat(attempts()).isEqualTo(before);
        assertThat(transport.sent().stream().filter(Message.class::isInstance)).hasSize(1);
    }

    @Test
    void after_a_minute_that_lasted_the_next_trouble_is_new() {
        disconnect(NETWORK_ERROR, "No route.");
        transport.pass(Duration.ofSeconds(2));
        transport.report(ROMEO, BackendEvents::connected);
        transport.pass(Duration.ofMinutes(1));
        transport.forget();

        disconnect(NETWORK_ERROR, "No route.");

        assertThat(transport.sent().stream().filter(Message.class::isInstance)).hasSize(1);
        transport.pass(Duration.ofSeconds(1));
        transport.expectFrames(TYPE_LOGOUT, TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void a_move_to_another_backend_is_noticed_by_nobody_and_what_is_said_meanwhile_waits() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_ONLINE));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        transport.backends.move(ROMEO);
        transport.expectFrames(TYPE_LOGOUT, TYPE_LOGIN, TYPE_STATUS_CHANGED);
        say("hello again");
        transport.expectFrames();

        transport.report(ROMEO, BackendEvents::connected);
        transport.expectFrames(TYPE_CONV_MESSAGE);
        assertThat(transport.sent()).isEmpty();
    }

    @Test
    void a_user_who_is_refused_a_backend_is_told_why_and_not_tried_again() {
        transport.forget();
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.REFUSED, "Not for some minutes."));
        transport.pass(Duration.ofMinutes(10));

        transport.expectFrames();
        assertThat(transport.sent().stream().filter(Message.class::isInstance).map(Message.class::cast))
                .singleElement()
                .satisfies(told -> assertThat(told.body()).contains("Not for some minutes."));
    }

    @Test
    void a_lost_backend_is_left_without_a_word_and_another_one_asked() {
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "The backend ended."));
        transport.pass(Duration.ofSeconds(1));

        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void where_no_backend_can_be_had_the_user_asks_again() {
        TransportFixture starting = TransportFixture.gateway();
        starting.stored(ROMEO, "romeo1", "secret");
        starting.backends.holdRequests(true);
        starting.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        starting.backends.refuse(ROMEO, Failure.of(Failure.Kind.NO_BACKEND, "No backend could be started."));
        starting.run();
        starting.backends.holdRequests(false);

        starting.pass(Duration.ofSeconds(1));

        starting.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void a_wrong_password_is_told_and_not_tried_again() {
        say("one last word");
        transport.forget();

        disconnect(AUTHENTICATION_FAILED, "Bad password.");

        transport.expectTo(
                ROMEO,
                "<message from='net.example' to='romeo@montague.example' type='chat' xml:lang='en'><body>Bad password. "
                        + "Register again with the right name and password to log in.</body>"
                        + "<spectrumerror xmlns='http://spectrum.im/error' error='2'>"
                        + "CONNECTION_ERROR_AUTHENTICATION_FAILED</spectrumerror></message>",
                "<presence from='net.example' to='romeo@montague.example' type='unavailable'><status>Bad password.</status>"
                        + "</presence>");
        transport.expectFrames(TYPE_LOGOUT);
        transport.pass(Duration.ofMinutes(10));
        transport.expectFrames();
        assertThat(transport.record(ROMEO).user().online()).isFalse();
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void after_a_final_error_a_new_presence_logs_in_again() {
        disconnect(AUTHENTICATION_FAILED, "Bad password.");
        transport.forget();

        transport.receive("<presence from='" + ORCHARD + "' to='net.example'/>");

        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void what_waited_for_a_log_in_that_is_refused_goes_back() {
        TransportFixture starting = TransportFixture.gateway();
        starting.stored(ROMEO, "romeo1", "secret");
        starting.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        starting.receive(message("hello"));
        starting.forget();

        starting.report(ROMEO, events -> events.disconnected(AUTHENTICATION_FAILED, "Bad password."));

        starting.expectTo(
                ORCHARD,
                "<message from='juliet@net.example' to='romeo@montague.example/orchard' type='error' id='x1'>"
                        + "<body>hello</body>"
                        + "<error type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                        + "</message>");
    }

    @ParameterizedTest
    @CsvSource({
        "1, CONNECTION_ERROR_INVALID_USERNAME",
        "4, CONNECTION_ERROR_NO_SSL_SUPPORT",
        "9, CONNECTION_ERROR_CERT_UNTRUSTED",
        "10, CONNECTION_ERROR_CERT_EXPIRED",
        "15, CONNECTION_ERROR_CERT_OTHER_ERROR"
    })
    void every_lasting_error_is_named_by_its_number(int error, String name) {
        disconnect(error, "Reason.");

        assertThat(transport.sent())
                .filteredOn(Message.class::isInstance)
                .singleElement()
                .satisfies(message -> {
                    var element = message.payload("spectrumerror", "http://spectrum.im/error");
                    assertThat(element.attribute("error")).isEqualTo(Integer.toString(error));
                    assertThat(element.text()).isEqualTo(name);
                });
    }

    @ParameterizedTest
    @CsvSource({"0", "16", "4711", "-1"})
    void errors_that_may_pass_and_unknown_ones_are_tried_again(int error) {
        disconnect(error, "");
        transport.pass(Duration.ofSeconds(1));

        transport.expectFrames(TYPE_LOGOUT, TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void an_error_without_text_gets_a_sentence() {
        disconnect(AUTHENTICATION_FAILED, "");

        assertThat(transport.sent())
                .filteredOn(Message.class::isInstance)
                .singleElement()
                .satisfies(message -> assertThat(message.payloadText("body"))
                        .startsWith("The network refused your name or password."));
    }

    @Test
    void who_leaves_during_a_pause_is_not_logged_in_again() {
        disconnect(NETWORK_ERROR, "No route.");
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        transport.forget();

        transport.pass(Duration.ofMinutes(10));

        transport.expectFrames();
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void a_log_in_that_is_never_answered_is_given_up_told_and_tried_again() {
        disconnect(NETWORK_ERROR, "No route.");
        transport.pass(Duration.ofSeconds(1));
        transport.forget();

        transport.pass(Duration.ofSeconds(299));
        transport.expectFrames();
        transport.pass(Duration.ofSeconds(1));

        transport.expectFrames(TYPE_LOGOUT);
        assertThat(transport.sent())
                .singleElement()
                .satisfies(presence -> assertThat(presence.payloadText("status"))
                        .startsWith("Trying again in")
                        .endsWith("The network did not answer the log-in."));
        transport.pass(Duration.ofSeconds(2));
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void a_log_in_that_is_answered_in_time_lasts() {
        disconnect(NETWORK_ERROR, "No route.");
        transport.pass(Duration.ofSeconds(290));
        transport.report(ROMEO, BackendEvents::connected);
        transport.forget();

        transport.pass(Duration.ofMinutes(10));

        transport.expectFrames();
    }

    @Test
    void a_log_in_at_the_backend_moved_to_that_is_never_answered_is_given_up_as_well() {
        transport.backends.move(ROMEO);
        say("hello?");
        transport.forget();

        transport.pass(Duration.ofMinutes(5));

        transport.expectFrames(TYPE_LOGOUT);
        transport.pass(Duration.ofSeconds(2));
        transport.report(ROMEO, BackendEvents::connected);
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED, TYPE_CONV_MESSAGE);
    }

    @Test
    void a_log_in_may_take_any_time_where_the_administrator_wants_that() {
        TransportFixture patient = TransportFixture.gateway(
                rules -> rules.toBuilder().loginTimeout(Duration.ZERO).build());
        patient.stored(ROMEO, "romeo1", "secret");
        patient.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        patient.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);

        patient.pass(Duration.ofDays(1));

        patient.expectFrames();
    }

    private void disconnect(int error, String text) {
        transport.report(ROMEO, events -> events.disconnected(error, text));
    }

    private void say(String body) {
        transport.receive(message(body));
    }

    private static String message(String body) {
        return "<message from='romeo@montague.example/orchard' to='juliet@net.example' type='chat' id='x1'><body>"
                + body + "</body></message>";
    }

    private long attempts() {
        return transport.backends.sent().stream()
                .map(FakeBackends.Sent::type)
                .filter(TYPE_LOGIN::equals)
                .count();
    }
}
