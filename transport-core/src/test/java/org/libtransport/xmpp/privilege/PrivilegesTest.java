package org.libtransport.xmpp.privilege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.xml.Element;

/** What servers grant (XEP-0356), and how the transport uses it. */
class PrivilegesTest {

    private static final Jid ROMEO = Jid.parse("romeo@montague.example");

    private final List<Map.Entry<String, Grant>> heard = new ArrayList<>();
    private final Privileges privileges = new Privileges(Jid.parse("net.example"), heard::add);

    /** Section 4.2 and following. */
    @Test
    void all_kinds_are_understood_and_unknown_ones_are_not_granted() {
        advertise(
                "urn:xmpp:privilege:2",
                "<perm access='roster' type='both' push='true'/>"
                        + "<perm access='message' type='outgoing'/><perm access='presence' type='managed_entity'/>"
                        + "<perm access='iq'><namespace ns='http://jabber.org/protocol/pubsub' type='set'/></perm>"
                        + "<perm access='world' type='both'/>");

        Grant grant = privileges.of(ROMEO);
        assertThat(grant.managesRosters()).isTrue();
        assertThat(grant.hearsRosters()).isTrue();
        assertThat(grant.sendsMessages()).isTrue();
        assertThat(grant.hearsPresence()).isTrue();
        assertThat(grant.asks("http://jabber.org/protocol/pubsub", Iq.Type.SET)).isTrue();
        assertThat(grant.asks("http://jabber.org/protocol/pubsub", Iq.Type.GET)).isFalse();
        assertThat(heard).extracting(Map.Entry::getKey).containsExactly("montague.example");
    }

    @Test
    void to_read_without_writing_manages_nothing() {
        advertise("urn:xmpp:privilege:2", "<perm access='roster' type='get'/>");

        assertThat(privileges.of(ROMEO).readsRosters()).isTrue();
        assertThat(privileges.of(ROMEO).managesRosters()).isFalse();
    }

    @Test
    void a_server_speaks_for_its_own_users_only() {
        advertise("urn:xmpp:privilege:2", "<perm access='message' type='outgoing'/>");

        assertThat(privileges.of(Jid.parse("juliet@capulet.example"))).isEqualTo(Grant.NONE);
    }

    @Test
    void users_and_resources_grant_nothing() {
        for (String from : List.of("tybalt@montague.example", "montague.example/resource")) {
            Message message = (Message) Xml.stanza("<message from='" + from + "' to='net.example'>"
                    + "<privilege xmlns='urn:xmpp:privilege:2'><perm access='message' type='outgoing'/></privilege>"
                    + "</message>");
            assertThat(privileges.heard(message)).as(from).isFalse();
        }
        assertThat(privileges.all()).isEmpty();
    }

    @Test
    void what_is_advertised_anew_replaces_what_was_and_a_lost_link_ends_it() {
        advertise("urn:xmpp:privilege:2", "<perm access='message' type='outgoing'/>");
        advertise("urn:xmpp:privilege:2", "<perm access='roster' type='both'/>");
        assertThat(privileges.of(ROMEO).sendsMessages()).isFalse();
        assertThat(heard).hasSize(2);

        privileges.linkLost();
        assertThat(privileges.of(ROMEO)).isEqualTo(Grant.NONE);
    }

    /** Section 5.3. */
    @Test
    void a_message_in_the_name_of_a_user_goes_by_the_server_in_its_own_namespace() {
        advertise("urn:xmpp:privilege:1", "<perm access='message' type='outgoing'/>");
        Message said = (Message) Xml.stanza(
                "<message from='romeo@montague.example' to='juliet@net.example' type='chat'><body>hi</body></message>");

        assertThat(Xml.canonical(
                        Objects.requireNonNull(privileges.inNameOf(said)).toElement()))
                .isEqualTo(Xml.canonical(Xml.parse("<message xmlns='jabber:client' from='net.example'"
                        + " to='montague.example'><privilege xmlns='urn:xmpp:privilege:1'>"
                        + "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'"
                        + " from='romeo@montague.example' to='juliet@net.example' type='chat'><body>hi</body></message>"
                        + "</forwarded></privilege></message>")));
    }

    @Test
    void nothing_is_said_in_the_name_of_users_who_are_not_granted() {
        Message said = (Message)
                Xml.stanza("<message from='romeo@montague.example' to='juliet@net.example'><body>hi</body></message>");
        assertThat(privileges.inNameOf(said)).isNull();

        Message byResource = (Message) Xml.stanza(
                "<message from='romeo@montague.example/orchard' to='juliet@net.example'><body>hi</body></message>");
        assertThatThrownBy(() -> privileges.inNameOf(byResource)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Section 6.3. */
    @Test
    void a_request_in_the_name_of_a_user_is_wrapped_and_its_answer_unwrapped() {
        advertise(
                "urn:xmpp:privilege:2",
                "<perm access='iq'><namespace ns='http://jabber.org/protocol/pubsub' type='get'/></perm>");
        Element payload = Element.of("pubsub", "http://jabber.org/protocol/pubsub");

        Iq wrapped = Objects.requireNonNull(
                privileges.inNameOf(new Iq(ROMEO, ROMEO, Iq.Type.GET, "x1", null, List.of(payload))));

        assertThat(Xml.canonical(wrapped.toElement()))
                .isEqualTo(Xml.canonical(Xml.parse("<iq xmlns='jabber:client' from='net.example'"
                        + " to='romeo@montague.example' id='x1' type='get'>"
                        + "<privileged_iq xmlns='urn:xmpp:privilege:2'><iq xmlns='jabber:client'"
                        + " to='romeo@montague.example' id='x1' type='get'>"
                        + "<pubsub xmlns='http://jabber.org/protocol/pubsub'/></iq></privileged_iq></iq>")));
        Iq answer = (Iq) Xml.stanza("<iq from='romeo@montague.example' to='net.example' id='x1' type='result'>"
                + "<privilege xmlns='urn:xmpp:privilege:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                + "<iq xmlns='jabber:client' type='result' id='x1'><pubsub xmlns='http://jabber.org/protocol/pubsub'/></iq>"
                + "</forwarded></privilege></iq>");
        assertThat(Privileges.answer(answer)).isEqualTo(payload);
        assertThat(Privileges.answer(wrapped.result())).isNull();
        assertThat(privileges.inNameOf(new Iq(ROMEO, ROMEO, Iq.Type.SET, "x2", null, List.of(payload))))
                .isNull();
    }

    private void advertise(String namespace, String perms) {
        assertThat(privileges.heard((Message) Xml.stanza("<message from='montague.example' to='net.example'>"
                        + "<privilege xmlns='" + namespace + "'>" + perms + "</privilege></message>")))
                .isTrue();
    }
}
