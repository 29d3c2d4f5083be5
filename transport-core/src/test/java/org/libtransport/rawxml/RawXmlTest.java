package org.libtransport.rawxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.libtransport.testkit.TransportFixture.ORCHARD;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import com.google.protobuf.BytesValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.backend.BackendEvents;
import org.libtransport.backend.BackendFeatures;
import org.libtransport.failure.Failure;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;
import org.libtransport.testkit.FakeBackends;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.stanza.StanzaError;
import org.libtransport.xmpp.stanza.StanzaError.Condition;

/** Stanzas that pass as they are between users and a network that speaks XMPP: wire protocol section 8. */
class RawXmlTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String JULIET_HERE = "juliet\\40capulet.example@net.example";

    private final TransportFixture transport = TransportFixture.gateway();

    @BeforeEach
    void logIn() {
        transport.announce(raw());
        transport.withRomeoOnline();
    }

    private static BackendFeatures raw() {
        return new BackendFeatures(true, true, true, false, false, true, false, false);
    }

    // ---- to the network

    @Test
    void a_message_goes_with_all_that_is_in_it_and_only_its_receiver_is_another() {
        receive("<message from='" + ORCHARD + "' to='" + JULIET_HERE + "/balcony' type='chat' id='m1'>"
                + "<body>hi</body><subject>s</subject><active xmlns='http://jabber.org/protocol/chatstates'/>"
                + "<origin-id xmlns='urn:xmpp:sid:0' id='m1'/></message>");

        expectRaw("<message from='" + ORCHARD + "' to='" + JULIET + "/balcony' type='chat' id='m1'>"
                + "<body>hi</body><subject>s</subject><active xmlns='http://jabber.org/protocol/chatstates'/>"
                + "<origin-id xmlns='urn:xmpp:sid:0' id='m1'/></message>");
        transport.expectNothing();
    }

    @Test
    void the_text_has_no_declaration_of_its_namespace() {
        receive("<message from='" + ORCHARD + "' to='" + JULIET_HERE + "'><body>hi</body></message>");

        assertThat(transport
                        .expectFrame(Type.TYPE_RAW_XML, BytesValue.class)
                        .getValue()
                        .toStringUtf8())
                .startsWith("<message ")
                .doesNotContain("xmlns");
    }

    @Test
    void a_message_that_the_backend_does_not_take_comes_back() {
        transport.backends.setFull(ROMEO, true);
        receive("<message from='" + ORCHARD + "' to='" + JULIET_HERE + "' id='m1'><body>hi</body></message>");

        assertThat(errors()).containsExactly(Condition.RESOURCE_CONSTRAINT);
    }

    @Test
    void a_message_that_got_into_no_socket_comes_back_with_its_words() {
        transport.backends.setStuck(true);
        receive("<message from='" + ORCHARD + "' to='" + JULIET_HERE + "' type='chat' id='m1'><body>hi</body>"
                + "<origin-id xmlns='urn:xmpp:sid:0' id='m1'/></message>");
        transport.expectNothing();

        transport.backends.dropStuck();

        transport.expect("<message from='" + JULIET_HERE + "' to='" + ORCHARD + "' type='error' id='m1'>"
                + "<body>hi</body><error type='wait'>"
                + "<remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    }

    @Test
    void who_wrote_shortly_before_the_backend_died_is_told_that_it_may_be_lost() {
        receive("<message from='" + ORCHARD + "' to='" + JULIET_HERE + "'><body>hi</body></message>");
        lose();

        assertThat(notices()).singleElement(STRING).contains("What you wrote last may not have arrived.");
    }

    /** RAW_XML has no place for a number, so a backend that acknowledges all else cannot answer for it. */
    @Test
    void no_answer_is_expected_of_a_backend_that_acknowledges() {
        transport.backends.setAcknowledging(true);
        lose();
        transport.pass(Duration.ofSeconds(2));
        transport.report(ROMEO, BackendEvents::connected);
        transport.forget();

        receive("<message from='" + ORCHARD + "' to='" + JULIET_HERE + "'><body>hi</body></message>");
        transport.expectFrames(Type.TYPE_RAW_XML);
        lose();

        assertThat(errors()).isEmpty();
    }

    @Test
    void presence_alone_is_nothing_that_could_be_lost() {
        receive("<presence from='" + ORCHARD + "' to='" + JULIET_HERE + "'><show>away</show></presence>");
        lose();

        assertThat(notices()).singleElement(STRING).doesNotContain("may not have arrived");
    }

    @Test
    void what_is_said_while_the_network_is_away_waits_for_it() {
        lose();
        receive("<message from='" + ORCHARD + "' to='" + JULIET_HERE + "' id='m1'><body>hi</body></message>");
        transport.pass(Duration.ofSeconds(2));
        transport.backends.clearSent();

        transport.report(ROMEO, BackendEvents::connected);

        assertThat(transport.backends.sent())
                .extracting(FakeBackends.Sent::type)
                .containsExactly(Type.TYPE_RAW_XML, Type.TYPE_RAW_XML);
        assertThat(rawOf(transport.backends.sent().get(1).payloadAs(BytesValue.class)))
                .contains("<body>hi</body>");
    }

    @Test
    void presences_to_somebody_go_and_those_about_subscriptions_do_not() {
        receive("<presence from='" + ORCHARD + "' to='" + JULIET_HERE + "'><show>away</show></presence>");
        expectRaw("<presence from='" + ORCHARD + "' to='" + JULIET + "'><show>away</show></presence>");

        receive("<presence from='" + ORCHARD + "' to='" + JULIET_HERE + "' type='subscribe'/>");
        transport.expectFrames(Type.TYPE_BUDDY_CHANGED);
    }

    @Test
    void the_users_own_presence_goes_when_it_is_another() {
        String away = "<presence from='" + ORCHARD + "' to='net.example'><show>away</show>"
                + "<x xmlns='vcard-temp:x:update'/></presence>";
        receive(away);
        receive(away);

        List<Type> types = transport.backends.typesSentBy(ROMEO);
        assertThat(types).containsExactly(Type.TYPE_STATUS_CHANGED, Type.TYPE_RAW_XML);
        assertThat(rawOf(transport.backends.sent().get(1).payloadAs(BytesValue.class)))
                .isEqualTo(Xml.canonical(Xml.parse("<presence from='" + ORCHARD + "'><show>away</show>"
                        + "<x xmlns='vcard-temp:x:update'/></presence>")));
    }

    @Test
    void the_resource_that_speaks_for_the_user_is_shown_at_every_new_session() {
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "gone"));
        transport.pass(Duration.ofSeconds(2));
        transport.report(ROMEO, BackendEvents::connected);

        transport.expectFrames(Type.TYPE_LOGIN, Type.TYPE_STATUS_CHANGED, Type.TYPE_RAW_XML);
    }

    // ---- requests of the user

    @Test
    void a_request_finds_its_answer_at_the_resource_and_the_address_it_was_asked_at() {
        request("q1", JULIET_HERE + "/balcony", "<query xmlns='jabber:iq:version'/>");
        expectRaw("<iq from='" + ORCHARD + "' to='" + JULIET
                + "/balcony' type='get' id='q1'><query xmlns='jabber:iq:version'/></iq>");

        raw("<iq from='" + JULIET + "/balcony' to='" + ROMEO
                + "' type='result' id='q1'><query xmlns='jabber:iq:version'><name>x</name></query></iq>");
        transport.expect("<iq from='" + JULIET_HERE + "/balcony' to='" + ORCHARD
                + "' type='result' id='q1'><query xmlns='jabber:iq:version'><name>x</name></query></iq>");
    }

    @Test
    void two_resources_may_use_the_same_id() {
        receive("<presence from='" + ROMEO + "/desk' to='net.example'/>");
        transport.forget();
        request("q1", JULIET_HERE, "<ping xmlns='urn:xmpp:ping'/>");
        receive("<iq from='" + ROMEO + "/desk' to='" + JULIET_HERE
                + "' type='get' id='q1'><ping xmlns='urn:xmpp:ping'/></iq>");
        List<String> ids = transport.backends.sentBy(ROMEO, Type.TYPE_RAW_XML, BytesValue.class).stream()
                .map(frame -> Xml.parse(frame.getValue().toStringUtf8()).attribute("id"))
                .toList();
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();

        raw("<iq from='" + JULIET + "' to='" + ROMEO + "' type='result' id='" + ids.get(1) + "'/>");
        transport.expect("<iq from='" + JULIET_HERE + "' to='" + ROMEO + "/desk' type='result' id='q1'/>");
        raw("<iq from='" + JULIET + "' to='" + ROMEO + "' type='result' id='" + ids.get(0) + "'/>");
        transport.expect("<iq from='" + JULIET_HERE + "' to='" + ORCHARD + "' type='result' id='q1'/>");
    }

    @Test
    void what_is_asked_of_the_transport_is_asked_of_the_network_without_an_address() {
        request("q1", "net.example", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        expectRaw("<iq from='" + ORCHARD
                + "' type='get' id='q1'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");

        raw("<iq to='" + ROMEO + "/orchard' type='error' id='q1'><error type='cancel'>"
                + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        transport.expect("<iq from='net.example' to='" + ORCHARD + "' type='error' id='q1'><error type='cancel'>"
                + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jabber:iq:roster", "jabber:iq:register", "http://jabber.org/protocol/stats"})
    void what_only_the_transport_has_is_not_asked_of_the_network(String namespace) {
        request("q1", "net.example", "<query xmlns='" + namespace + "'/>");

        transport.expectFrames();
        assertThat(transport.sent()).isNotEmpty();
    }

    @Test
    void silence_of_the_network_is_an_error() {
        request("q1", JULIET_HERE, "<ping xmlns='urn:xmpp:ping'/>");
        transport.pass(Duration.ofSeconds(60));
        assertThat(errors()).containsExactly(Condition.REMOTE_SERVER_TIMEOUT);

        raw("<iq from='" + JULIET + "' to='" + ROMEO + "' type='result' id='q1'/>");
        transport.expectNothing();
    }

    @Test
    void a_lost_network_and_too_many_requests_are_errors() {
        for (int i = 0; i < 1000; i++) {
            request("q" + i, JULIET_HERE, "<ping xmlns='urn:xmpp:ping'/>");
        }
        request("more", JULIET_HERE, "<ping xmlns='urn:xmpp:ping'/>");
        assertThat(errors()).containsExactly(Condition.RESOURCE_CONSTRAINT);

        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "gone"));
        assertThat(errors()).hasSize(1000).containsOnly(Condition.RECIPIENT_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"juliet@net.example, RECIPIENT_UNAVAILABLE", "net.example,"})
    void who_is_not_logged_in_gets_an_answer_too(String to, Condition error) {
        receive("<iq from='stranger@montague.example/x' to='" + to
                + "' type='get' id='q'><ping xmlns='urn:xmpp:ping'/></iq>");

        List<Stanza> sent = transport.sent();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).isError()).isEqualTo(error != null);
        if (error != null) {
            assertThat(StanzaError.parse(sent.get(0)).condition()).isEqualTo(error);
        }
    }

    // ---- from the network

    @Test
    void a_message_comes_with_all_that_is_in_it_from_the_address_the_user_knows() {
        raw("<message from='" + JULIET + "/balcony' to='" + ROMEO + "' type='chat' id='m' xml:lang='en'>"
                + "<body>hi</body><replace xmlns='urn:xmpp:message-correct:0' id='l'/></message>");

        transport.expect("<message from='" + JULIET_HERE + "/balcony' to='" + ROMEO
                + "' type='chat' id='m' xml:lang='en'>"
                + "<body>hi</body><replace xmlns='urn:xmpp:message-correct:0' id='l'/></message>");
    }

    @Test
    void an_empty_id_is_none() {
        raw("<message from='" + JULIET + "' to='" + ROMEO + "' id=''><body>hi</body></message>");

        assertThat(transport.sent())
                .singleElement()
                .satisfies(message -> assertThat(message.id()).isNull());
    }

    @Test
    void contacts_show_themselves_and_nothing_is_made_up_for_them() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName(JULIET).setStatus(Wire.StatusType.STATUS_ONLINE));
        transport.expectNothing();

        raw("<presence from='" + JULIET + "/balcony' to='" + ROMEO + "'><show>away</show></presence>");
        raw("<presence from='" + JULIET + "/phone' to='" + ROMEO + "'/>");
        transport.expect(
                "<presence from='" + JULIET_HERE + "/balcony' to='" + ROMEO + "'><show>away</show></presence>",
                "<presence from='" + JULIET_HERE + "/phone' to='" + ROMEO + "'/>");

        receive("<presence from='" + ROMEO + "/desk' to='net.example'/>");
        transport.expectTo(
                ROMEO + "/desk",
                "<presence from='net.example' to='" + ROMEO + "/desk'/>",
                "<presence from='" + JULIET_HERE + "/balcony' to='" + ROMEO + "/desk'><show>away</show></presence>",
                "<presence from='" + JULIET_HERE + "/phone' to='" + ROMEO + "/desk'/>");
    }

    @Test
    void what_was_shown_is_taken_back_when_the_network_is_lost() {
        transport.reportContact(ROMEO, buddy -> buddy.setBuddyName(JULIET));
        raw("<presence from='" + JULIET + "/balcony' to='" + ROMEO + "'/>");
        raw("<presence from='" + JULIET + "/phone' to='" + ROMEO + "'/>");
        raw("<presence from='" + JULIET + "/phone' to='" + ROMEO + "' type='unavailable'/>");
        transport.forget();

        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "gone"));

        transport.expectFrom(
                JULIET_HERE + "/balcony",
                "<presence from='" + JULIET_HERE + "/balcony' to='" + ROMEO + "' type='unavailable'/>");
    }

    @Test
    void a_request_of_the_network_reaches_the_resource_that_speaks_for_the_user_and_its_answer_the_network() {
        raw("<iq from='" + JULIET + "/x' to='" + ROMEO + "' type='get' id='n1'><ping xmlns='urn:xmpp:ping'/></iq>");
        transport.expect("<iq from='" + JULIET_HERE + "/x' to='" + ORCHARD
                + "' type='get' id='n1'><ping xmlns='urn:xmpp:ping'/></iq>");

        receive("<iq from='" + ORCHARD + "' to='" + JULIET_HERE + "/x' type='result' id='n1'/>");
        expectRaw("<iq from='" + ORCHARD + "' to='" + JULIET + "/x' type='result' id='n1'/>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq from='j@x/y' to='romeo@montague.example' type='set' id='1'/>",
                "<iq from='/y' to='romeo@montague.example' type='get' id='1'><q xmlns='u'/></iq>"
            })
    void a_request_that_is_none_goes_back_to_the_network(String broken) {
        raw(broken);

        transport.expectNothing();
        assertThat(transport
                        .expectFrame(Type.TYPE_RAW_XML, BytesValue.class)
                        .getValue()
                        .toStringUtf8())
                .contains("type='error'")
                .contains("bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence from='j@x' to='romeo@montague.example' type='hello'/>",
                "<other from='j@x' to='romeo@montague.example'/>",
                "<message from='/' to='romeo@montague.example'/>"
            })
    void anything_else_that_is_no_stanza_is_left_out(String broken) {
        raw(broken);

        transport.expectNothing();
        transport.expectFrames();
    }

    @Test
    void without_the_announcement_nothing_is_taken() {
        TransportFixture plain = TransportFixture.gateway().withRomeoOnline();
        plain.report(ROMEO, events -> events.rawStanza(Xml.parse("<message from='j@x' to='" + ROMEO + "'/>")));

        plain.expectNothing();
    }

    private void receive(String xml) {
        transport.receive(xml);
    }

    private void request(String id, String to, String payload) {
        receive("<iq from='" + ORCHARD + "' to='" + to + "' type='get' id='" + id + "'>" + payload + "</iq>");
    }

    private void raw(String xml) {
        transport.report(ROMEO, events -> events.rawStanza(Xml.parse(xml)));
    }

    private void expectRaw(String xml) {
        assertThat(rawOf(transport.expectFrame(Type.TYPE_RAW_XML, BytesValue.class)))
                .isEqualTo(Xml.canonical(Xml.parse(xml)));
    }

    private static String rawOf(BytesValue frame) {
        return Xml.canonical(Xml.parse(frame.getValue().toStringUtf8()));
    }

    private void lose() {
        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "gone"));
        transport.run();
    }

    private List<String> notices() {
        return transport.sent().stream()
                .filter(stanza -> stanza instanceof Message && !stanza.isError())
                .map(stanza -> stanza.payloadText("body"))
                .toList();
    }

    private List<Condition> errors() {
        return transport.sent().stream()
                .filter(Stanza::isError)
                .filter(stanza -> !(stanza instanceof Presence))
                .map(stanza -> StanzaError.parse(stanza).condition())
                .toList();
    }
}
