package org.libtransport.xmpp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.admin.AdminAccess;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.feature.disco.ContactForm;
import org.libtransport.xmpp.feature.disco.DiscoInfo;
import org.libtransport.xmpp.feature.disco.Identity;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** Service discovery (XEP-0030) and entity capabilities (XEP-0115). */
class DiscoveryTest {

    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";

    /** SHA-1 of {@code client/pc//Test Network<} and the four features, in base64: {@code openssl sha1 -binary | base64}. */
    private static final String VER = "BFehPtVnSWerQOZH5J6a3yLzG/s=";

    /** The same with {@code urn:xmpp:receipts}. */
    private static final String VER_WITH_RECEIPTS = "9x41MONQddyAgJ/YLO5yqUPoB4k=";

    private final TransportFixture transport = TransportFixture.gateway();

    @Test
    void the_transport_is_a_gateway_and_says_all_it_can() {
        Element query = info("net.example", null);

        Element identity = query.child("identity", INFO);
        assertThat(identity.attribute("category")).isEqualTo("gateway");
        assertThat(identity.attribute("type")).isEqualTo("test");
        assertThat(identity.attribute("name")).isEqualTo("Test Network");
        assertThat(features(query))
                .contains(INFO, ITEMS, "jabber:iq:register", "jabber:iq:version", "urn:xmpp:ping", "urn:xmpp:time")
                .doesNotHaveDuplicates();
    }

    /** XEP-0157 section 2: xmpp addresses in a form of the type of server information. */
    @Test
    void the_transport_names_its_administrators() {
        assertThat(info("net.example", null).child("x", "jabber:x:data")).isNull();

        transport.admins = new AdminAccess(List.of(Jid.parse("root@montague.example")), "");

        assertThat(Xml.canonical(info("net.example", null).child("x", "jabber:x:data")))
                .isEqualTo(Xml.canonical(Xml.parse("<x xmlns='jabber:x:data' type='result'>"
                        + "<field type='hidden' var='FORM_TYPE'>"
                        + "<value>http://jabber.org/network/serverinfo</value></field>"
                        + "<field type='list-multi' var='admin-addresses'>"
                        + "<value>xmpp:root@montague.example</value></field></x>")));
    }

    /** XEP-0115 section 5.3, the form of a complex example. */
    @Test
    void a_form_is_part_of_the_verification_string() throws Exception {
        Element form = ContactForm.of(List.of(Jid.parse("b@x.example"), Jid.parse("a@x.example")));
        DiscoInfo info = new DiscoInfo(new Identity("gateway", "test", "Net"), List.of("urn:b", "urn:a"), form);

        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest(("gateway/test//Net<urn:a<urn:b<http://jabber.org/network/serverinfo<admin-addresses<"
                                + "xmpp:a@x.example<xmpp:b@x.example<")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(info.caps().attribute("ver")).isEqualTo(Base64.getEncoder().encodeToString(hash));
    }

    @Test
    void in_server_mode_nobody_can_register() {
        TransportFixture server = TransportFixture.serverMode();
        server.receive(
                "<iq from='romeo@net.example/x' to='net.example' type='get' id='d'><query xmlns='" + INFO + "'/></iq>");

        assertThat(features(server.sent().get(0).payloads().get(0))).doesNotContain("jabber:iq:register");
    }

    @ParameterizedTest
    @ValueSource(strings = {"juliet@net.example", "juliet@net.example/bot", "nobody\\40irc@net.example"})
    void contacts_are_clients_that_know_chat_states(String contact) {
        Element query = info(contact, null);

        assertThat(query.child("identity", INFO).attribute("category")).isEqualTo("client");
        assertThat(query.child("identity", INFO).attribute("type")).isEqualTo("pc");
        assertThat(features(query)).containsExactly("http://jabber.org/protocol/chatstates", INFO, ITEMS, "vcard-temp");
    }

    @Test
    void the_answer_comes_from_the_address_that_was_asked() {
        transport.receive("<iq from='" + ORCHARD + "' to='juliet@net.example/bot' type='get' id='d'>" + "<query xmlns='"
                + ITEMS + "'/></iq>");

        transport.expect("<iq from='juliet@net.example/bot' to='romeo@montague.example/orchard' type='result' id='d'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
    }

    @Test
    void the_verification_string_is_the_hash_that_the_standard_wants() {
        assertThat(transport.caps())
                .isEqualTo(
                        "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='spectrum' ver='" + VER + "'/>");
    }

    @Test
    void the_verification_string_fits_to_what_discovery_answers() throws Exception {
        transport.announce(receipts());
        Element query = info("juliet@net.example/bot", null);
        StringBuilder text = new StringBuilder("client/pc//")
                .append(query.child("identity", INFO).attribute("name"))
                .append('<');
        features(query).stream()
                .sorted()
                .forEach(feature -> text.append(feature).append('<'));
        String computed = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1")
                        .digest(text.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(computed).isEqualTo(VER_WITH_RECEIPTS);
        assertThat(transport.caps()).contains("ver='" + computed + "'");
    }

    @Test
    void the_node_of_the_capabilities_is_answered_and_echoed() {
        Element query = info("juliet@net.example/bot", "spectrum#" + VER);

        assertThat(query.attribute("node")).isEqualTo("spectrum#" + VER);
        assertThat(features(query)).hasSize(4);
    }

    @Test
    void another_node_is_not_found() {
        transport.receive("<iq from='" + ORCHARD + "' to='net.example' type='get' id='d'>" + "<query xmlns='" + INFO
                + "' node='unheard-of'/></iq>");

        assertThat(transport.sent())
                .singleElement()
                .satisfies(answer -> assertThat(answer.toElement().toString()).contains("item-not-found"));
    }

    @Test
    void what_backends_announce_is_added_to_contacts() {
        transport.announce(receipts());

        assertThat(features(info("juliet@net.example", null))).contains("urn:xmpp:receipts");
        assertThat(transport.caps()).contains(VER_WITH_RECEIPTS);
    }

    @Test
    void there_are_no_items() {
        transport.receive("<iq from='" + ORCHARD + "' to='net.example' type='get' id='d'>" + "<query xmlns='" + ITEMS
                + "' node='x'/></iq>");

        transport.expect("<iq from='net.example' to='romeo@montague.example/orchard' type='result' id='d'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items' node='x'/></iq>");
    }

    private Element info(String to, String node) {
        transport.receive("<iq from='" + ORCHARD + "' to='" + to + "' type='get' id='d'><query xmlns='" + INFO + "'"
                + (node == null ? "" : " node='" + node + "'") + "/></iq>");
        return transport.sent().get(0).payloads().get(0);
    }

    private static List<String> features(Element query) {
        return query.children().stream()
                .filter(child -> child.name().equals("feature"))
                .map(child -> child.attribute("var"))
                .toList();
    }

    private static BackendFeatures receipts() {
        return new BackendFeatures(true, true, true, true, false, false, false, false);
    }
}
