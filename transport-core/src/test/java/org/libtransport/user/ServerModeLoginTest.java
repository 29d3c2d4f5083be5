package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.frontend.LoginAttempt;
import org.libtransport.frontend.LoginResult;
import org.libtransport.protocol.Wire;
import org.libtransport.testkit.FakeFrontend;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.jid.Jid;

/** Clients log in to the transport itself, with the name and password of the other network. */
class ServerModeLoginTest {

    private static final String ACCOUNT = "romeo%irc.example@net.example";
    private static final String CLIENT = ACCOUNT + "/abc";

    private final TransportFixture transport = TransportFixture.serverMode();

    @Test
    void the_network_decides_who_is_let_in() {
        CompletionStage<LoginResult> result = transport.login(ACCOUNT, "secret");

        Wire.Login login = transport.expectFrame(TYPE_LOGIN, Wire.Login.class);
        assertThat(login.getUser()).isEqualTo(ACCOUNT);
        assertThat(login.getLegacyName()).isEqualTo("romeo@irc.example");
        assertThat(login.getPassword()).isEqualTo("secret");
        assertThat(result.toCompletableFuture()).isNotDone();

        transport.report(ACCOUNT, BackendEvents::connected);
        assertThat(result.toCompletableFuture()).isCompletedWithValue(new LoginResult.Accepted());
    }

    @Test
    void who_is_new_is_stored_without_the_password() {
        transport.login(ACCOUNT, "secret");

        assertThat(transport.record(ACCOUNT).user().uin()).isEqualTo("romeo@irc.example");
        assertThat(transport.record(ACCOUNT).user().password()).isEmpty();
    }

    @Test
    void a_stored_user_name_wins_over_the_address_and_the_typed_password_over_the_stored_one() {
        transport.stored(ACCOUNT, "Romeo_M", "old");
        transport.login(ACCOUNT, "new");

        Wire.Login login = transport.expectFrame(TYPE_LOGIN, Wire.Login.class);
        assertThat(login.getLegacyName()).isEqualTo("Romeo_M");
        assertThat(login.getPassword()).isEqualTo("new");
    }

    @Test
    void a_wrong_password_is_refused_for_good() {
        CompletionStage<LoginResult> result = transport.login(ACCOUNT, "wrong");
        transport.report(ACCOUNT, events -> events.disconnected(2, "Bad password."));

        assertThat(result.toCompletableFuture()).isCompletedWithValue(new LoginResult.Refused(false, "Bad password."));
        assertThat(transport.record(ACCOUNT).user().online()).isFalse();
        transport.expectNothing();
    }

    @Test
    void a_network_that_cannot_be_reached_refuses_for_now_and_is_not_asked_again_without_a_client() {
        CompletionStage<LoginResult> result = transport.login(ACCOUNT, "secret");
        transport.report(ACCOUNT, events -> events.disconnected(0, "No route."));

        assertThat(result.toCompletableFuture()).isCompletedWithValue(new LoginResult.Refused(true, "No route."));
        transport.forget();
        transport.pass(Duration.ofMinutes(10));
        transport.expectFrames();
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void a_database_that_fails_refuses_for_now() {
        transport.database.fail(true);
        assertThat(transport.login(ACCOUNT, "secret").toCompletableFuture())
                .isCompletedWithValueMatching(
                        result -> result instanceof LoginResult.Refused refused && refused.temporary());
    }

    @Test
    void a_client_that_gives_up_ends_the_attempt() {
        LoginAttempt attempt = transport.attempt(ACCOUNT, "secret");
        transport.forget();

        attempt.abandon();

        transport.expectFrames(TYPE_LOGOUT);
        assertThat(attempt.result().toCompletableFuture())
                .isCompletedWithValueMatching(LoginResult.Refused.class::isInstance);
        assertThat(transport.backends.seatedUsers()).isEmpty();
    }

    @Test
    void a_client_that_was_refused_and_gives_up_does_not_end_the_attempt_of_another() {
        CompletionStage<LoginResult> owner = transport.login(ACCOUNT, "secret");
        LoginAttempt stranger = transport.attempt(ACCOUNT, "guess");
        transport.forget();

        stranger.abandon();

        transport.expectFrames();
        transport.report(ACCOUNT, BackendEvents::connected);
        assertThat(owner.toCompletableFuture()).isCompletedWithValue(new LoginResult.Accepted());
    }

    @Test
    void the_log_in_goes_on_while_one_of_two_clients_with_the_password_waits() {
        LoginAttempt first = transport.attempt(ACCOUNT, "secret");
        LoginAttempt second = transport.attempt(ACCOUNT, "secret");
        transport.forget();

        first.abandon();
        transport.expectFrames();

        second.abandon();
        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void a_client_that_gives_up_while_the_database_is_asked_is_not_logged_in() {
        LoginAttempt attempt = transport.frontend.events().login(Jid.parse(ACCOUNT), "secret");
        attempt.abandon();

        transport.expectFrames();
        assertThat(transport.login(ACCOUNT, "secret").toCompletableFuture()).isNotDone();
        transport.expectFrames(TYPE_LOGIN);
    }

    @Test
    void giving_up_does_not_touch_a_session_that_is_there() {
        LoginAttempt attempt = transport.attempt(ACCOUNT, "secret");
        transport.report(ACCOUNT, BackendEvents::connected);
        transport.receive("<presence from='" + CLIENT + "'/>");
        transport.report(ACCOUNT, events -> events.disconnected(0, "No route."));
        transport.forget();

        attempt.abandon();
        transport.pass(Duration.ofSeconds(1));

        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void a_second_client_with_the_same_password_is_let_in_at_once() {
        loggedIn();

        assertThat(transport.login(ACCOUNT, "secret").toCompletableFuture())
                .isCompletedWithValue(new LoginResult.Accepted());
        transport.expectFrames();
    }

    @Test
    void a_second_client_waits_for_the_first_of_the_same_password() {
        transport.login(ACCOUNT, "secret");
        CompletionStage<LoginResult> second = transport.login(ACCOUNT, "secret");
        assertThat(second.toCompletableFuture()).isNotDone();

        transport.report(ACCOUNT, BackendEvents::connected);

        assertThat(second.toCompletableFuture()).isCompletedWithValue(new LoginResult.Accepted());
        transport.expectFrames(TYPE_LOGIN);
    }

    @Test
    void a_second_client_with_another_password_is_refused() {
        loggedIn();

        assertThat(transport.login(ACCOUNT, "guess").toCompletableFuture())
                .isCompletedWithValue(new LoginResult.Refused(false, "The password is wrong."));
        transport.expectFrames();
    }

    @Test
    void an_unproven_password_does_not_make_another_one_wrong() {
        transport.login(ACCOUNT, "guess");

        assertThat(transport.login(ACCOUNT, "secret").toCompletableFuture())
                .isCompletedWithValueMatching(
                        result -> result instanceof LoginResult.Refused refused && refused.temporary());
    }

    @Test
    void who_logs_in_and_never_comes_is_logged_out_after_a_minute() {
        transport.login(ACCOUNT, "secret");
        transport.pass(Duration.ofSeconds(50));
        transport.report(ACCOUNT, BackendEvents::connected);
        transport.forget();

        transport.pass(Duration.ofSeconds(59));
        transport.expectFrames();

        transport.pass(Duration.ofSeconds(2));
        transport.expectFrames(TYPE_LOGOUT);
        assertThat(transport.frontend.endedSessions())
                .extracting(FakeFrontend.EndedSessions::account)
                .containsExactly(Jid.parse(ACCOUNT));
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void a_log_in_that_is_never_answered_ends_after_a_minute() {
        CompletionStage<LoginResult> result = transport.login(ACCOUNT, "secret");

        transport.pass(Duration.ofSeconds(61));

        assertThat(result.toCompletableFuture())
                .isCompletedWithValueMatching(end -> end instanceof LoginResult.Refused refused && refused.temporary());
    }

    @Test
    void who_comes_in_time_stays() {
        loggedIn();
        transport.pass(Duration.ofMinutes(5));

        transport.expectFrames();
        assertThat(transport.frontend.endedSessions()).isEmpty();
    }

    @Test
    void the_transport_shows_no_presence_of_its_own() {
        loggedIn();
        transport.receive("<presence from='" + CLIENT + "' type='unavailable'/>");
        transport.pass(Duration.ofSeconds(6));

        transport.expectNothing();
        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void a_client_that_stays_without_presence_has_to_log_in_again() {
        loggedIn();
        transport.receive("<presence from='" + CLIENT + "' type='unavailable'/>");
        transport.pass(Duration.ofSeconds(4));
        assertThat(transport.frontend.endedSessions()).isEmpty();

        transport.pass(Duration.ofSeconds(2));

        transport.expectFrames(TYPE_LOGOUT);
        assertThat(transport.frontend.endedSessions())
                .extracting(FakeFrontend.EndedSessions::account)
                .containsExactly(Jid.parse(ACCOUNT));
    }

    /** A stream that another one with the same resource replaces ends before the other has sent its presence. */
    @Test
    void who_comes_back_within_moments_keeps_the_session_at_the_network() {
        loggedIn();
        transport.receive("<presence from='" + CLIENT + "' type='unavailable'/>");
        transport.pass(Duration.ofSeconds(3));

        transport.receive("<presence from='" + CLIENT + "'/>");
        transport.pass(Duration.ofSeconds(60));

        transport.expectFrames();
        assertThat(transport.frontend.endedSessions()).isEmpty();
    }

    @Test
    void when_the_network_ends_the_session_for_good_the_streams_end_with_its_reason() {
        loggedIn();

        transport.report(ACCOUNT, events -> events.disconnected(6, "Logged in elsewhere."));

        assertThat(transport.frontend.endedSessions())
                .containsExactly(new FakeFrontend.EndedSessions(Jid.parse(ACCOUNT), "Logged in elsewhere."));
        transport.expectTo(
                ACCOUNT,
                "<message from='net.example' to='romeo%irc.example@net.example' type='chat'>"
                        + "<body>Logged in elsewhere.</body>"
                        + "<spectrumerror xmlns='http://spectrum.im/error' error='6'>CONNECTION_ERROR_NAME_IN_USE"
                        + "</spectrumerror></message>");
    }

    @Test
    void nobody_logs_in_while_the_transport_stops() {
        transport.users.shutDown();
        transport.run();

        assertThat(transport.login(ACCOUNT, "secret").toCompletableFuture())
                .isCompletedWithValueMatching(end -> end instanceof LoginResult.Refused refused && refused.temporary());
        transport.expectFrames();
    }

    private void loggedIn() {
        transport.login(ACCOUNT, "secret");
        transport.report(ACCOUNT, BackendEvents::connected);
        transport.receive("<presence from='" + CLIENT + "'/>");
        transport.forget();
    }
}
