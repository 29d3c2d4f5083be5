package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import org.junit.jupiter.api.Test;
import org.libtransport.frontend.LoginResult;
import org.libtransport.testkit.TransportFixture;

/** A transport for those whom the administrator calls VIPs. */
class VipOnlyTest {

    private static final String ONLINE = "<presence from='" + ORCHARD + "' to='net.example'/>";
    private static final String ACCOUNT = "romeo@net.example";
    private static final String REFUSED = "<presence from='net.example' to='" + ORCHARD + "' type='error'>"
            + "<error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";

    private final TransportFixture gateway = TransportFixture.gateway(policy ->
            policy.toBuilder().vipOnly(true).vipMessage("Friends only.").build());
    private final TransportFixture server = TransportFixture.serverMode(policy ->
            policy.toBuilder().vipOnly(true).vipMessage("Friends only.").build());

    @Test
    void the_others_are_told_the_administrators_words_and_stay_out() {
        gateway.stored(ROMEO, "romeo1", "secret");
        gateway.receive(ONLINE);

        gateway.expectFrames();
        gateway.expect(
                "<message from='net.example' to='" + ORCHARD + "' type='chat'><body>Friends only.</body></message>",
                REFUSED);
    }

    @Test
    void without_such_words_there_is_only_the_error() {
        TransportFixture quiet = TransportFixture.gateway(
                policy -> policy.toBuilder().vipOnly(true).build());
        quiet.stored(ROMEO, "romeo1", "secret");
        quiet.receive(ONLINE);

        quiet.expect(REFUSED);
    }

    @Test
    void a_vip_logs_in() {
        gateway.stored(ROMEO, "romeo1", "secret");
        gateway.database.makeVip(ROMEO);
        gateway.receive(ONLINE);

        gateway.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void in_server_mode_the_others_are_refused_before_the_network_sees_a_password() {
        server.stored(ACCOUNT, "romeo", "");

        assertThat(server.login(ACCOUNT, "secret").toCompletableFuture())
                .isCompletedWithValue(new LoginResult.Refused(false, "Friends only."));
        server.expectFrames();
    }

    @Test
    void in_server_mode_a_vip_logs_in() {
        server.stored(ACCOUNT, "romeo", "");
        server.database.makeVip(ACCOUNT);
        server.login(ACCOUNT, "secret");

        server.expectFrames(TYPE_LOGIN);
    }
}
