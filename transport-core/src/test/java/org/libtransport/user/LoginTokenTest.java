package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.ConnectionError;
import org.libtransport.storage.UserRecord;
import org.libtransport.testkit.TransportFixture;

/** A network may give a token for the password; then only the token is kept (docs/wire-protocol.md). */
class LoginTokenTest {

    private static final String ONLINE = "<presence from='" + ORCHARD + "' to='net.example'/>";
    private static final String ACCOUNT = "romeo@net.example";

    private final TransportFixture transport = TransportFixture.gateway();

    @Test
    void the_token_takes_the_place_of_the_password_in_the_database() {
        transport.backends.takeTokens(true);
        comeOnline();
        give("t0ken");

        UserRecord user = transport.record(ROMEO).user();
        assertThat(user.token()).isEqualTo("t0ken");
        assertThat(user.password()).isEmpty();
        assertThat(user.uin()).isEqualTo("romeo1");
        assertThat(user.language()).isEqualTo("en");
        assertThat(user.online()).isTrue();
    }

    @Test
    void the_next_log_in_is_by_the_token_and_without_the_password() {
        transport.backends.takeTokens(true);
        comeOnline();
        give("t0ken");
        goOffline();
        transport.receive(ONLINE);

        Wire.Login login = login(transport);
        assertThat(login.getLoginToken()).isEqualTo("t0ken");
        assertThat(login.getPassword()).isEmpty();
    }

    @Test
    void so_is_the_log_in_after_a_backend_has_died() {
        transport.backends.takeTokens(true);
        comeOnline();
        give("t0ken");
        transport.forget();
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "gone"));
        transport.pass(Duration.ofSeconds(2));

        Wire.Login login = login(transport);
        assertThat(login.getLoginToken()).isEqualTo("t0ken");
        assertThat(login.getPassword()).isEmpty();
    }

    @Test
    void a_new_token_replaces_the_one_before() {
        transport.backends.takeTokens(true);
        comeOnline();
        give("t0ken");
        give("newer");

        assertThat(transport.record(ROMEO).user().token()).isEqualTo("newer");
    }

    @Test
    void a_backend_that_did_not_announce_tokens_gives_none_and_gets_none() {
        comeOnline();
        give("t0ken");

        assertThat(transport.record(ROMEO).user().token()).isEmpty();
        assertThat(transport.record(ROMEO).user().password()).isEqualTo("secret");
    }

    @Test
    void of_whom_there_is_only_a_token_a_backend_without_tokens_wants_the_password_again() {
        transport.backends.takeTokens(true);
        comeOnline();
        give("t0ken");
        goOffline();
        transport.backends.takeTokens(false);
        transport.forget();
        transport.receive(ONLINE);

        transport.expectFrames();
        assertThat(transport.sent())
                .anySatisfy(stanza -> assertThat(stanza.toElement().toString())
                        .contains("The network needs your password again. Register again"));
    }

    @Test
    void a_token_that_the_network_refuses_is_not_tried_again_by_itself_and_the_person_is_told_what_to_do() {
        transport.backends.takeTokens(true);
        comeOnline();
        give("t0ken");
        goOffline();
        transport.receive(ONLINE);
        transport.forget();
        transport.forget();
        transport.report(
                ROMEO,
                events -> events.disconnected(
                        ConnectionError.CONNECTION_ERROR_AUTHENTICATION_FAILED_VALUE, "The session has ended."));

        assertThat(transport.sent())
                .anySatisfy(stanza ->
                        assertThat(stanza.toElement().toString()).contains("The session has ended. Register again"));
        transport.pass(Duration.ofMinutes(10));
        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void registering_again_with_a_password_forgets_the_token() {
        transport.backends.takeTokens(true);
        comeOnline();
        give("t0ken");
        transport.receive("<iq from='" + ORCHARD + "' to='net.example' type='set' id='reg'>"
                + "<query xmlns='jabber:iq:register'><username>romeo1</username><password>new</password></query></iq>");

        assertThat(transport.record(ROMEO).user().token()).isEmpty();
        assertThat(transport.record(ROMEO).user().password()).isEqualTo("new");
    }

    @Test
    void in_server_mode_nothing_is_stored_but_the_token_serves_as_long_as_the_user_stays() {
        TransportFixture server = TransportFixture.serverMode();
        server.backends.takeTokens(true);
        server.login(ACCOUNT, "secret");
        server.report(ACCOUNT, events -> events.loginToken("t0ken"));
        server.report(ACCOUNT, BackendEvents::connected);
        server.forget();
        server.backends.lose(ACCOUNT, Failure.of(Failure.Kind.NETWORK, "gone"));
        server.pass(Duration.ofSeconds(2));

        assertThat(login(server).getLoginToken()).isEqualTo("t0ken");
        assertThat(server.record(ACCOUNT).user().token()).isEmpty();
    }

    private static Wire.Login login(TransportFixture of) {
        of.run();
        return of.backends.sent().stream()
                .filter(sent -> sent.type() == TYPE_LOGIN)
                .findFirst()
                .orElseThrow()
                .payloadAs(Wire.Login.class);
    }

    private void comeOnline() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.receive(ONLINE);
    }

    private void give(String token) {
        transport.report(ROMEO, events -> events.loginToken(token));
        transport.report(ROMEO, BackendEvents::connected);
    }

    private void goOffline() {
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        transport.run();
        transport.forget();
    }
}
