package org.libtransport.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_CHANGED;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;

/** XEP-0191 in gateway mode: asked of the transport, or of a contact. */
class BlockingTest {

    private static final String TYBALT = "tybalt@net.example";
    private static final String BLOCKED_TYBALT = "<item jid='" + TYBALT + "'/>";

    private final TransportFixture transport = TransportFixture.gateway().withRomeoOnline();

    @BeforeEach
    void romeo_knows_tybalt() {
        reported(false);
        transport.forget();
    }

    @Test
    void section_3_2_a_list_of_nobody_is_empty() {
        list();
        transport.expect(result("<blocklist xmlns='urn:xmpp:blocking'/>"));
    }

    @Test
    void section_3_3_a_block_is_told_to_the_network_and_kept_and_pushed_to_who_asked_for_the_list() {
        list();
        transport.forget();

        request("set", "<block xmlns='urn:xmpp:blocking'>" + BLOCKED_TYBALT + "</block>");

        Wire.Buddy told = transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        assertThat(told.getBuddyName()).isEqualTo("tybalt");
        assertThat(told.hasBlocked() && told.getBlocked()).isTrue();
        transport.expect(push("block-0", "block"), result(""));
        assertThat(transport.record(ROMEO).buddies())
                .allMatch(buddy -> (buddy.flags() & BuddyRecord.FLAG_BLOCKED) != 0);
        transport.forget();
        list();
        transport.expect(result("<blocklist xmlns='urn:xmpp:blocking'>" + BLOCKED_TYBALT + "</blocklist>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.example", "tybalt@other.example", "other.example/x"})
    void who_cannot_be_a_contact_of_ours_is_not_found(String jid) {
        request("set", "<block xmlns='urn:xmpp:blocking'><item jid='" + jid + "'/></block>");
        assertThat(transport.sent())
                .singleElement()
                .satisfies(answer -> assertThat(answer.toElement().toString()).contains("item-not-found"));

        request("set", "<unblock xmlns='urn:xmpp:blocking'><item jid='" + jid + "'/></unblock>");
        transport.expect(result(""));
        transport.expectFrames();
    }

    @Test
    void section_3_3_a_block_of_nobody_is_a_bad_request_and_one_of_a_stranger_finds_nobody() {
        request("set", "<block xmlns='urn:xmpp:blocking'/>");
        request("set", "<block xmlns='urn:xmpp:blocking'><item jid='nobody@net.example'/></block>");

        assertThat(transport.sent())
                .extracting(stanza -> stanza.toElement().toString())
                .satisfiesExactly(
                        first -> assertThat(first).contains("<bad-request"),
                        second -> assertThat(second).contains("<item-not-found"));
        transport.expectFrames();
    }

    @Test
    void section_3_5_an_unblock_that_names_nobody_is_for_all() {
        reported(true);
        list();
        transport.forget();

        request("set", "<unblock xmlns='urn:xmpp:blocking'/>");

        Wire.Buddy told = transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        assertThat(told.hasBlocked()).isTrue();
        assertThat(told.getBlocked()).isFalse();
        transport.expect(push("block-0", "unblock"), result(""));
    }

    @Test
    void what_the_network_says_is_pushed_as_well() {
        list();
        transport.forget();

        reported(true);
        transport.expect(push("block-0", "block"));
        reported(true);
        transport.expectNothing();
    }

    @Test
    void section_3_6_a_message_to_who_is_blocked_comes_back_and_the_network_is_told_nothing() {
        reported(true);
        transport.forget();

        transport.receive("<message from='" + ORCHARD + "' to='" + TYBALT + "' id='m1' type='chat' xml:lang='de'>"
                + "<body>Hallo</body></message>");

        transport.expectFrames();
        transport.expect("<message from='" + TYBALT + "' to='" + ORCHARD + "' id='m1' type='error'><body>Hallo</body>"
                + "<error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='de'>Sie haben diesen Kontakt gesperrt."
                + "</text><blocked xmlns='urn:xmpp:blocking:errors'/></error></message>");
    }

    @Test
    void a_block_sent_to_a_contact_is_about_that_contact() {
        transport.receive("<iq from='" + ORCHARD + "' to='" + TYBALT
                + "' type='set' id='b1'><block xmlns='urn:xmpp:blocking'/></iq>");

        transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        transport.expect("<iq from='" + TYBALT + "' to='" + ORCHARD + "' type='result' id='b1'/>");
    }

    @Test
    void a_full_backend_refuses_the_block_and_nothing_is_changed() {
        transport.backends.setFull(ROMEO, true);
        request("set", "<block xmlns='urn:xmpp:blocking'>" + BLOCKED_TYBALT + "</block>");
        assertThat(transport.sent().get(0).toElement().toString()).contains("<resource-constraint");
        list();
        transport.expect(result("<blocklist xmlns='urn:xmpp:blocking'/>"));
    }

    private void reported(boolean blocked) {
        transport.reportContact(
                ROMEO,
                buddy -> buddy.setBuddyName("tybalt")
                        .setStatus(StatusType.STATUS_NONE)
                        .setBlocked(blocked));
    }

    private void list() {
        request("get", "<blocklist xmlns='urn:xmpp:blocking'/>");
    }

    private void request(String type, String payload) {
        transport.receive(
                "<iq from='" + ORCHARD + "' to='net.example' type='" + type + "' id='b1'>" + payload + "</iq>");
    }

    private static String result(String payload) {
        return "<iq from='net.example' to='" + ORCHARD + "' type='result' id='b1'>" + payload + "</iq>";
    }

    private static String push(String id, String change) {
        return "<iq from='net.example' to='" + ORCHARD + "' type='set' id='" + id + "'><" + change
                + " xmlns='urn:xmpp:blocking'>" + BLOCKED_TYBALT + "</" + change + "></iq>";
    }
}
