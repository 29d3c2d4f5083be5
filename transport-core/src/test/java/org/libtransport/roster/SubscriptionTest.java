package org.libtransport.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_CHANGED;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_REMOVED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.user.UserPolicy;

/** Presences of subscription types to contacts, in gateway mode (RFC 6121 section 3, XEP-0100 section 5). */
class SubscriptionTest {

    private static final String SUBSCRIBED =
            "<presence from='juliet@net.example' to='romeo@montague.example' type='subscribed'/>";
    private static final String SUBSCRIBE =
            "<presence from='juliet@net.example' to='romeo@montague.example' type='subscribe'/>";
    private static final String UNSUBSCRIBED =
            "<presence from='juliet@net.example' to='romeo@montague.example' type='unsubscribed'/>";
    private static final String UNSUBSCRIBE =
            "<presence from='juliet@net.example' to='romeo@montague.example' type='unsubscribe'/>";
    private static final String OFFLINE =
            "<presence from='juliet@net.example/bot' to='romeo@montague.example' type='unavailable'/>";

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void subscribing_to_somebody_unknown_adds_the_contact_both_ways() {
        user("subscribe");

        Wire.Buddy added = transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        assertThat(added.getUserName()).isEqualTo(ROMEO);
        assertThat(added.getBuddyName()).isEqualTo("juliet");
        assertThat(added.getStatus()).isEqualTo(StatusType.STATUS_NONE);
        assertThat(added.hasBlocked()).isFalse();
        transport.expect(SUBSCRIBED, OFFLINE, SUBSCRIBE);
        assertThat(stored()).containsExactly(new BuddyRecord("juliet", true, "", List.of(), 0, ""));
    }

    @Test
    void subscribing_to_an_escaped_address_adds_the_name_behind_it() {
        transport.receive("<presence from='" + ORCHARD + "' to='juliet\\40irc.example@net.example' type='subscribe'/>");

        assertThat(transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class).getBuddyName())
                .isEqualTo("juliet@irc.example");
        assertThat(stored()).extracting(BuddyRecord::flags).containsExactly(BuddyRecord.FLAG_JID_ESCAPING);
    }

    @Test
    void subscribing_to_a_known_contact_grants_it_and_shows_how_the_contact_is() {
        ask();
        user("subscribe");

        Wire.Buddy accepted = transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        assertThat(accepted.getAlias()).isEqualTo("J.");
        assertThat(accepted.getGroupList()).containsExactly("Capulet");
        transport.expect(
                SUBSCRIBED,
                "<presence from='juliet@net.example/bot' to='romeo@montague.example'>"
                        + "<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps() + "</presence>");
        assertThat(stored()).extracting(BuddyRecord::mutual).containsExactly(true);
    }

    @Test
    void granting_the_request_of_an_asking_contact_accepts_it_at_the_network() {
        ask();
        user("subscribed");

        transport.expectFrames(TYPE_BUDDY_CHANGED);
        transport.expect("<presence from='juliet@net.example/bot' to='romeo@montague.example'>"
                + "<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps() + "</presence>");
    }

    @Test
    void granting_somebody_unknown_adds_the_contact() {
        user("subscribed");

        transport.expectFrames(TYPE_BUDDY_CHANGED);
        assertThat(stored()).extracting(BuddyRecord::mutual).containsExactly(true);
    }

    @Test
    void granting_again_changes_nothing() {
        mutual();
        user("subscribed");

        transport.expectFrames();
        transport.expectNothing();
    }

    @Test
    void both_answers_of_a_client_to_a_request_end_in_one_contact_and_no_dialogue_without_end() {
        ask();
        user("subscribed");
        user("subscribe");
        transport.forget();

        // The user's server answers our subscribe, if there was one, and nothing more.
        user("subscribed");
        transport.expectNothing();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void unsubscribing_from_a_mutual_contact_keeps_it_at_the_network() {
        mutual();
        user("unsubscribe");

        transport.expectFrames();
        transport.expect(OFFLINE, UNSUBSCRIBED, UNSUBSCRIBE);
        assertThat(stored()).isEmpty();
    }

    @Test
    void unsubscribing_from_a_mutual_contact_removes_it_at_the_network_where_the_administrator_wants_that() {
        TransportFixture removing =
                TransportFixture.gateway(SubscriptionTest::removingMutual).withRomeoOnline();
        removing.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='subscribe'/>");
        removing.forget();
        removing.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='unsubscribe'/>");

        Wire.Buddy removed = removing.expectFrame(TYPE_BUDDY_REMOVED, Wire.Buddy.class);
        assertThat(removed.getBuddyName()).isEqualTo("juliet");
    }

    @Test
    void unsubscribing_from_an_asking_contact_refuses_it_at_the_network() {
        ask();
        user("unsubscribe");

        transport.expectFrames(TYPE_BUDDY_REMOVED);
        transport.expect(OFFLINE, UNSUBSCRIBED, UNSUBSCRIBE);
        assertThat(stored()).isEmpty();
    }

    @Test
    void unsubscribing_from_nobody_is_granted() {
        user("unsubscribe");

        transport.expectFrames();
        transport.expect(UNSUBSCRIBED);
    }

    @Test
    void denying_an_asking_contact_refuses_it_at_the_network() {
        ask();
        user("unsubscribed");

        transport.expectFrames(TYPE_BUDDY_REMOVED);
        assertThat(stored()).isEmpty();
    }

    @Test
    void denying_a_mutual_contact_changes_nothing() {
        mutual();
        user("unsubscribed");

        transport.expectFrames();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void an_authorization_request_is_shown_and_granting_it_is_told() {
        authorizationRequest();
        transport.expect(SUBSCRIBE);
        assertThat(stored()).isEmpty();

        user("subscribed");
        assertThat(transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class).getBuddyName())
                .isEqualTo("juliet");
    }

    @Test
    void refusing_the_authorization_of_somebody_unknown_is_told() {
        authorizationRequest();
        user("unsubscribed");

        assertThat(transport.expectFrame(TYPE_BUDDY_REMOVED, Wire.Buddy.class).getBuddyName())
                .isEqualTo("juliet");
        assertThat(stored()).isEmpty();
    }

    @Test
    void an_authorization_request_of_a_known_contact_comes_from_its_own_address() {
        transport.storedContacts(ROMEO, new BuddyRecord("juliet@irc", true, "", List.of(), 0, ""));
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        transport.withRomeoOnline();

        transport.report(
                ROMEO,
                events -> events.authorizationRequested(Wire.Buddy.newBuilder()
                        .setUserName(ROMEO)
                        .setBuddyName("juliet@irc")
                        .build()));

        transport.expect("<presence from='juliet%irc@net.example' to='romeo@montague.example' type='subscribe'/>");
    }

    @Test
    void what_the_backend_does_not_take_goes_back_and_can_be_tried_again() {
        transport.backends.setFull(ROMEO, true);
        user("subscribe");
        transport.expect("<presence from='juliet@net.example' to='romeo@montague.example/orchard' type='error'>"
                + "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</presence>");

        transport.backends.setFull(ROMEO, false);
        user("subscribe");
        transport.expectFrames(TYPE_BUDDY_CHANGED);
    }

    @Test
    void a_removal_that_the_backend_does_not_take_keeps_the_contact() {
        ask();
        transport.backends.setFull(ROMEO, true);
        user("unsubscribe");

        assertThat(transport.sent()).extracting(stanza -> stanza.typeName()).containsExactly("error");
        assertThat(stored()).hasSize(1);
    }

    @Test
    void who_is_not_logged_in_can_only_unsubscribe() {
        TransportFixture offline = TransportFixture.gateway();
        offline.stored(ROMEO, "romeo1", "secret");

        offline.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='unsubscribe'/>");
        offline.expect(UNSUBSCRIBED);

        offline.receive("<presence from='" + ROMEO + "' to='juliet@net.example' type='subscribe'/>");
        offline.expect("<presence from='juliet@net.example' to='romeo@montague.example' type='error'>"
                + "<error type='wait'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                + "</presence>");
    }

    @Test
    void who_unsubscribes_while_logged_out_is_asked_again_when_the_network_still_has_the_contact() {
        TransportFixture offline = TransportFixture.gateway();
        offline.stored(ROMEO, "romeo1", "secret");
        offline.storedContacts(
                ROMEO,
                new BuddyRecord("Juliet", true, "Jule", List.of(), 0, ""),
                new BuddyRecord("nurse", true, "", List.of(), 0, ""));

        offline.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='unsubscribe'/>");

        offline.expect(UNSUBSCRIBED, UNSUBSCRIBE);
        assertThat(offline.record(ROMEO).buddies())
                .extracting(BuddyRecord::name)
                .containsExactly("nurse");

        offline.withRomeoOnline();
        offline.reportContact(ROMEO, buddy -> buddy.setBuddyName("Juliet").setStatus(Wire.StatusType.STATUS_NONE));
        offline.pass(Duration.ofSeconds(2));
        offline.expect(SUBSCRIBE);
    }

    @Test
    void who_unsubscribes_while_logging_in_is_heard_by_the_session() {
        TransportFixture arriving = TransportFixture.gateway();
        arriving.stored(ROMEO, "romeo1", "secret");
        arriving.storedContacts(ROMEO, new BuddyRecord("juliet", true, "", List.of(), 0, ""));

        arriving.frontend.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='unsubscribe'/>");
        arriving.receive("<presence from='" + ORCHARD + "' to='net.example'/>");
        arriving.report(ROMEO, events -> events.connected());

        arriving.expectFrom("juliet@net.example", UNSUBSCRIBED, UNSUBSCRIBE);
        assertThat(arriving.record(ROMEO).buddies()).isEmpty();
    }

    @Test
    void who_unsubscribes_while_the_database_fails_is_granted_that() {
        TransportFixture offline = TransportFixture.gateway();
        offline.database.fail(true);

        offline.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='unsubscribe'/>");

        offline.expect(UNSUBSCRIBED);
    }

    @Test
    void subscriptions_wait_for_the_network_like_messages() {
        transport.report(ROMEO, events -> events.disconnected(0, "No route."));
        user("subscribe");
        transport.forget();
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        transport.report(ROMEO, events -> events.connected());

        transport.expectFrames(TYPE_BUDDY_CHANGED);
        transport.expectFrom("juliet@net.example", SUBSCRIBED, SUBSCRIBE);
    }

    private void user(String type) {
        transport.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='" + type + "'/>");
    }

    private void ask() {
        transport.reportContact(
                ROMEO, buddy -> buddy.setBuddyName("juliet").setAlias("J.").addGroup("Capulet"));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();
    }

    private void mutual() {
        ask();
        user("subscribed");
        transport.forget();
    }

    private void authorizationRequest() {
        transport.report(
                ROMEO,
                events -> events.authorizationRequested(Wire.Buddy.newBuilder()
                        .setUserName(ROMEO)
                        .setBuddyName("juliet")
                        .build()));
    }

    private List<BuddyRecord> stored() {
        return transport.record(ROMEO).buddies();
    }

    private static UserPolicy removingMutual(UserPolicy rules) {
        return rules.toBuilder().removesMutualBuddies(true).build();
    }
}
