package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGIN;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_LOGOUT;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_STATUS_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.testkit.TransportFixture;

/** The link to the XMPP server ends and comes back, and the transport itself ends and starts again. */
class LinkLossTest {

    private static final String ORCHARD_IS_HERE = "<presence from='" + ORCHARD + "' to='net.example'/>";

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void users_stay_with_their_networks_while_the_link_is_down() {
        transport.frontend.events().linkDown();
        transport.pass(Duration.ofMinutes(30));

        transport.expectFrames();
        transport.expectNothing();
    }

    @Test
    void when_it_is_back_users_are_asked_for_presence_and_told_all_state() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_AWAY));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();
        linkLostAndBack();

        transport.expect(
                "<presence from='net.example' to='romeo@montague.example' type='probe'/>",
                "<presence from='net.example' to='romeo@montague.example'/>",
                "<presence from='juliet@net.example/bot' to='romeo@montague.example'><show>away</show>"
                        + "<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps() + "</presence>");
    }

    @Test
    void who_answers_stays_and_is_not_told_twice() {
        linkLostAndBack();
        transport.forget();

        transport.receive(ORCHARD_IS_HERE);
        transport.pass(Duration.ofMinutes(5));

        transport.expectNothing();
        transport.expectFrames();
    }

    @Test
    void who_does_not_answer_within_a_minute_is_logged_out() {
        linkLostAndBack();
        transport.pass(Duration.ofSeconds(59));
        transport.expectFrames();

        transport.pass(Duration.ofSeconds(2));
        transport.expectFrames(TYPE_LOGOUT);
    }

    @Test
    void the_minute_begins_anew_with_each_loss() {
        linkLostAndBack();
        transport.pass(Duration.ofSeconds(30));
        transport.frontend.events().linkDown();
        transport.pass(Duration.ofSeconds(60));
        transport.frontend.events().linkUp(false);
        transport.pass(Duration.ofSeconds(30));
        transport.expectFrames();

        transport.receive(ORCHARD_IS_HERE);
        transport.pass(Duration.ofMinutes(5));
        transport.expectFrames();
    }

    @Test
    void shutting_down_logs_out_and_leaves_users_marked_as_online() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_ONLINE));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        var done = transport.users.shutDown();
        transport.run();

        assertThat(done.toCompletableFuture()).isCompleted();
        transport.expectFrames(TYPE_LOGOUT);
        transport.expect(
                "<presence from='juliet@net.example/bot' to='romeo@montague.example' type='unavailable'/>",
                "<presence from='net.example' to='romeo@montague.example' type='unavailable' xml:lang='en'>"
                        + "<status>The transport is being stopped.</status></presence>");
        assertThat(transport.record(ROMEO).user().online()).isTrue();
        assertThat(transport.userTimers()).isZero();
    }

    @Test
    void shutting_down_returns_what_waited() {
        TransportFixture starting = TransportFixture.gateway();
        starting.stored(ROMEO, "romeo1", "secret");
        starting.backends.holdRequests(true);
        starting.receive(ORCHARD_IS_HERE);
        starting.receive(
                "<message from='" + ORCHARD + "' to='juliet@net.example' id='x1'><body>hello</body></message>");
        starting.forget();

        starting.users.shutDown();

        starting.expectTo(
                ORCHARD,
                "<message from='juliet@net.example' to='romeo@montague.example/orchard' type='error' id='x1'>"
                        + "<body>hello</body>"
                        + "<error type='wait'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                        + "</message>");
    }

    @Test
    void nobody_logs_in_after_shutting_down() {
        transport.users.shutDown();
        transport.run();
        transport.forget();

        transport.receive(ORCHARD_IS_HERE);

        transport.expectFrames();
    }

    @Test
    void users_of_the_last_run_are_asked_fifty_a_second_when_the_link_is_there_first() {
        TransportFixture restarted = TransportFixture.gateway();
        for (int i = 0; i < 120; i++) {
            restarted.stored("u" + i + "@montague.example", "u" + i, "secret");
            restarted.storedOnline("u" + i + "@montague.example");
        }
        restarted.stored("offline@montague.example", "offline", "secret");

        restarted.frontend.events().linkUp(true);
        restarted.run();
        assertThat(restarted.sent()).hasSize(1);

        restarted.pass(Duration.ofSeconds(1));
        int soon = restarted.sent().size();
        assertThat(soon).isBetween(49, 63);

        restarted.pass(Duration.ofSeconds(10));
        assertThat(restarted.sent()).hasSize(119 - soon);
        restarted.expectFrames();
    }

    @Test
    void the_administrator_says_how_many_users_a_second_are_asked() {
        TransportFixture restarted = TransportFixture.gateway(
                rules -> rules.toBuilder().restoreRate(5).build());
        for (int i = 0; i < 120; i++) {
            restarted.stored("u" + i + "@montague.example", "u" + i, "secret");
            restarted.storedOnline("u" + i + "@montague.example");
        }

        restarted.frontend.events().linkUp(true);
        restarted.pass(Duration.ofSeconds(10));

        assertThat(restarted.sent()).hasSizeBetween(50, 64);
    }

    /** The figure that administrators plan with, whatever chance does to single pauses. */
    @Test
    void ten_thousand_users_are_asked_within_200_seconds() {
        TransportFixture restarted = TransportFixture.gateway();
        for (int i = 0; i < 10_000; i++) {
            restarted.stored("u" + i + "@montague.example", "u" + i, "secret");
            restarted.storedOnline("u" + i + "@montague.example");
        }

        restarted.frontend.events().linkUp(true);
        restarted.pass(Duration.ofSeconds(200));

        assertThat(restarted.sent()).hasSize(10_000);
    }

    @Test
    void users_are_told_all_state_fifty_a_second_when_the_link_is_back() {
        crowdOnline(120);
        linkLostAndBack();
        transport.run();
        assertThat(probes()).isOne();

        transport.pass(Duration.ofSeconds(1));
        long soon = probes();
        assertThat(soon).isBetween(49L, 63L);

        transport.pass(Duration.ofSeconds(10));
        assertThat(probes()).isEqualTo(120 - soon);
    }

    @Test
    void a_link_that_is_lost_again_meanwhile_makes_it_begin_anew_and_nobody_is_missed() {
        crowdOnline(120);
        linkLostAndBack();
        transport.pass(Duration.ofSeconds(1));
        transport.frontend.events().linkDown();
        transport.forget();
        transport.pass(Duration.ofMinutes(5));
        transport.expectNothing();

        transport.frontend.events().linkUp(false);
        transport.pass(Duration.ofSeconds(10));

        assertThat(probes()).isEqualTo(121);
        transport.expectFrames();
    }

    @Test
    void who_leaves_before_their_turn_is_told_nothing_more() {
        crowdOnline(2);
        linkLostAndBack();
        transport.run();
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        transport.receive("<presence from='u0@montague.example/x' to='net.example' type='unavailable'/>");
        transport.receive("<presence from='u1@montague.example/x' to='net.example' type='unavailable'/>");
        transport.forget();

        transport.pass(Duration.ofMinutes(5));

        transport.expectNothing();
    }

    @Test
    void users_of_the_last_run_that_were_not_asked_when_the_link_was_lost_are_asked_when_it_is_back() {
        TransportFixture restarted = TransportFixture.gateway();
        for (int i = 0; i < 10; i++) {
            restarted.stored("u" + i + "@montague.example", "u" + i, "secret");
            restarted.storedOnline("u" + i + "@montague.example");
        }
        restarted.frontend.events().linkUp(true);
        restarted.pass(Duration.ofMillis(50));
        int asked = restarted.sent().size();
        assertThat(asked).isBetween(3, 4);

        restarted.frontend.events().linkDown();
        restarted.pass(Duration.ofSeconds(30));
        restarted.expectNothing();
        restarted.frontend.events().linkUp(false);
        restarted.pass(Duration.ofSeconds(1));

        assertThat(restarted.sent()).hasSize(10 - asked);
    }

    private void crowdOnline(int size) {
        for (int i = 0; i < size; i++) {
            String jid = "u" + i + "@montague.example";
            transport.stored(jid, "u" + i, "secret");
            transport.receive("<presence from='" + jid + "/x' to='net.example'/>");
            transport.report(jid, BackendEvents::connected);
        }
        transport.forget();
    }

    private long probes() {
        return transport.sent().stream()
                .filter(stanza -> "probe".equals(stanza.typeName()))
                .count();
    }

    @Test
    void an_impossible_address_in_the_database_does_not_keep_others_from_being_asked() {
        TransportFixture restarted = TransportFixture.gateway();
        restarted.stored("@@", "broken", "secret");
        restarted.storedOnline("@@");
        restarted.stored(ROMEO, "romeo1", "secret");
        restarted.storedOnline(ROMEO);

        restarted.frontend.events().linkUp(true);
        restarted.pass(Duration.ofSeconds(1));

        restarted.expect("<presence from='net.example' to='romeo@montague.example' type='probe'/>");
    }

    @Test
    void who_was_offline_is_asked_as_well_where_the_administrator_wants_that() {
        TransportFixture restarted = TransportFixture.gateway(
                policy -> policy.toBuilder().restoresAll(true).build());
        restarted.stored(ROMEO, "romeo1", "secret");

        restarted.frontend.events().linkUp(true);
        restarted.pass(Duration.ofSeconds(1));

        restarted.expect("<presence from='net.example' to='romeo@montague.example' type='probe'/>");
    }

    @Test
    void who_answers_the_probe_is_logged_in() {
        TransportFixture restarted = TransportFixture.gateway();
        restarted.stored(ROMEO, "romeo1", "secret");
        restarted.storedOnline(ROMEO);
        restarted.frontend.events().linkUp(true);

        restarted.receive(ORCHARD_IS_HERE);

        restarted.expectFrames(TYPE_LOGIN, TYPE_STATUS_CHANGED);
    }

    private void linkLostAndBack() {
        transport.frontend.events().linkDown();
        transport.run();
        transport.frontend.events().linkUp(false);
    }
}
