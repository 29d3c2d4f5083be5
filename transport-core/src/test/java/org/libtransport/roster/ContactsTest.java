package org.libtransport.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;

/** What the network reports of contacts, as the user of a gateway sees it and as it is stored. */
class ContactsTest {

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @Test
    void a_new_contact_is_stored_shown_and_after_a_second_asks_for_a_subscription() {
        contact(buddy -> buddy.setBuddyName("Juliet")
                .setAlias("J.")
                .addGroup("Capulet")
                .setStatus(StatusType.STATUS_AWAY)
                .setStatusMessage("at the feast")
                .setIconHash("abc"));

        transport.expect("<presence from='juliet@net.example/bot' to='romeo@montague.example'><show>away</show>"
                + "<status>at the feast</status><x xmlns='vcard-temp:x:update'><photo>abc</photo></x>"
                + transport.caps() + "</presence>");
        transport.pass(Duration.ofMillis(980));
        transport.expectNothing();

        transport.pass(Duration.ofMillis(30));
        transport.expect("<presence from='juliet@net.example' to='romeo@montague.example' type='subscribe'>"
                + "<nick xmlns='http://jabber.org/protocol/nick'>J.</nick></presence>");
        assertThat(stored()).containsExactly(new BuddyRecord("Juliet", false, "J.", List.of("Capulet"), 2, "abc"));
    }

    @Test
    void an_offline_contact_is_not_shown_but_asks_all_the_same() {
        contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
        transport.expectNothing();

        transport.pass(Duration.ofSeconds(2));
        transport.expect("<presence from='juliet@net.example' to='romeo@montague.example' type='subscribe'/>");
    }

    @Test
    void contacts_that_come_together_ask_together_with_the_names_that_followed() {
        contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
        transport.pass(Duration.ofMillis(500));
        contact(buddy -> buddy.setBuddyName("nurse").setStatus(StatusType.STATUS_NONE));
        contact(buddy -> buddy.setBuddyName("juliet").setAlias("J.").setStatus(StatusType.STATUS_NONE));
        transport.pass(Duration.ofMillis(510));

        transport.expect(
                "<presence from='juliet@net.example' to='romeo@montague.example' type='subscribe'>"
                        + "<nick xmlns='http://jabber.org/protocol/nick'>J.</nick></presence>",
                "<presence from='nurse@net.example' to='romeo@montague.example' type='subscribe'/>");
    }

    @Test
    void a_contact_asks_once_in_a_session_however_often_it_changes() {
        contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        for (int i = 0; i < 10; i++) {
            contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_ONLINE));
            transport.pass(Duration.ofSeconds(2));
            contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
            transport.pass(Duration.ofSeconds(2));
        }

        assertThat(transport.sent()).hasSize(20).noneMatch(stanza -> "subscribe".equals(stanza.typeName()));
    }

    @Test
    void a_contact_that_the_user_has_accepted_never_asks_again() {
        contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
        transport.receive("<presence from='romeo@montague.example' to='juliet@net.example' type='subscribed'/>");
        transport.forget();
        transport.pass(Duration.ofSeconds(2));
        transport.expectNothing();
        assertThat(stored()).extracting(BuddyRecord::mutual).containsExactly(true);

        logOutAndIn();
        contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
        transport.pass(Duration.ofSeconds(2));
        transport.expectNothing();
    }

    @Test
    void a_contact_without_status_is_online() {
        contact(buddy -> buddy.setBuddyName("juliet"));

        transport.expect(presence("<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps()));
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS_ONLINE, ''",
        "STATUS_INVISIBLE, ''",
        "STATUS_AWAY, <show>away</show>",
        "STATUS_FFC, <show>chat</show>",
        "STATUS_XA, <show>xa</show>",
        "STATUS_DND, <show>dnd</show>"
    })
    void every_state_of_the_network_has_a_show(StatusType status, String show) {
        contact(buddy -> buddy.setBuddyName("juliet").setStatus(status));

        transport.expect(presence(show + "<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps()));
    }

    @Test
    void an_empty_alias_and_no_groups_leave_what_there_is() {
        contact(buddy -> buddy.setBuddyName("juliet").setAlias("J.").addGroup("Capulet"));

        contact(buddy -> buddy.setBuddyName("juliet"));
        assertThat(stored()).containsExactly(new BuddyRecord("juliet", false, "J.", List.of("Capulet"), 2, ""));

        contact(buddy -> buddy.setBuddyName("juliet").setAlias("Jule").addGroup("Verona"));
        assertThat(stored()).containsExactly(new BuddyRecord("juliet", false, "Jule", List.of("Verona"), 2, ""));
    }

    @Test
    void a_contact_is_known_in_any_case_and_keeps_its_first_name() {
        contact(buddy -> buddy.setBuddyName("Juliet"));
        contact(buddy -> buddy.setBuddyName("JULIET").setAlias("J."));

        assertThat(stored()).extracting(BuddyRecord::name).containsExactly("Juliet");
    }

    @Test
    void a_report_without_news_sends_nothing() {
        contact(buddy -> buddy.setBuddyName("juliet").setStatusMessage("hi").setIconHash("abc"));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        contact(buddy -> buddy.setBuddyName("juliet").setStatusMessage("hi").setIconHash("abc"));
        transport.pass(Duration.ofSeconds(2));

        transport.expectNothing();
    }

    @Test
    void a_new_icon_sends_one_presence_and_an_absent_one_means_none() {
        contact(buddy -> buddy.setBuddyName("juliet"));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        contact(buddy -> buddy.setBuddyName("juliet").setIconHash("abc"));
        transport.expect(presence("<x xmlns='vcard-temp:x:update'><photo>abc</photo></x>" + transport.caps()));

        contact(buddy -> buddy.setBuddyName("juliet"));
        transport.expect(presence("<x xmlns='vcard-temp:x:update'><photo/></x>" + transport.caps()));
        assertThat(stored()).extracting(BuddyRecord::iconHash).containsExactly("");
    }

    @Test
    void a_change_of_state_and_icon_together_is_one_presence() {
        contact(buddy -> buddy.setBuddyName("juliet"));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        contact(buddy ->
                buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_DND).setIconHash("abc"));

        transport.expect(
                presence("<show>dnd</show><x xmlns='vcard-temp:x:update'><photo>abc</photo></x>" + transport.caps()));
    }

    @Test
    void a_contact_that_goes_says_its_last_words_without_picture_and_capabilities() {
        contact(buddy -> buddy.setBuddyName("juliet"));
        transport.forget();

        contact(buddy ->
                buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE).setStatusMessage("good night"));

        transport.expect("<presence from='juliet@net.example/bot' to='romeo@montague.example' type='unavailable'>"
                + "<status>good night</status></presence>");
    }

    @Test
    void blocking_is_kept_with_the_contact() {
        contact(buddy -> buddy.setBuddyName("juliet").setBlocked(true));
        assertThat(stored()).extracting(BuddyRecord::flags).containsExactly(2 | 8);

        contact(buddy -> buddy.setBuddyName("juliet"));
        assertThat(stored()).extracting(BuddyRecord::flags).containsExactly(2);
    }

    @Test
    void the_capabilities_element_appears_once_in_a_presence_that_is_sent_again() {
        contact(buddy -> buddy.setBuddyName("juliet"));
        transport.forget();

        for (int i = 0; i < 3; i++) {
            transport.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='probe'/>");
        }

        assertThat(transport.sent())
                .hasSize(3)
                .allSatisfy(stanza -> assertThat(stanza.payloads())
                        .filteredOn(payload -> payload.name().equals("c"))
                        .hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "two words", "a:b", "\u0001"})
    void a_name_that_no_address_can_have_is_left_out_and_the_rest_goes_on(String name) {
        TransportFixture plain = unescaped();
        plain.reportContact(ROMEO, buddy -> buddy.setBuddyName(name));
        plain.reportContact(ROMEO, buddy -> buddy.setBuddyName("juliet"));

        assertThat(plain.record(ROMEO).buddies()).extracting(BuddyRecord::name).containsExactly("juliet");
    }

    @Test
    void with_escaping_such_a_name_has_an_address() {
        contact(buddy -> buddy.setBuddyName("Juliet C/Verona@irc"));

        assertThat(transport.sent())
                .first()
                .satisfies(presence ->
                        assertThat(presence.from()).hasToString("juliet\\20c\\2fverona\\40irc@net.example/bot"));
        assertThat(stored()).extracting(BuddyRecord::flags).containsExactly(BuddyRecord.FLAG_JID_ESCAPING);
    }

    @Test
    void without_escaping_the_last_at_sign_becomes_a_percent_sign() {
        TransportFixture plain = unescaped();
        plain.reportContact(ROMEO, buddy -> buddy.setBuddyName("juliet@irc.example"));

        assertThat(plain.sent())
                .first()
                .satisfies(presence -> assertThat(presence.from()).hasToString("juliet%irc.example@net.example/bot"));
        assertThat(plain.record(ROMEO).buddies()).extracting(BuddyRecord::flags).containsExactly(0);
    }

    @Test
    void users_are_not_their_own_contacts() {
        contact(buddy -> buddy.setBuddyName("romeo1"));

        transport.expectNothing();
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_contact_that_the_network_removes_leaves_with_all_subscriptions() {
        contact(buddy -> buddy.setBuddyName("juliet"));
        transport.pass(Duration.ofSeconds(2));
        transport.forget();

        transport.report(ROMEO, events -> events.buddyRemoved(wireName("JULIET")));

        transport.expect(
                "<presence from='juliet@net.example/bot' to='romeo@montague.example' type='unavailable'/>",
                "<presence from='juliet@net.example' to='romeo@montague.example' type='unsubscribe'/>",
                "<presence from='juliet@net.example' to='romeo@montague.example' type='unsubscribed'/>");
        assertThat(stored()).isEmpty();
    }

    @Test
    void removing_an_unknown_contact_changes_nothing() {
        transport.report(ROMEO, events -> events.buddyRemoved(wireName("juliet")));

        transport.expectNothing();
    }

    @Test
    void a_contact_that_was_removed_and_comes_back_asks_again() {
        contact(buddy -> buddy.setBuddyName("juliet"));
        transport.pass(Duration.ofSeconds(2));
        transport.report(ROMEO, events -> events.buddyRemoved(wireName("juliet")));
        transport.forget();

        contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
        transport.pass(Duration.ofSeconds(2));

        transport.expect("<presence from='juliet@net.example' to='romeo@montague.example' type='subscribe'/>");
    }

    @Test
    void stored_contacts_are_known_but_offline_until_the_network_speaks() {
        contact(buddy -> buddy.setBuddyName("Juliet").setAlias("J."));
        logOutAndIn();
        transport.expectNothing();

        transport.receive("<presence from='" + ORCHARD + "' to='juliet@net.example' type='probe'/>");
        transport.expect("<presence from='juliet@net.example/bot' to='romeo@montague.example/orchard'"
                + " type='unavailable'/>");
    }

    private void contact(java.util.function.Consumer<Wire.Buddy.Builder> contact) {
        transport.reportContact(ROMEO, contact);
    }

    private List<BuddyRecord> stored() {
        return transport.record(ROMEO).buddies();
    }

    private void logOutAndIn() {
        transport.receive("<presence from='" + ORCHARD + "' to='net.example' type='unavailable'/>");
        transport.withRomeoOnline();
    }

    private static TransportFixture unescaped() {
        TransportFixture plain = TransportFixture.gateway();
        plain.announce(new BackendFeatures(true, true, true, false, false, false, true, false));
        return plain.withRomeoOnline();
    }

    private static String presence(String content) {
        return "<presence from='juliet@net.example/bot' to='romeo@montague.example'>" + content + "</presence>";
    }

    private static Wire.Buddy wireName(String name) {
        return Wire.Buddy.newBuilder().setUserName(ROMEO).setBuddyName(name).build();
    }
}
