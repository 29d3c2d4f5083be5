package org.libtransport.xmpp.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ORCHARD;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.xml.Element;

/** A client asks for the address of somebody on the other network (XEP-0100 section 6). */
class AddressPromptTest {

    private static final String RESULT = "<iq from='net.example' to='" + ORCHARD + "' type='result' id='q'>";

    private final TransportFixture transport = TransportFixture.gateway();

    @Test
    void the_client_is_told_what_to_ask_for() {
        ask("net.example", "get", "");

        transport.expect(RESULT + "<query xmlns='jabber:iq:gateway'><desc>Enter legacy network contact ID.</desc>"
                + "<prompt>Contact ID</prompt></query></iq>");
    }

    @ParameterizedTest
    @CsvSource({
        "juliet, juliet@net.example",
        "' Juliet ', juliet@net.example",
        "juliet@capulet.com, juliet\\40capulet.com@net.example",
        "juliet\\40capulet.com, juliet\\40capulet.com@net.example",
        "juliet@net.example, juliet@net.example",
        "the nurse, the\\20nurse@net.example"
    })
    void a_name_becomes_the_address_of_the_contact(String name, String address) {
        ask("net.example", "set", "<prompt>" + name + "</prompt>");

        transport.expect(RESULT + "<query xmlns='jabber:iq:gateway'><jid>" + address + "</jid></query></iq>");
    }

    @Test
    void without_escaping_the_last_at_becomes_a_percent_sign() {
        TransportFixture old = TransportFixture.gateway(
                policy -> policy.toBuilder().jidEscaping(false).build());
        old.receive(request("net.example", "set", "<prompt>juliet@capulet.com</prompt>"));

        old.expect(RESULT + "<query xmlns='jabber:iq:gateway'><jid>juliet%capulet.com@net.example</jid></query></iq>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<prompt/>", "<prompt> </prompt>"})
    void no_name_is_a_bad_request(String content) {
        ask("net.example", "set", content);

        expectError("bad-request");
    }

    @Test
    void a_name_that_fits_into_no_address_is_refused() {
        ask("net.example", "set", "<prompt>" + "a".repeat(1024) + "</prompt>");

        expectError("jid-malformed");
    }

    @Test
    void contacts_are_not_asked() {
        ask("juliet@net.example", "get", "");

        expectError("service-unavailable");
    }

    private void ask(String to, String type, String content) {
        transport.receive(request(to, type, content));
    }

    private static String request(String to, String type, String content) {
        return "<iq from='" + ORCHARD + "' to='" + to + "' type='" + type + "' id='q'>"
                + "<query xmlns='jabber:iq:gateway'>" + content + "</query></iq>";
    }

    private void expectError(String condition) {
        assertThat(transport.sent()).singleElement().satisfies(answer -> {
            assertThat(answer.isError()).isTrue();
            assertThat(answer.payload("error", Element.CONTENT_NAMESPACE)
                            .children()
                            .get(0)
                            .name())
                    .isEqualTo(condition);
        });
    }
}
