package org.libtransport.xmpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.xmpp.server.ClientPlay.HEADER;
import static org.libtransport.xmpp.server.ClientPlay.SERVICE;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libtransport.frontend.LoginResult;
import org.libtransport.metrics.Counter;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.server.ClientPlay.Client;

/** Everything before a client has its resource: RFC 6120 sections 4 to 7. */
class NegotiationTest {

    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

    private final ClientPlay play = ClientPlay.withoutTls();
    private final Client client = play.connect();

    private static ClientPlay withTls() throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=net.example")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        SslContext tls =
                SslContextBuilder.forServer(bundle.toKeyManagerFactory()).build();
        return new ClientPlay(ServerSettings.of(SERVICE, "127.0.0.1", 0, null), tls);
    }

    @Test
    void answers_with_a_header_and_the_features() {
        assertThat(client.say(HEADER))
                .isEqualTo("<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                        + " xmlns:stream='http://etherx.jabber.org/streams' from='net.example' id='id1'"
                        + " version='1.0' xml:lang='en'>"
                        + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                        + "<mechanism>PLAIN</mechanism></mechanisms></stream:features>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='a.example' version='1.0'> | host-unknown
            <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'> | host-unknown
            <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='@' version='1.0'> | host-unknown
            <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='net.example'> | unsupported-version
            <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='net.example' version='0.9'> | unsupported-version
            <stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' to='net.example' version='1.0'> | invalid-namespace
            <stream:stream xmlns='jabber:client' xmlns:stream='urn:streams' to='net.example' version='1.0'> | invalid-namespace
            <stream:flow xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='net.example' version='1.0'> | bad-format
            <?xml version='1.0' encoding='ISO-8859-1'?><stream:stream xmlns='jabber:client' to='net.example'> | unsupported-encoding
            <stream:stream xmlns='jabber:client' to='net.example'> | bad-namespace-prefix
            <!DOCTYPE a> | restricted-xml
            GET / HTTP/1.1 | not-well-formed
            """)
    void refuses_a_header_by_its_name(String header, String condition) {
        String answer = client.say(header);
        assertThat(answer)
                .startsWith("<?xml version='1.0'?><stream:stream ")
                .contains("<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>")
                .endsWith("</stream:stream>");
        assertThat(play.metrics.value(Counter.STREAM_ERRORS)).isEqualTo(1);
    }

    @Test
    void an_error_leaves_the_client_a_moment_to_read_it() {
        client.say("<a/>");
        assertThat(client.isOpen()).isTrue();
        client.passTime(Duration.ofSeconds(2));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void more_than_64_kib_before_the_login_is_a_policy_violation() {
        client.say(HEADER);
        assertThat(client.say("<auth xmlns='" + SASL + "' mechanism='PLAIN'>" + "A".repeat(65_536)))
                .contains("<policy-violation");
        assertThat(play.events.logins()).isEmpty();
    }

    @Test
    void more_than_512_kib_after_the_login_is_a_policy_violation_and_less_is_not() {
        Client bound = play.bound("a");
        assertThat(bound.say("<message to='b@net.example'><body>" + "x".repeat(500_000) + "</body></message>"))
                .isEmpty();
        assertThat(play.events.stanzas()).hasSize(1);
        assertThat(bound.say("<message to='b@net.example'><body>" + "x".repeat(600_000)))
                .contains("<policy-violation");
    }

    @Test
    void stanzas_before_the_login_are_not_authorized() {
        client.say(HEADER);
        assertThat(client.say("<message to='a@net.example'/>")).contains("<stream:error><not-authorized");
    }

    @Test
    void stanzas_before_binding_are_not_authorized() {
        client.logIn("romeo", "secret");
        assertThat(client.say("<message to='a@net.example'/>")).contains("<stream:error><not-authorized");
        assertThat(play.events.stanzas()).isEmpty();
    }

    @Test
    void offers_only_starttls_while_it_is_required() throws Exception {
        Client stranger = withTls().connect();
        assertThat(stranger.say(HEADER))
                .endsWith("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                        + "</stream:features>");
    }

    @Test
    void refuses_a_login_before_tls() throws Exception {
        ClientPlay secure = withTls();
        Client stranger = secure.connect();
        stranger.say(HEADER);
        assertThat(stranger.auth("romeo", "secret")).startsWith("<failure xmlns='" + SASL + "'><encryption-required/>");
        assertThat(secure.events.logins()).isEmpty();
    }

    @Test
    void drops_what_came_in_clear_text_after_starttls() throws Exception {
        ClientPlay secure = withTls();
        Client stranger = secure.connect();
        stranger.say(HEADER);
        assertThat(stranger.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + HEADER + "<auth xmlns='" + SASL
                        + "' mechanism='PLAIN'>AHJvbWVvAHNlY3JldA==</auth>"))
                .isEqualTo("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        assertThat(stranger.channel.pipeline().first()).isInstanceOf(SslHandler.class);
        assertThat(secure.events.logins()).isEmpty();
    }

    @Test
    void refuses_starttls_without_a_certificate_and_closes() {
        client.say(HEADER);
        assertThat(client.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"))
                .isEqualTo("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>");
    }

    @Test
    void logs_in_and_binds_the_resource_that_was_asked_for() {
        client.say(HEADER);
        client.auth("romeo%montague.example", "secret");
        client.say(HEADER);
        assertThat(client.bind("orchard"))
                .contains("<jid>romeo%montague.example@net.example/orchard</jid>")
                .contains("type='result'");
        assertThat(play.events.logins()).containsExactly("romeo%montague.example@net.example secret");
    }

    @Test
    void binds_a_resource_of_its_own_if_none_is_asked_for() {
        client.logIn("romeo", "secret");
        assertThat(client.say("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"))
                .containsPattern("<jid>romeo@net.example/id\\d+</jid>");
    }

    @Test
    void a_resource_that_cannot_be_one_is_a_bad_request_and_another_may_follow() {
        client.logIn("romeo", "secret");
        assertThat(client.bind("x".repeat(2_000))).contains("<bad-request");
        assertThat(client.bind("orchard")).contains("/orchard</jid>");
    }

    @Test
    void takes_a_name_and_password_after_an_empty_challenge() {
        client.say(HEADER);
        assertThat(client.say("<auth xmlns='" + SASL + "' mechanism='PLAIN'/>"))
                .isEqualTo("<challenge xmlns='" + SASL + "'/>");
        assertThat(client.say("<response xmlns='" + SASL + "'>AHJvbWVvAHNlY3JldA==</response>"))
                .isEqualTo("<success xmlns='" + SASL + "'/>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>eA==</auth> | invalid-mechanism
            <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>eA==</auth> | invalid-mechanism
            <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>???</auth> | incorrect-encoding
            <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>eA==</auth> | malformed-request
            <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>=</auth> | malformed-request
            <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>anVsaWV0AHJvbWVvAHNlY3JldA==</auth> | invalid-authzid
            <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AHJvIG1lbwBzZWNyZXQ=</auth> | not-authorized
            <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>eA==</response> | malformed-request
            <abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/> | aborted
            """)
    void refuses_a_login_by_its_name_and_lets_the_client_try_again(String attempt, String condition) {
        client.say(HEADER);
        assertThat(client.say(attempt)).startsWith("<failure xmlns='" + SASL + "'><" + condition + "/>");
        assertThat(play.events.logins()).isEmpty();
        assertThat(client.auth("romeo", "secret")).contains("<success");
    }

    @Test
    void an_authzid_of_oneself_is_fine() {
        client.say(HEADER);
        // romeo@net.example NUL romeo NUL secret
        assertThat(client.say(
                        "<auth xmlns='" + SASL + "' mechanism='PLAIN'>cm9tZW9AbmV0LmV4YW1wbGUAcm9tZW8Ac2VjcmV0</auth>"))
                .contains("<success");
    }

    @Test
    void tells_a_wrong_password_from_a_network_that_is_down() {
        client.say(HEADER);
        assertThat(client.auth("romeo", "wrong"))
                .isEqualTo(
                        "<failure xmlns='" + SASL + "'><not-authorized/><text>The password is wrong.</text></failure>");
        assertThat(client.auth("romeo", "down"))
                .isEqualTo("<failure xmlns='" + SASL
                        + "'><temporary-auth-failure/><text>The network is down.</text></failure>");
    }

    @Test
    void the_third_failure_ends_the_stream() {
        client.say(HEADER);
        client.auth("romeo", "wrong");
        client.auth("romeo", "wrong");
        assertThat(client.auth("romeo", "wrong")).contains("<not-authorized/>", "<policy-violation");
        assertThat(client.auth("romeo", "secret")).isEmpty();
        assertThat(play.events.logins()).hasSize(3);
    }

    @Test
    void a_client_that_goes_while_the_network_decides_is_reported() {
        client.say(HEADER);
        client.auth("romeo", "later");
        client.channel.close();
        assertThat(play.events.abandoned()).containsExactly(Jid.parse("romeo@net.example"));
        play.events.answerLater(new LoginResult.Accepted());
        play.run();
        assertThat(play.sessions.streamsOf(Jid.parse("romeo@net.example"))).isEmpty();
    }

    @Test
    void an_aborted_login_stays_aborted_when_the_network_accepts_it() {
        client.say(HEADER);
        client.auth("romeo", "later");
        assertThat(client.say("<abort xmlns='" + SASL + "'/>")).contains("<aborted/>");
        assertThat(play.events.abandoned()).hasSize(1);
        play.events.answerLater(new LoginResult.Accepted());
        assertThat(client.received()).isEmpty();
    }

    @Test
    void a_client_must_wait_for_the_network() {
        client.say(HEADER);
        client.auth("romeo", "later");
        assertThat(client.auth("romeo", "secret")).contains("<policy-violation");
    }

    @Test
    void a_network_that_never_answers_is_a_temporary_failure() {
        client.say(HEADER);
        client.auth("romeo", "later");
        client.passTime(Duration.ofMinutes(3));
        assertThat(client.received()).contains("<temporary-auth-failure/>");
        assertThat(play.events.abandoned()).hasSize(1);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void a_client_that_does_not_log_in_runs_out_of_time() {
        client.say(HEADER);
        client.passTime(Duration.ofSeconds(60));
        assertThat(client.received()).contains("<connection-timeout").endsWith("</stream:stream>");
    }

    @Test
    void a_client_that_does_not_bind_runs_out_of_time() {
        client.logIn("romeo", "secret");
        client.passTime(Duration.ofSeconds(60));
        assertThat(client.received()).contains("<connection-timeout");
    }

    @Test
    void only_so_many_strangers_may_be_connected() {
        for (int i = 1; i < 10; i++) {
            play.connect();
        }
        client.logIn("romeo", "secret");
        Client replacing = play.connect();
        replacing.channel.close();
        play.connect();
    }

    @Test
    void closing_the_stream_is_answered() {
        client.say(HEADER);
        assertThat(client.say("</stream:stream>")).isEqualTo("</stream:stream>");
        assertThat(client.isOpen()).isFalse();
        assertThat(play.metrics.value(Counter.STREAM_ERRORS)).isZero();
    }
}
