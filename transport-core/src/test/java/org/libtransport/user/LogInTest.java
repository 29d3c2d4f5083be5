package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDIES;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_CONV_MESSAGE;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.protocol.Wire;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Setting;
import org.libtransport.testkit.TransportFixture;

/** A first presence logs in: who is let in, what the network is told, and what happens to stanzas meanwhile. */
class LogInTest {

    private static final String ONLINE = "<presence from='romeo@montague.example/orchard' to='net.example'/>";
    private static final String CONNECTING =
            "<presence from='net.example' to='romeo@montague.example/orchard' type='unavailable' xml:lang='en'>"
                    + "<status>Connecting</status></presence>";

    private final TransportFixture transport = TransportFixture.gateway();

    @Test
    void a_registered_user_is_logged_in_with_name_password_and_settings() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.storedSetting(ROMEO, Setting.STAY_CONNECTED, "0");

        transport.receive("<presence from='romeo@montague.example/orchard' to='net.example'>"
                + "<show>away</show><status>in the garden</status></presence>");

        var frames = transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        Wire.Login login = frames.get(0).payloadAs(Wire.Login.class);
        assertThat(login.getUser()).isEqualTo(ROMEO);
        assertThat(login.getLegacyName()).isEqualTo("romeo1");
        assertThat(login.getPassword()).isEqualTo("secret");
        assertThat(login.getSettings().getValueMap()).containsEntry("stay_connected", "0");
        Wire.Status status = frames.get(1).payloadAs(Wire.Status.class);
        assertThat(status.getStatus()).isEqualTo(Wire.StatusType.STATUS_AWAY);
        assertThat(status.getStatusMessage()).isEqualTo("in the garden");
        transport.expect(CONNECTING);
    }

    @Test
    void the_user_sees_the_transport_come_online_when_the_network_accepts() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.receive(ONLINE);
        transport.expect(CONNECTING);

        transport.report(ROMEO, BackendEvents::connected);

        transport.expect("<presence from='net.example' to='romeo@montague.example'/>");
        assertThat(transport.record(ROMEO).user().online()).isTrue();
    }

    @Test
    void login_is_sent_once_whatever_presences_follow() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.receive(ONLINE);
        transport.receive(ONLINE);
        transport.receive("<presence from='romeo@montague.example/balcony' to='net.example'/>");
        transport.report(ROMEO, BackendEvents::connected);
        transport.report(ROMEO, BackendEvents::connected);
        transport.receive(ONLINE);

        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        assertThat(transport.backends.requests()).isEqualTo(1);
    }

    @Test
    void presences_that_come_while_the_database_answers_make_one_user() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.holdDatabase(true);
        transport.receive(ONLINE);
        transport.receive(
                "<presence from='romeo@montague.example/balcony' to='net.example'><show>dnd</show></presence>");
        transport.holdDatabase(false);

        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        assertThat(transport.backends.requests()).isEqualTo(1);
    }

    @Test
    void who_comes_and_goes_while_the_database_answers_is_not_logged_in() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.holdDatabase(true);
        transport.receive(ONLINE);
        transport.receive("<presence from='romeo@montague.example/orchard' to='net.example' type='unavailable'/>");
        transport.holdDatabase(false);

        transport.expectFrames();
        assertThat(transport.backends.waitingUsers()).isEmpty();
        assertThat(transport.backends.seatedUsers()).isEmpty();
        assertThat(transport.record(ROMEO).user().online()).isFalse();
    }

    @Test
    void who_comes_goes_and_comes_again_while_the_database_answers_is_logged_in() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.holdDatabase(true);
        transport.receive(ONLINE);
        transport.receive("<presence from='romeo@montague.example/orchard' to='net.example' type='unavailable'/>");
        transport.receive(ONLINE);
        transport.holdDatabase(false);
        transport.forget();

        transport.report(ROMEO, BackendEvents::connected);

        transport.expect("<presence from='net.example' to='romeo@montague.example'/>");
        assertThat(transport.record(ROMEO).user().online()).isTrue();
    }

    @Test
    void who_is_not_registered_is_told_so() {
        transport.receive(ONLINE);

        transport.expectFrames();
        transport.expect("<presence from='net.example' to='romeo@montague.example/orchard' type='error'>"
                + "<error type='auth'><registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</presence>");
        assertThat(transport.isStored(ROMEO)).isFalse();
    }

    @Test
    void a_first_presence_registers_where_the_administrator_wants_that() {
        TransportFixture open = TransportFixture.gateway(
                policy -> policy.toBuilder().autoRegister(true).build());
        open.receive(ONLINE);

        Wire.Login login =
                open.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED).get(0).payloadAs(Wire.Login.class);
        assertThat(login.getLegacyName()).isEqualTo(ROMEO);
        assertThat(login.getPassword()).isEmpty();
        assertThat(open.isStored(ROMEO)).isTrue();
    }

    @Test
    void a_first_presence_registers_where_the_network_needs_no_registration() {
        transport.announce(new BackendFeatures(true, false, false, false, false, false, false, false));
        transport.receive(ONLINE);

        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        assertThat(transport.isStored(ROMEO)).isTrue();
    }

    @Test
    void nobody_of_a_server_that_is_not_admitted_is_registered_by_presence() {
        TransportFixture closed = TransportFixture.gateway(policy -> policy.toBuilder()
                .autoRegister(true)
                .publicRegistration(false)
                .allowedServers(List.of("capulet.example"))
                .build());
        closed.receive(ONLINE);

        closed.expectFrames();
        closed.expectTo(
                ORCHARD,
                "<presence from='net.example' to='romeo@montague.example/orchard' type='error'>"
                        + "<error type='auth'><registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                        + "</presence>");
    }

    @Test
    void nobody_of_a_server_that_is_not_admitted_logs_in_even_if_registered() {
        TransportFixture closed = TransportFixture.gateway(policy -> policy.toBuilder()
                .publicRegistration(false)
                .allowedServers(List.of("capulet.example"))
                .build());
        closed.stored(ROMEO, "romeo1", "secret");
        closed.receive(ONLINE);

        closed.expectFrames();
        closed.expectTo(
                ORCHARD,
                "<presence from='net.example' to='romeo@montague.example/orchard' type='error'>"
                        + "<error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                        + "</presence>");
    }

    @Test
    void where_nobody_may_register_and_no_server_is_named_those_log_in_who_are_registered() {
        TransportFixture closed = TransportFixture.gateway(
                policy -> policy.toBuilder().publicRegistration(false).build());
        closed.stored(ROMEO, "romeo1", "secret");
        closed.receive(ONLINE);

        closed.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void when_the_database_fails_the_user_may_try_again() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.database.fail(true);
        transport.receive(ONLINE);
        transport.expect("<presence from='net.example' to='romeo@montague.example/orchard' type='error'>"
                + "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</presence>");

        transport.database.fail(false);
        transport.receive(ONLINE);
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    @Test
    void who_has_switched_the_transport_off_stays_out() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.storedSetting(ROMEO, Setting.ENABLE_TRANSPORT, "0");
        transport.receive(ONLINE);

        transport.expectFrames();
        transport.expect("<presence from='net.example' to='romeo@montague.example/orchard' type='error'>"
                + "<error type='wait'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</presence>");
    }

    @Test
    void messages_wait_while_a_backend_starts_and_keep_their_order() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.backends.holdRequests(true);
        transport.receive(ONLINE);
        for (int i = 0; i < 3; i++) {
            transport.receive(message("m" + i));
        }
        transport.forget();

        transport.backends.giveSeat(ROMEO);
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        transport.report(ROMEO, BackendEvents::connected);

        var frames = transport.expectFrames(TYPE_CONV_MESSAGE, TYPE_CONV_MESSAGE, TYPE_CONV_MESSAGE);
        assertThat(frames)
                .extracting(
                        frame -> frame.payloadAs(Wire.ConversationMessage.class).getMessage())
                .containsExactly("m0", "m1", "m2");
    }

    @Test
    void a_hundred_stanzas_wait_and_the_next_goes_back() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.backends.holdRequests(true);
        transport.receive(ONLINE);
        for (int i = 0; i < 100; i++) {
            transport.receive(message("m" + i));
        }
        transport.forget();

        transport.receive(message("one too many"));

        transport.expect("<message from='juliet@net.example' to='romeo@montague.example/orchard' type='error' id='x1'>"
                + "<body>one too many</body>"
                + "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</message>");
        transport.backends.giveSeat(ROMEO);
        transport.report(ROMEO, BackendEvents::connected);
        assertThat(transport.backends.sentBy(ROMEO, TYPE_CONV_MESSAGE, Wire.ConversationMessage.class))
                .hasSize(100);
    }

    @Test
    void what_waited_goes_back_when_the_user_leaves() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.backends.holdRequests(true);
        transport.receive(ONLINE);
        transport.receive(message("wherefore"));
        transport.forget();

        transport.receive("<presence from='romeo@montague.example/orchard' to='net.example' type='unavailable'/>");

        transport.expectTo(
                ORCHARD,
                "<message from='juliet@net.example' to='romeo@montague.example/orchard' type='error' id='x1'>"
                        + "<body>wherefore</body>"
                        + "<error type='wait'><remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                        + "</message>");
        assertThat(transport.backends.waitingUsers()).isEmpty();
    }

    @Test
    void presence_of_contacts_does_not_fill_the_queue_of_what_waits_for_the_database() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.holdDatabase(true);
        transport.receive(ONLINE);
        for (int i = 0; i < 300; i++) {
            transport.receive("<presence from='romeo@montague.example/orchard' to='c" + i + "@net.example'/>");
            transport.receive(
                    "<presence from='romeo@montague.example' to='c" + i + "@net.example' type='probe' id='p'/>");
        }
        transport.receive(message("wherefore"));
        transport.expectNothing();
        transport.holdDatabase(false);

        transport.report(ROMEO, BackendEvents::connected);
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED, TYPE_CONV_MESSAGE);
    }

    @Test
    void a_presence_to_a_contact_logs_in_as_one_to_the_transport_does() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.receive("<presence from='romeo@montague.example/orchard' to='juliet@net.example'/>");
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
        transport.report(ROMEO, BackendEvents::connected);

        transport.receive(
                "<presence from='romeo@montague.example/orchard' to='juliet@net.example' type='unavailable'/>");
        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void a_directed_unavailable_of_somebody_the_transport_knows_changes_nothing() {
        transport.withRomeoOnline();

        transport.receive("<presence from='romeo@montague.example/orchard' to='juliet@net.example'/>");
        transport.receive(
                "<presence from='romeo@montague.example/orchard' to='juliet@net.example' type='unavailable'/>");

        transport.expectFrames();
        transport.expectNothing();
    }

    @Test
    void the_known_contacts_follow_login_where_the_backend_wants_them() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.storedContacts(ROMEO, new BuddyRecord("Juliet", true, "J.", List.of("Capulet"), 2, "abc"));
        transport.announce(new BackendFeatures(true, true, true, false, false, false, false, true));
        transport.receive(ONLINE);

        Wire.Buddies buddies = transport
                .expectFrames(TYPE_LOGIN, TYPE_BUDDIES, TYPE_STATUS_CHANGED)
                .get(1)
                .payloadAs(Wire.Buddies.class);
        assertThat(buddies.getBuddyList()).singleElement().satisfies(buddy -> {
            assertThat(buddy.getUserName()).isEqualTo(ROMEO);
            assertThat(buddy.getBuddyName()).isEqualTo("Juliet");
            assertThat(buddy.getAlias()).isEqualTo("J.");
            assertThat(buddy.getGroupList()).containsExactly("Capulet");
            assertThat(buddy.getIconHash()).isEqualTo("abc");
            assertThat(buddy.getStatus()).isEqualTo(Wire.StatusType.STATUS_NONE);
        });
    }

    @Test
    void a_backend_that_does_not_take_the_login_is_left_and_asked_again() {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.backends.holdRequests(true);
        transport.receive(ONLINE);
        transport.backends.giveSeat(ROMEO);
        transport.backends.setFull(ROMEO, true);
        transport.run();
        assertThat(transport.backends.seatedUsers()).isEmpty();

        transport.backends.holdRequests(false);
        transport.pass(Duration.ofSeconds(2));
        transport.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    private static String message(String body) {
        return "<message from='romeo@montague.example/orchard' to='juliet@net.example' type='chat' id='x1'><body>"
                + body + "</body></message>";
    }
}
