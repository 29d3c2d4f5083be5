package org.libtransport.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_CHANGED;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_REMOVED;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.backend.BackendEvents;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;

/** The roster of a user whose server we are (RFC 6121 section 2). */
class ServerModeRosterTest {

    private static final String ACCOUNT = "romeo@net.example";
    private static final String FIRST = ACCOUNT + "/first";
    private static final String SECOND = ACCOUNT + "/second";

    private final TransportFixture transport = TransportFixture.serverMode();

    @BeforeEach
    void logIn() {
        transport.login(ACCOUNT, "secret");
        transport.report(ACCOUNT, BackendEvents::connected);
        transport.receive("<presence from='" + FIRST + "'/>");
        transport.receive("<presence from='" + SECOND + "'/>");
        transport.forget();
    }

    @Test
    void a_client_gets_the_whole_roster() {
        contact("Juliet@irc", "J.", "Capulet");
        contact("nurse", "");
        transport.forget();

        get(FIRST);

        transport.expect("<iq to='romeo@net.example/first' type='result' id='r1'><query xmlns='jabber:iq:roster'>"
                + "<item jid='juliet\\40irc@net.example' name='J.' subscription='both'><group>Capulet</group></item>"
                + "<item jid='nurse@net.example' subscription='both'/></query></iq>");
    }

    @Test
    void changes_are_pushed_to_those_who_asked_for_the_roster() {
        get(FIRST);
        transport.forget();

        contact("juliet", "J.");

        transport.expectTo(
                FIRST,
                "<iq from='romeo@net.example' to='romeo@net.example/first' type='set'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='juliet@net.example' name='J.'"
                        + " subscription='both'/></query></iq>");
        contact("juliet", "Jule", "Capulet");
        transport.expectTo(
                FIRST,
                "<iq from='romeo@net.example' to='romeo@net.example/first' type='set'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='juliet@net.example' name='Jule'"
                        + " subscription='both'><group>Capulet</group></item></query></iq>");
        contact("juliet", "Jule", "Capulet");
        transport.expectTo(SECOND);
        transport.expectNothing();
    }

    @Test
    void a_resource_that_is_gone_is_pushed_nothing() {
        get(FIRST);
        get(SECOND);
        transport.receive("<presence from='" + FIRST + "' type='unavailable'/>");
        transport.forget();

        contact("juliet", "");

        assertThat(transport.sent())
                .filteredOn(stanza -> stanza.name().equals("iq"))
                .extracting(stanza -> String.valueOf(stanza.to()))
                .containsExactly(SECOND);
    }

    @Test
    void a_resource_that_leaves_without_ever_having_been_available_is_pushed_nothing() {
        get(ACCOUNT + "/third");
        transport.receive("<presence from='" + ACCOUNT + "/third' type='unavailable'/>");
        transport.forget();

        contact("juliet", "");

        assertThat(transport.sent()).noneMatch(stanza -> stanza.name().equals("iq"));
    }

    @Test
    void of_many_resources_that_asked_the_last_hundred_are_pushed_changes() {
        for (int i = 0; i < 150; i++) {
            get(ACCOUNT + "/r" + i);
        }
        transport.forget();

        contact("juliet", "");

        assertThat(transport.sent())
                .filteredOn(stanza -> stanza.name().equals("iq"))
                .hasSize(100)
                .last()
                .satisfies(push -> assertThat(push.to()).hasToString(ACCOUNT + "/r149"));
    }

    @Test
    void what_is_pushed_is_stored_as_being_in_the_roster() {
        contact("juliet", "");

        assertThat(stored()).extracting(BuddyRecord::mutual).containsExactly(true);
    }

    @Test
    void a_stored_contact_that_was_never_pushed_is_pushed_once_and_stored() {
        transport.receive("<presence from='" + ACCOUNT + "' type='unavailable'/>");
        transport.storedContacts(ACCOUNT, new BuddyRecord("juliet", false, "J.", List.of(), 2, ""));
        logIn();
        get(FIRST);
        transport.forget();

        transport.reportContact(
                ACCOUNT, buddy -> buddy.setBuddyName("juliet").setAlias("Jule").setStatus(StatusType.STATUS_NONE));

        assertThat(transport.sent()).hasSize(1);
        assertThat(stored()).extracting(BuddyRecord::mutual).containsExactly(true);
    }

    @Test
    void adding_a_contact_tells_the_network_and_is_pushed() {
        get(FIRST);
        transport.forget();

        set("<item jid='juliet@net.example' name='J.'><group>Capulet</group></item>");

        Wire.Buddy added = transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        assertThat(added.getBuddyName()).isEqualTo("juliet");
        assertThat(added.getAlias()).isEqualTo("J.");
        assertThat(added.getGroupList()).containsExactly("Capulet");
        transport.expect(
                "<iq from='romeo@net.example' to='romeo@net.example/first' type='set'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='juliet@net.example' name='J.'"
                        + " subscription='both'><group>Capulet</group></item></query></iq>",
                "<iq to='romeo@net.example/first' type='result' id='s1'/>");
        assertThat(stored()).containsExactly(new BuddyRecord("juliet", true, "J.", List.of("Capulet"), 0, ""));
    }

    @Test
    void adding_a_contact_without_a_name_is_pushed_all_the_same() {
        get(FIRST);
        transport.forget();

        set("<item jid='juliet@net.example'/>");

        transport.expect(
                "<iq from='romeo@net.example' to='romeo@net.example/first' type='set'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='juliet@net.example' subscription='both'/>"
                        + "</query></iq>",
                "<iq to='romeo@net.example/first' type='result' id='s1'/>");
    }

    @Test
    void renaming_a_contact_tells_the_network_and_keeps_its_name_there() {
        contact("Juliet", "J.");
        transport.forget();

        set("<item jid='juliet@net.example' name='Jule'/>");

        Wire.Buddy renamed = transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        assertThat(renamed.getBuddyName()).isEqualTo("Juliet");
        assertThat(renamed.getAlias()).isEqualTo("Jule");
    }

    @Test
    void removing_a_contact_tells_the_network_and_is_pushed() {
        transport.reportContact(ACCOUNT, buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_NONE));
        get(FIRST);
        transport.forget();

        set("<item jid='juliet@net.example' subscription='remove'/>");

        transport.expectFrames(TYPE_BUDDY_REMOVED);
        transport.expect(
                "<iq from='romeo@net.example' to='romeo@net.example/first' type='set'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='juliet@net.example' subscription='remove'/>"
                        + "</query></iq>",
                "<iq to='romeo@net.example/first' type='result' id='s1'/>");
        assertThat(stored()).isEmpty();
    }

    @Test
    void removing_nobody_is_an_error() {
        set("<item jid='juliet@net.example' subscription='remove'/>");

        transport.expectFrames();
        expectError("cancel", "item-not-found");
    }

    @Test
    void a_set_without_exactly_one_item_is_an_error() {
        set("");
        expectError("modify", "bad-request");
        set("<item jid='juliet@net.example'/><item jid='nurse@net.example'/>");
        expectError("modify", "bad-request");
        set("<item name='nobody'/>");
        expectError("modify", "bad-request");
        transport.expectFrames();
    }

    @Test
    void the_transport_itself_is_no_contact() {
        set("<item jid='net.example'/>");
        expectError("modify", "jid-malformed");
        set("<item jid='@'/>");
        expectError("modify", "jid-malformed");
    }

    @Test
    void what_the_backend_does_not_take_is_an_error() {
        transport.backends.setFull(ACCOUNT, true);
        set("<item jid='juliet@net.example'/>");

        assertThat(transport.sent())
                .last()
                .satisfies(answer -> assertThat(answer.toElement().toString()).contains("resource-constraint"));
    }

    @Test
    void who_is_not_logged_in_has_an_empty_roster_and_cannot_change_it() {
        String stranger = "tybalt@net.example/x";
        get(stranger);
        transport.expect("<iq to='tybalt@net.example/x' type='result' id='r1'><query xmlns='jabber:iq:roster'/></iq>");

        transport.receive("<iq from='" + stranger + "' type='set' id='s1'><query xmlns='jabber:iq:roster'>"
                + "<item jid='juliet@net.example'/></query></iq>");
        assertThat(transport.sent())
                .singleElement()
                .satisfies(answer -> assertThat(answer.isError()).isTrue());
    }

    @Test
    void a_subscription_adds_the_contact_to_all_rosters() {
        get(FIRST);
        transport.forget();
        transport.receive("<presence from='" + FIRST + "' to='juliet@net.example' type='subscribe'/>");

        transport.expectFrames(TYPE_BUDDY_CHANGED);
        transport.expect(
                "<presence from='juliet@net.example' to='romeo@net.example' type='subscribed'/>",
                "<iq from='romeo@net.example' to='romeo@net.example/first' type='set'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='juliet@net.example' subscription='both'/>"
                        + "</query></iq>",
                "<presence from='juliet@net.example/bot' to='romeo@net.example' type='unavailable'/>");
    }

    @Test
    void the_end_of_a_subscription_removes_the_contact_everywhere() {
        contact("juliet", "");
        get(FIRST);
        transport.forget();
        transport.receive("<presence from='" + FIRST + "' to='juliet@net.example' type='unsubscribe'/>");

        transport.expectFrames(TYPE_BUDDY_REMOVED);
        transport.expect(
                "<presence from='juliet@net.example/bot' to='romeo@net.example' type='unavailable'/>",
                "<presence from='juliet@net.example' to='romeo@net.example' type='unsubscribed'/>",
                "<iq from='romeo@net.example' to='romeo@net.example/first' type='set'>"
                        + "<query xmlns='jabber:iq:roster'><item jid='juliet@net.example' subscription='remove'/>"
                        + "</query></iq>");
        assertThat(stored()).isEmpty();
    }

    private void contact(String name, String alias, String... groups) {
        transport.reportContact(
                ACCOUNT, buddy -> buddy.setBuddyName(name).setAlias(alias).addAllGroup(List.of(groups)));
    }

    private void get(String from) {
        transport.receive("<iq from='" + from + "' type='get' id='r1'><query xmlns='jabber:iq:roster'/></iq>");
    }

    private void set(String item) {
        transport.receive("<iq from='" + FIRST + "' type='set' id='s1'><query xmlns='jabber:iq:roster'>" + item
                + "</query></iq>");
    }

    private void expectError(String type, String condition) {
        assertThat(transport.sent()).singleElement().satisfies(answer -> {
            var error = answer.payload("error", "jabber:client");
            assertThat(error.attribute("type")).isEqualTo(type);
            assertThat(error.children().get(0).name()).isEqualTo(condition);
        });
    }

    private List<BuddyRecord> stored() {
        return transport.record(ACCOUNT).buddies();
    }
}
