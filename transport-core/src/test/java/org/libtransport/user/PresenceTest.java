package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.storage.Setting;
import org.libtransport.testkit.TransportFixture;

/** Presences of a user who is logged in: resources, what the network is told, log-out, and XEP-0100 subscriptions. */
class PresenceTest {

    private static final String BALCONY = ROMEO + "/balcony";
    private static final String JULIET_GONE_FROM_ORCHARD =
            "<presence from='juliet@net.example/bot' to='romeo@montague.example/orchard' type='unavailable'/>";

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void the_network_is_told_of_changes_only() {
        available(ORCHARD, "");
        transport.expectFrames();

        available(ORCHARD, "<show>xa</show>");
        assertThat(status().getStatus()).isEqualTo(StatusType.STATUS_XA);

        available(ORCHARD, "<show>xa</show>");
        transport.expectFrames();

        available(ORCHARD, "<show>xa</show><status>asleep</status>");
        assertThat(status().getStatusMessage()).isEqualTo("asleep");
        transport.expectNothing();
    }

    @Test
    void a_status_that_the_backend_did_not_take_is_told_with_the_next_presence() {
        transport.backends.setFull(ROMEO, true);
        available(ORCHARD, "<show>xa</show>");
        transport.backends.setFull(ROMEO, false);
        transport.expectFrames();

        available(ORCHARD, "<show>xa</show>");
        assertThat(status().getStatus()).isEqualTo(StatusType.STATUS_XA);
    }

    @Test
    void invisible_is_told_as_invisible() {
        available(ORCHARD, "<invisible xmlns='urn:xmpp:invisible:0'/>");
        assertThat(status().getStatus()).isEqualTo(StatusType.STATUS_INVISIBLE);
    }

    @Test
    void a_second_resource_hears_how_the_transport_and_contacts_are_and_the_first_hears_nothing() {
        online("juliet");
        online("nurse");
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName("tybalt").setStatus(StatusType.STATUS_NONE));
        transport.forget();

        available(BALCONY, "");

        String caps = transport.caps();
        transport.expect(
                "<presence from='net.example' to='romeo@montague.example/balcony'/>",
                "<presence from='juliet@net.example/bot' to='romeo@montague.example/balcony'>"
                        + "<x xmlns='vcard-temp:x:update'><photo/></x>" + caps + "</presence>",
                "<presence from='nurse@net.example/bot' to='romeo@montague.example/balcony'>"
                        + "<x xmlns='vcard-temp:x:update'><photo/></x>" + caps + "</presence>");
        transport.expectFrames();
    }

    @Test
    void the_resource_with_the_highest_priority_speaks_for_the_user() {
        available(BALCONY, "<show>dnd</show><priority>5</priority>");
        assertThat(status().getStatus()).isEqualTo(StatusType.STATUS_DND);

        available(ORCHARD, "<show>chat</show><priority>4</priority>");
        transport.expectFrames();

        unavailable(BALCONY);
        assertThat(status().getStatus()).isEqualTo(StatusType.STATUS_FFC);
    }

    @Test
    void of_equal_priorities_the_most_talkative_speaks() {
        available(BALCONY, "<show>away</show>");
        transport.expectFrames();
        available(BALCONY, "<show>chat</show>");
        assertThat(status().getStatus()).isEqualTo(StatusType.STATUS_FFC);
    }

    @Test
    void one_resource_of_two_that_leaves_sees_all_go_and_the_user_stays() {
        online("juliet");
        available(BALCONY, "");
        transport.forget();

        unavailable(ORCHARD);

        transport.expect(
                JULIET_GONE_FROM_ORCHARD,
                "<presence from='net.example' to='romeo@montague.example/orchard' type='unavailable'/>");
        transport.expectFrames();
    }

    @Test
    void who_wants_to_stay_on_the_network_stays_when_the_last_resource_leaves_and_is_told_all_when_back() {
        TransportFixture staying = TransportFixture.gateway();
        staying.stored(TransportFixture.ROMEO, "romeo1", "secret");
        staying.storedSetting(TransportFixture.ROMEO, Setting.STAY_CONNECTED, "1");
        staying.receive("<presence from='" + TransportFixture.ORCHARD + "'/>");
        staying.report(TransportFixture.ROMEO, BackendEvents::connected);
        staying.forget();

        staying.receive("<presence from='" + TransportFixture.ORCHARD + "' type='unavailable'/>");
        staying.pass(Duration.ofMinutes(2));
        staying.expectFrames();

        staying.receive("<presence from='" + TransportFixture.ORCHARD + "'/>");
        staying.expectTo(
                TransportFixture.ORCHARD, "<presence from='net.example' to='" + TransportFixture.ORCHARD + "'/>");
    }

    @Test
    void the_administrator_says_whether_those_stay_who_did_not_choose() {
        TransportFixture staying = TransportFixture.gateway(
                rules -> rules.toBuilder().staysConnected(true).build());
        staying.stored(TransportFixture.ROMEO, "romeo1", "secret");
        staying.receive("<presence from='" + TransportFixture.ORCHARD + "'/>");
        staying.report(TransportFixture.ROMEO, BackendEvents::connected);
        staying.forget();

        staying.receive("<presence from='" + TransportFixture.ORCHARD + "' type='unavailable'/>");
        staying.expectFrames();
    }

    @Test
    void nobody_stays_whom_the_network_has_not_accepted_yet() {
        TransportFixture staying = TransportFixture.gateway(
                rules -> rules.toBuilder().staysConnected(true).build());
        staying.stored(TransportFixture.ROMEO, "romeo1", "secret");
        staying.receive("<presence from='" + TransportFixture.ORCHARD + "'/>");
        staying.forget();

        staying.receive("<presence from='" + TransportFixture.ORCHARD + "' type='unavailable'/>");
        staying.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void the_last_resource_that_leaves_logs_out() {
        online("juliet");
        assertThat(transport.record(ROMEO).user().online()).isTrue();

        unavailable(ORCHARD);

        Wire.Logout logout = transport.expectFrame(TYPE_LOGOUT, Wire.Logout.class);
        assertThat(logout.getUser()).isEqualTo(ROMEO);
        assertThat(logout.getLegacyName()).isEqualTo("romeo1");
        transport.expect(
                "<presence from='juliet@net.example/bot' to='romeo@montague.example' type='unavailable'/>",
                "<presence from='net.example' to='romeo@montague.example' type='unavailable'/>");
        assertThat(transport.backends.seatedUsers()).isEmpty();
        assertThat(transport.record(ROMEO).user().online()).isFalse();
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void unavailable_of_the_bare_address_ends_all_resources() {
        available(BALCONY, "");
        transport.forget();

        unavailable(ROMEO);

        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void unavailable_of_a_resource_that_was_never_there_changes_nothing() {
        unavailable(BALCONY);

        transport.expectFrames();
        transport.expectNothing();
    }

    @Test
    void a_presence_that_comes_back_as_an_error_means_that_its_resource_is_gone() {
        available(BALCONY, "");
        transport.forget();

        transport.receive("<presence from='" + BALCONY + "' to='net.example' type='error'>"
                + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        unavailable(ORCHARD);

        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void probes_are_answered_for_the_transport_known_and_unknown_contacts() {
        online("juliet");

        probe("net.example");
        transport.expect("<presence from='net.example' to='romeo@montague.example/orchard'/>");

        probe("juliet@net.example");
        transport.expect("<presence from='juliet@net.example/bot' to='romeo@montague.example/orchard'>"
                + "<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps() + "</presence>");

        probe("paris@net.example");
        transport.expect("<presence from='paris@net.example' to='romeo@montague.example/orchard' type='unavailable'/>");
    }

    @Test
    void who_is_not_logged_in_sees_transport_and_contacts_as_unavailable() {
        unavailable(ORCHARD);
        transport.forget();

        probe("net.example");
        probe("juliet@net.example");

        transport.expect(
                "<presence from='net.example' to='romeo@montague.example/orchard' type='unavailable'/>",
                "<presence from='juliet@net.example' to='romeo@montague.example/orchard' type='unavailable'/>");
        transport.expectFrames();
    }

    @Test
    void a_log_out_that_also_goes_to_each_contact_is_answered_once() {
        unavailable(ORCHARD);
        transport.forget();

        for (String contact : new String[] {"juliet", "nurse", "tybalt"}) {
            transport.receive("<presence from='romeo@montague.example/orchard' to='" + contact
                    + "@net.example' type='unavailable'/>");
        }

        transport.expectNothing();
    }

    @Test
    void somebody_left_marked_as_online_who_turns_out_to_be_gone_is_marked_offline() {
        TransportFixture restarted = TransportFixture.gateway();
        restarted.stored(ROMEO, "romeo1", "secret");
        restarted.storedOnline(ROMEO);

        restarted.receive("<presence from='romeo@montague.example' to='net.example' type='unavailable'/>");

        assertThat(restarted.record(ROMEO).user().online()).isFalse();
        restarted.expectFrames();
    }

    @Test
    void a_subscription_to_the_transport_is_granted_and_answered_with_its_state() {
        transport.receive("<presence from='romeo@montague.example' to='net.example' type='subscribe'/>");

        transport.expect(
                "<presence from='net.example' to='romeo@montague.example' type='subscribed'/>",
                "<presence from='net.example' to='romeo@montague.example'/>");
        transport.expectFrames();
    }

    @Test
    void a_subscription_to_the_transport_ends_when_the_user_wants_it() {
        transport.receive("<presence from='romeo@montague.example' to='net.example' type='unsubscribe'/>");

        transport.expect("<presence from='net.example' to='romeo@montague.example' type='unsubscribed'/>");
    }

    @Test
    void who_hides_from_the_transport_is_logged_out() {
        transport.receive("<presence from='romeo@montague.example' to='net.example' type='unsubscribed'/>");

        transport.expectFrames(TYPE_LOGOUT);
    }

    private void online(String contact) {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName(contact).setStatus(StatusType.STATUS_ONLINE));
        transport.pass(java.time.Duration.ofSeconds(2));
        transport.forget();
    }

    private void available(String from, String content) {
        transport.receive("<presence from='" + from + "' to='net.example'>" + content + "</presence>");
    }

    private void unavailable(String from) {
        transport.receive("<presence from='" + from + "' to='net.example' type='unavailable'/>");
    }

    private void probe(String to) {
        transport.receive("<presence from='" + ORCHARD + "' to='" + to + "' type='probe'/>");
    }

    private Wire.Status status() {
        return transport.expectFrame(TYPE_STATUS_CHANGED, Wire.Status.class);
    }
}
