package org.libtransport.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.protocol.Wire.WrapperMessage.Type.TYPE_BUDDY_CHANGED;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.StatusType;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.xml.Element;

/** Contacts in the roster at a server that lets the transport read and write it (XEP-0356 section 4). */
class RemoteRosterTest {

    private static final String BOTH = "<perm access='roster' type='both'/>";
    private static final String BOTH_AND_PUSH = "<perm access='roster' type='both' push='true'/>";

    private final TransportFixture transport = TransportFixture.gateway();
    /** What the server has in Romeo's roster, by address. */
    private final Map<String, Element> roster = new LinkedHashMap<>();

    private final List<Stanza> others = new ArrayList<>();
    private int reads;
    private final List<String> writes = new ArrayList<>();
    private boolean refuses;

    @BeforeEach
    void the_server_answers() {
        transport.frontend.answerRosterRequests();
        transport.stored(ROMEO, "romeo1", "secret");
    }

    @Test
    void a_new_contact_is_written_into_the_roster_without_a_question_to_the_user() {
        grant(BOTH);
        online();

        contact(buddy -> buddy.setBuddyName("juliet").setAlias("J.").addGroup("Capulet"));
        settle();

        assertThat(writes)
                .containsExactly("<item jid='juliet@net.example' name='J.' subscription='both'>"
                        + "<group>Capulet</group></item>");
        assertThat(others).noneMatch(stanza -> "subscribe".equals(stanza.typeName()));
        assertThat(stored()).extracting(BuddyRecord::mutual).containsExactly(true);
    }

    @Test
    void presence_is_told_again_when_the_roster_holds_the_contact_and_the_server_lets_it_pass() {
        grant(BOTH);
        online();

        contact(buddy -> buddy.setBuddyName("juliet").setStatus(StatusType.STATUS_ONLINE));
        settle();

        assertThat(others).filteredOn(Presence.class::isInstance).hasSize(2);
    }

    @Test
    void what_the_roster_holds_already_is_not_written() {
        holds("<item jid='juliet@net.example' name='J.' subscription='both'><group>B</group><group>A</group></item>");
        grant(BOTH);
        online();

        contact(buddy ->
                buddy.setBuddyName("juliet").setAlias("J.").addGroup("A").addGroup("B"));
        settle();

        assertThat(reads).isOne();
        assertThat(writes).isEmpty();
        assertThat(stored()).extracting(BuddyRecord::mutual).containsExactly(true);
    }

    @Test
    void contacts_of_former_sessions_are_repaired_once_where_they_are_missing() {
        transport.storedContacts(ROMEO, record("juliet", "J."), record("nurse", "N."));
        holds("<item jid='nurse@net.example' name='N.' subscription='both'/>");
        grant(BOTH);
        online();
        settle();

        assertThat(writes).containsExactly("<item jid='juliet@net.example' name='J.' subscription='both'/>");
        contact(buddy -> buddy.setBuddyName("juliet").setAlias("J."));
        contact(buddy -> buddy.setBuddyName("nurse").setAlias("N."));
        settle();
        assertThat(writes).hasSize(1);
    }

    @Test
    void a_name_that_the_network_changes_is_written() {
        transport.storedContacts(ROMEO, record("juliet", "J."));
        holds("<item jid='juliet@net.example' name='J.' subscription='both'/>");
        grant(BOTH);
        online();

        contact(buddy -> buddy.setBuddyName("juliet").setAlias("Juliet C."));
        settle();

        assertThat(writes).containsExactly("<item jid='juliet@net.example' name='Juliet C.' subscription='both'/>");
    }

    @Test
    void a_name_that_the_user_has_chosen_stays() {
        transport.storedContacts(ROMEO, record("juliet", "J."));
        holds("<item jid='juliet@net.example' name='my love' subscription='both'><group>Hearts</group></item>");
        grant(BOTH);
        online();

        contact(buddy -> buddy.setBuddyName("juliet").setAlias("Juliet C.").addGroup("Capulet"));
        settle();

        assertThat(writes).isEmpty();
    }

    @Test
    void who_is_gone_at_the_network_is_removed_from_the_roster() {
        transport.storedContacts(ROMEO, record("juliet", "J."));
        holds("<item jid='juliet@net.example' name='J.' subscription='both'/>");
        grant(BOTH);
        online();
        settle();

        transport.report(
                ROMEO,
                events -> events.buddyRemoved(Wire.Buddy.newBuilder()
                        .setUserName(ROMEO)
                        .setBuddyName("juliet")
                        .build()));
        settle();

        assertThat(writes).containsExactly("<item jid='juliet@net.example' subscription='remove'/>");
        assertThat(others).noneMatch(stanza -> "unsubscribe".equals(stanza.typeName()));
    }

    @Test
    void many_contacts_are_read_once_and_written_a_few_at_a_time() {
        grant(BOTH);
        online();

        for (int i = 0; i < 100; i++) {
            int number = i;
            contact(buddy -> buddy.setBuddyName("contact" + number));
        }
        transport.pass(Duration.ofMillis(1010));
        answer(transport.sent());
        List<Stanza> first = transport.sent();
        assertThat(first).hasSize(16);
        answer(first);
        settle();

        assertThat(reads).isOne();
        assertThat(writes).hasSize(100);
    }

    @Test
    void who_adds_a_contact_in_a_client_gets_it_both_ways_with_the_name_given_there() {
        grant(BOTH);
        online();
        holds("<item jid='juliet@net.example' name='my love' subscription='to'/>");

        transport.receive("<presence from='" + ROMEO + "' to='juliet@net.example' type='subscribe'/>");
        settle();

        assertThat(writes).containsExactly("<item jid='juliet@net.example' name='my love' subscription='both'/>");
        assertThat(others).noneMatch(stanza -> "subscribe".equals(stanza.typeName()));
    }

    @Test
    void a_server_that_granted_and_refuses_is_asked_once_and_then_contacts_ask() {
        refuses = true;
        grant(BOTH);
        online();

        contact(buddy -> buddy.setBuddyName("juliet"));
        settle();
        contact(buddy -> buddy.setBuddyName("nurse"));
        settle();

        assertThat(reads).isOne();
        assertThat(others)
                .filteredOn(stanza -> "subscribe".equals(stanza.typeName()))
                .hasSize(2);
    }

    @Test
    void a_server_that_fails_at_writing_is_asked_once_and_no_contact_is_lost() {
        grant(BOTH);
        online();
        contact(buddy -> buddy.setBuddyName("juliet"));
        contact(buddy -> buddy.setBuddyName("nurse"));
        transport.pass(Duration.ofMillis(1010));
        answer(transport.sent());

        refuses = true;
        settle();
        contact(buddy -> buddy.setBuddyName("benvolio"));
        settle();

        assertThat(others)
                .filteredOn(stanza -> "subscribe".equals(stanza.typeName()))
                .hasSize(3);
        assertThat(reads).isOne();
    }

    @Test
    void a_server_that_says_nothing_is_tried_when_there_is_something_to_write() {
        online();
        settle();
        assertThat(reads).isZero();

        contact(buddy -> buddy.setBuddyName("juliet"));
        settle();

        assertThat(writes).containsExactly("<item jid='juliet@net.example' subscription='both'/>");
    }

    @Test
    void a_server_that_grants_other_things_only_is_not_tried() {
        grant("<perm access='message' type='outgoing'/>");
        online();

        contact(buddy -> buddy.setBuddyName("juliet"));
        settle();

        assertThat(reads).isZero();
        assertThat(others)
                .filteredOn(stanza -> "subscribe".equals(stanza.typeName()))
                .hasSize(1);
    }

    @Test
    void a_grant_of_another_server_is_none() {
        transport.receive("<message from='evil.example' to='net.example'><privilege xmlns='urn:xmpp:privilege:2'>"
                + BOTH + "</privilege></message>");
        transport.receive("<message from='tybalt@montague.example' to='net.example'>"
                + "<privilege xmlns='urn:xmpp:privilege:2'>" + BOTH + "</privilege></message>");
        online();
        settle();

        assertThat(reads).isZero();
    }

    @Test
    void what_the_user_renames_in_a_client_is_told_to_the_network_and_nothing_echoes() {
        transport.storedContacts(ROMEO, record("juliet", "J."));
        holds("<item jid='juliet@net.example' name='J.' subscription='both'/>");
        grant(BOTH_AND_PUSH);
        online();
        settle();

        push("<item jid='juliet@net.example' name='my love' subscription='both'><group>Hearts</group></item>");

        Wire.Buddy told = transport.expectFrame(TYPE_BUDDY_CHANGED, Wire.Buddy.class);
        assertThat(told.getAlias()).isEqualTo("my love");
        assertThat(told.getGroupList()).containsExactly("Hearts");
        contact(buddy -> buddy.setBuddyName("juliet").setAlias("my love").addGroup("Hearts"));
        settle();
        assertThat(writes).isEmpty();
        transport.expectFrames();
    }

    @Test
    void a_push_of_what_we_wrote_ourselves_is_no_news() {
        grant(BOTH_AND_PUSH);
        online();
        contact(buddy -> buddy.setBuddyName("juliet").setAlias("J."));
        settle();

        push("<item jid='juliet@net.example' name='J.' subscription='both'/>");

        transport.expectFrames();
        assertThat(writes).hasSize(1);
    }

    private void grant(String perms) {
        transport.receive("<message from='montague.example' to='net.example'><privilege xmlns='urn:xmpp:privilege:2'>"
                + perms + "</privilege></message>");
    }

    private void online() {
        transport.withRomeoOnline();
    }

    private void holds(String item) {
        Element element = Xml.parse(item.replaceFirst("<item", "<item xmlns='jabber:iq:roster'"));
        roster.put(Objects.requireNonNull(element.attribute("jid")), element);
    }

    private void push(String item) {
        transport.receive("<iq type='set' id='p1' from='" + ROMEO + "' to='net.example'>"
                + "<query xmlns='jabber:iq:roster'>" + item + "</query></iq>");
        transport.expect("<iq type='result' id='p1' from='net.example' to='" + ROMEO + "'/>");
    }

    private void contact(Consumer<Wire.Buddy.Builder> about) {
        transport.reportContact(ROMEO, buddy -> about.accept(buddy.setStatus(StatusType.STATUS_NONE)));
    }

    private static BuddyRecord record(String name, String alias) {
        return new BuddyRecord(name, true, alias, List.of(), BuddyRecord.FLAG_JID_ESCAPING, "");
    }

    private List<BuddyRecord> stored() {
        return List.copyOf(transport.record(ROMEO).buddies());
    }

    /** Lets time pass and answers what the transport asks the server, until it asks no more. */
    private void settle() {
        for (int i = 0; i < 30; i++) {
            transport.pass(Duration.ofMillis(100));
            answer(transport.sent());
        }
    }

    private void answer(List<Stanza> sent) {
        for (Stanza stanza : sent) {
            Element query = stanza.payload("query", "jabber:iq:roster");
            if (stanza instanceof Iq iq && iq.isRequest() && query != null && ROMEO.equals(String.valueOf(iq.to()))) {
                answerAboutRoster(iq, query);
            } else if (stanza instanceof Iq iq && iq.isRequest()) {
                refuse(iq);
            } else {
                others.add(stanza);
            }
        }
    }

    private void answerAboutRoster(Iq iq, Element query) {
        if (iq.type() == Iq.Type.GET) {
            reads++;
        }
        if (refuses) {
            refuse(iq);
        } else if (iq.type() == Iq.Type.GET) {
            Element.Builder all = Element.builder("query", "jabber:iq:roster");
            roster.values().forEach(all::add);
            transport.receive(iq.result(all.build()).toElement().toString());
        } else {
            Element item = query.children().get(0);
            writes.add(item.toString().replace(" xmlns='jabber:iq:roster'", ""));
            roster.put(Objects.requireNonNull(item.attribute("jid")), item);
            transport.receive(iq.result().toElement().toString());
        }
    }

    private void refuse(Iq iq) {
        transport.receive(Objects.requireNonNull(
                        StanzaError.of(StanzaError.Condition.FORBIDDEN).answerTo(iq))
                .toElement()
                .toString());
    }
}
