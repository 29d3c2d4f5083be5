package org.libtransport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.testkit.TransportFixture.ROMEO;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.libtransport.failure.Failure;
import org.libtransport.testkit.TransportFixture;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Stanza;

/** People read what the transport says in the language of what they sent (RFC 6120 section 8.1.5). */
class LanguagesTest {

    private final TransportFixture transport = TransportFixture.gateway();

    private void comeOnline(String lang) {
        transport.stored(ROMEO, "romeo1", "secret");
        transport.receive("<presence from='romeo@montague.example/orchard' to='net.example'" + lang + "/>");
    }

    @Test
    void the_state_is_told_in_the_language_of_the_presence() {
        comeOnline(" xml:lang='de-AT'");

        transport.expect("<presence from='net.example' to='romeo@montague.example/orchard' type='unavailable'"
                + " xml:lang='de'><status>Verbindung wird hergestellt</status></presence>");
    }

    @Test
    void who_names_no_language_is_told_in_the_one_of_the_registration() {
        comeOnline("");

        transport.expect("<presence from='net.example' to='romeo@montague.example/orchard' type='unavailable'"
                + " xml:lang='en'><status>Connecting</status></presence>");
    }

    @Test
    void a_message_of_the_transport_is_in_the_language_heard_last() {
        comeOnline(" xml:lang='de'");
        transport.receive(
                "<presence from='romeo@montague.example/orchard' to='net.example' xml:lang='fr'><show>away</show></presence>");
        transport.forget();

        transport.backends.lose(ROMEO, Failure.of(Failure.Kind.NETWORK, "It broke."));

        List<Stanza> sent = transport.sent();
        assertThat(sent).filteredOn(Message.class::isInstance).singleElement().satisfies(message -> {
            assertThat(message.lang()).isEqualTo("fr");
            assertThat(((Message) message).body())
                    .isEqualTo("Le réseau est injoignable pour le moment : It broke. Vous serez reconnecté.");
        });
    }

    @Test
    void an_error_is_in_the_language_of_what_it_answers() {
        transport.receive("<message from='romeo@montague.example/orchard' to='juliet@net.example' type='chat'"
                + " id='m1' xml:lang='de'><body>Hallo</body></message>");

        transport.expect("<message from='juliet@net.example' to='romeo@montague.example/orchard' type='error' id='m1'>"
                + "<body>Hallo</body><error type='auth'>"
                + "<registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='de'>"
                + "Du bist bei diesem Transport nicht registriert.</text></error></message>");
    }
}
